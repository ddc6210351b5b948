using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using NodaTime;

namespace AimsBot.Workflows.Policies;

/// <summary>Policies with their versions, from draft to withdrawal (5.2, A.2.2, A.2.4).</summary>
public sealed class PolicyWorkflow : Workflow<Policy>
{
    public const string PolicyCard = "Policies/Policy";

    private static readonly string[] InForce = [PolicyStates.Published, PolicyStates.Revised];
    private static readonly string[] WithDraft = [PolicyStates.Draft, PolicyStates.Revised];

    public override string Type => "policy";
    public override string Prefix => "POL";
    public override string Folder => "Policies";
    public override string Card => PolicyCard;
    public override string ListedState => PolicyStates.Published;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [PolicyStates.Draft, PolicyStates.Published, PolicyStates.Revised, PolicyStates.Withdrawn],
        [
            Lifecycle.Creates(DraftPolicy.Step, PolicyStates.Draft),
            Lifecycle.Moves(ApprovePolicy.Step, WithDraft, PolicyStates.Published),
            Lifecycle.Stays(AddPolicyText.Step, WithDraft),
            Lifecycle.Stays(ReplacePolicyText.Step, WithDraft),
            Lifecycle.Stays(AddPolicyQuestion.Step, WithDraft),
            Lifecycle.Stays(DropPolicyQuestions.Step, WithDraft),
            Lifecycle.Stays(RevisePolicy.Step, WithDraft),
            Lifecycle.Moves(RevisePolicy.Step, [PolicyStates.Published], PolicyStates.Revised),
            Lifecycle.Stays(ReviewPolicy.Step, InForce),
            Lifecycle.Stays(ReviewPolicy.Due, InForce),
            Lifecycle.Moves(WithdrawPolicy.Step, [PolicyStates.Draft, .. InForce], PolicyStates.Withdrawn),
        ]);

    public static LastAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    public static DateOnly Today(StepFacts facts) => LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;

    /// <summary>When the first review of a version is due: so many months after its approval, or on the last day of a month that has no such day.</summary>
    public static DateTimeOffset FirstReview(Policy policy, StepFacts facts) => StartOf(facts.Organisation.Calendar.DayAt(facts.Now).PlusMonths(policy.ReviewMonths), facts);

    /// <summary>
    /// When the next review is due. The series is counted from the approval, so that a short month does not draw the days after it along
    /// (31, 28, 31); a review less than half an interval early stands for the coming day.
    /// </summary>
    public static DateTimeOffset NextReview(Policy policy, StepFacts facts)
    {
        var calendar = facts.Organisation.Calendar;
        var from = calendar.DayAt(policy.Current!.ApprovedAt);
        var past = calendar.DayAt(facts.Now).PlusMonths(policy.ReviewMonths / 2);
        var months = policy.ReviewMonths;
        while (from.PlusMonths(months) <= past) months += policy.ReviewMonths;
        return StartOf(from.PlusMonths(months), facts);
    }

    // A plain day: who is asked on a day off is asked on the next working day.
    private static DateTimeOffset StartOf(LocalDate day, StepFacts facts) => facts.Organisation.Calendar.StartOf(day);

    /// <summary>The change with a card for those who have none.</summary>
    public static Change Tell(Policy policy, string state, IEnumerable<RecordId> others)
    {
        var told = others.Distinct().Except(policy.Told).ToArray();
        return new Change(policy with { Told = [.. policy.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, PolicyCard, Lane.Decisions))],
        };
    }

    /// <summary>The change with a card for everyone who may approve it, and for the one who writes, to go on from.</summary>
    public static Change TellApprovers(Policy policy, string state, StepFacts facts) => Tell(
        policy, state, facts.People[ApproverOf(policy)].Select(p => p.Id).Except(policy.Draft!.Authors).Append(facts.Actor.Person!.Id));

    private static Role ApproverOf(Policy policy) => policy.Kind == PolicyKind.AiPolicy ? Role.TopManagement : Role.ComplianceLead;

    protected override HeadIndex IndexOf(Policy body, string state) => new()
    {
        Parent = body.Owner,
        WaitsFor =
        [
            .. WithDraft.Contains(state) ? new[] { PeopleDirectory.RoleDate(ApproverOf(body)) } : [],
            .. body.ReviewAsked ? [body.Owner.Value] : Array.Empty<string>(),
        ],
        Dates = body.ReviewDue is { } review ? new Dictionary<string, DateTimeOffset> { ["review"] = review } : [],
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Policy body, string state) =>
        body is { ReviewDue: { } at, ReviewAsked: false } ? [new Deadline("review", at, ReviewPolicy.Due, new ReviewDue())] : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Policy? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Owner)) relations.Add("owner");
        if (body.Draft?.Authors.Any(author => person.Is(author)) == true) relations.Add("author");
        // Top management stands above: where the only lead wrote it, there is still somebody else.
        if (actor.Has(ApproverOf(body)) || actor.Has(Role.TopManagement)) relations.Add("approver");
        return relations;
    }

    protected override string TitleOf(Policy body) => body.Title;

    protected override IReadOnlyList<RecordId> NamedOn(Policy body) => [.. new RecordId?[] { body.Owner, body.Last?.By, body.Current?.ApprovedBy }.OfType<RecordId>()];

    protected override IReadOnlyList<string> DocumentsOn(Policy body, Step? form) =>
        [.. new[] { body.Current?.Hash, body.Draft?.Hash, body.Current?.Quiz, body.Draft?.Quiz }.OfType<string>()];

    protected override JsonObject CardData(Policy body, CardFacts facts) => PolicyCards.Policy(body, facts);

    protected override string? LastOf(Policy body, CardFacts facts) => PolicyCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Policy? body, CardFacts facts) => PolicyCards.PolicyForm(step, body, facts);
}
