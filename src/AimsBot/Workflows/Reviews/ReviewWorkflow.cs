using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Reviews;

/// <summary>Management reviews, from plan to signed minutes (9.3).</summary>
public sealed class ReviewWorkflow : Workflow<Review>
{
    public const string TypeName = "review";
    public const string ReviewCard = "Reviews/Review";

    private static readonly string[] Open = [ReviewStates.Planned, ReviewStates.Packed];

    public override string Type => TypeName;
    public override string Prefix => "REV";
    public override string Folder => "Reviews";
    public override string Card => ReviewCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "reason", "notes", "earlier", "decisions", "conclusion", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [ReviewStates.Planned, ReviewStates.Packed, ReviewStates.MinutesSigned, ReviewStates.Cancelled],
        [
            Lifecycle.Creates(PlanReview.Step, ReviewStates.Planned),
            Lifecycle.Stays(NoteInput.Step, ReviewStates.Planned),
            Lifecycle.Moves(MakePack.Step, [ReviewStates.Planned], ReviewStates.Packed),
            Lifecycle.Stays(Decide.Step, ReviewStates.Packed),
            Lifecycle.Stays(Conclude.Step, ReviewStates.Packed),
            Lifecycle.Stays(ConfirmAttendance.Step, ReviewStates.Packed),
            Lifecycle.Moves(SignMinutes.Step, [ReviewStates.Packed], ReviewStates.MinutesSigned),
            Lifecycle.Stays(LinkAction.Step, ReviewStates.MinutesSigned),
            Lifecycle.Stays(AskForNext.Step, ReviewStates.MinutesSigned),
            Lifecycle.Stays(ExportMinutes.Step, ReviewStates.Packed, ReviewStates.MinutesSigned),
            Lifecycle.Moves(CancelReview.Step, Open, ReviewStates.Cancelled),
        ]);

    public static ReviewAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    public static DateOnly Today(StepFacts facts) => LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;

    /// <summary>The change with a card for everyone who must know and has none.</summary>
    public static Change Tell(Review body, string state, IEnumerable<RecordId> others)
    {
        var told = others.Distinct().Except(body.Told).ToArray();
        return new Change(body with { Told = [.. body.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, ReviewCard, Lane.Decisions))],
        };
    }

    protected override HeadIndex IndexOf(Review body, string state) => new()
    {
        WaitsFor = state switch
        {
            ReviewStates.Planned => [PeopleDirectory.RoleDate(Role.ComplianceLead)],
            ReviewStates.Packed => [.. body.Attendees.Where(a => body.Present.All(p => p.Person != a)).Append(body.Chair).Select(a => a.Value).Distinct()],
            ReviewStates.MinutesSigned when body.NextAsked => [PeopleDirectory.RoleDate(Role.ComplianceLead)],
            _ => [],
        },
        Dates = body.SignedAt is { } signed ? new Dictionary<string, DateTimeOffset> { ["signed"] = signed } : [],
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Review body, string state) =>
        state == ReviewStates.MinutesSigned && body is { NextDue: { } at, NextAsked: false } ? [new Deadline("next", at, AskForNext.Step, new AskForNext())] : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Review? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Chair)) relations.Add("chair");
        if (body.Attendees.Any(attendee => person.Is(attendee))) relations.Add("attendee");
        return relations;
    }

    protected override string TitleOf(Review body) => body.Title;

    protected override IReadOnlyList<RecordId> NamedOn(Review body) =>
        [body.Chair, .. body.Attendees, .. body.Decisions.Select(d => d.Owner), .. new[] { body.Last?.By, body.SignedBy }.OfType<RecordId>()];

    protected override JsonObject CardData(Review body, CardFacts facts) => ReviewCards.Review(body, facts);

    protected override string? LastOf(Review body, CardFacts facts) => ReviewCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Review? body, CardFacts facts) => ReviewCards.Form(step, body, facts);
}
