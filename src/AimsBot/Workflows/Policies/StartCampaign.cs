using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Policies;

/// <summary>A compliance lead asks an audience to read the version in force by a day. The people are asked by the campaign's rounds.</summary>
public sealed record StartCampaign(string? PolicyId, AudienceKind Kind, string? Of, DateOnly? Due, int GraceDays, Ladder Ladder)
{
    public static readonly IReadOnlyDictionary<string, AudienceKind> Kinds = new Dictionary<string, AudienceKind>
    {
        ["everyone"] = AudienceKind.Everyone,
        ["role"] = AudienceKind.Role,
        ["line"] = AudienceKind.Line,
        ["language"] = AudienceKind.Language,
    };

    public static readonly IReadOnlyDictionary<string, bool> Ladders = new Dictionary<string, bool> { ["short"] = true, ["general"] = false };

    public static readonly Step Step = new Step<Campaign, StartCampaign>("campaign.start", "campaign-started", Decide)
    {
        Form = Read,
        FormCard = "Policies/CampaignForm",
        FormLists = ["policy"],
        Needs = (_, input) => new Needs
        {
            Records = RecordId.Parse(input.PolicyId) is { } id ? [id] : [],
            Addresses = input is { Kind: AudienceKind.Line, Of: { } manager } ? [manager] : [],
            Page = new RecordQuery { Type = CampaignWorkflow.TypeName, NewestFirst = true },
        },
    };

    public static Outcome Decide(Campaign? campaign, StartCampaign input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var head = RecordId.Parse(input.PolicyId) is { } id ? facts.Records.GetValueOrDefault(id) : null;
        var policy = head is { Type: "policy", State: PolicyStates.Published or PolicyStates.Revised } ? head.Read<Policy>() : null;
        if (policy?.Current is null) wrong["policy"] = new Refusal("refusal.noSuchChoice");
        if (Audience(input, facts) is not { } audience) wrong["of"] = new Refusal("campaign.noSuchAudience");
        else if (wrong.Count == 0) return Start(head!, policy!, audience, input, facts);
        return new Corrections(wrong);
    }

    private static Outcome Start(Head head, Policy policy, Audience audience, StartCampaign input, StepFacts facts)
    {
        var version = policy.Current!;
        var today = PolicyWorkflow.Today(facts);
        // People are asked from publication on; late they are not before it is in force and the grace is over (P10).
        var earliest = (version.EffectiveFrom > today ? version.EffectiveFrom : today).AddDays(input.GraceDays);
        if (input.Due < today) return new Corrections(new Dictionary<string, Refusal> { ["due"] = new Refusal("campaign.duePast") });
        var before = facts.Page.Heads.FirstOrDefault(h => h.Parent == head.Id);
        if (before is { State: CampaignStates.Running } && before.Read<Campaign>() is { } running && running.Number == version.Number && running.Audience == audience)
            return new Corrections(new Dictionary<string, Refusal> { ["policy"] = new Refusal("campaign.runs", ("id", before.Id.Value)) });
        var lead = facts.Actor.Person!.Id;
        return new Change(
            new Campaign
            {
                Policy = head.Id,
                Title = policy.Title,
                Number = version.Number,
                Hash = version.Hash,
                Link = version.Link,
                Quiz = version.Quiz,
                Audience = audience,
                Due = version.EffectiveFrom > today && !(input.Due > earliest) ? earliest : input.Due ?? earliest,
                GraceDays = input.GraceDays,
                Ladder = input.Ladder,
                StartedAt = facts.Now,
                Before = before is null ? null : new CampaignBefore(before.Id, before.Read<Campaign>().Number),
                Cursor = "",
                NextRound = facts.Now,
                NextSnapshot = CampaignWorkflow.NextSnapshot(facts),
                Told = [lead],
                Last = PolicyWorkflow.Act("started", facts),
            },
            CampaignStates.Running)
        {
            Copies = [new NewCopy(lead, CampaignWorkflow.CampaignCard, Core.Channels.Lane.Decisions)],
        };
    }

    private static Audience? Audience(StartCampaign input, StepFacts facts) => input switch
    {
        { Kind: AudienceKind.Everyone } => new Audience(AudienceKind.Everyone),
        { Kind: AudienceKind.Role, Of: { } role } when Roles.Parse(role) is not null => new Audience(AudienceKind.Role, role),
        { Kind: AudienceKind.Line, Of: { } manager } when facts.Holders.TryGetValue(manager, out var person) => new Audience(AudienceKind.Line, person.Id.Value),
        { Kind: AudienceKind.Language, Of: { Length: 2 } language } => new Audience(AudienceKind.Language, language),
        _ => null,
    };

    private static StartCampaign Read(FormReader form) => new(
        form.RequiredText("policy", 100),
        form.Choice("audience", Kinds) ?? AudienceKind.Everyone,
        form.Text("of", 200)?.ToLowerInvariant(),
        form.Date("due"),
        Days(form),
        LadderOf(form));

    // The campaign's own days win over the choice; what comes after the last day is the same for all (M2).
    private static Ladder LadderOf(FormReader form)
    {
        var chosen = form.Choice("ladder", Ladders) ?? true ? Ladder.ShortTasks : Ladder.General;
        if (form.Text("days", 100) is not { } text) return chosen;
        if (Ladder.Before(text) is { } own) return own;
        form.Reject("days", "campaign.ladderDays");
        return chosen;
    }

    private static int Days(FormReader form)
    {
        if (form.Text("grace", 10) is not { } text) return 14;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 90) return days;
        form.Reject("grace", "campaign.graceDays");
        return 14;
    }
}
