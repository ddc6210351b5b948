using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>Campaigns: a version of a policy asked of many people by a day (7.3, 7.4).</summary>
public sealed class CampaignWorkflow : Workflow<Campaign>
{
    public const string TypeName = "campaign";
    public const string CampaignCard = "Policies/Campaign";

    private static readonly string[] All = [CampaignStates.Running, CampaignStates.Stopped, CampaignStates.Closed];

    public override string Type => TypeName;
    public override string Prefix => "CAM";
    public override string Folder => "Policies";
    public override string Card => CampaignCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "last" };

    public override Lifecycle Lifecycle { get; } = new(
        All,
        [
            Lifecycle.Creates(StartCampaign.Step, CampaignStates.Running),
            Lifecycle.Stays(AdvanceCampaign.Step, All),
            Lifecycle.Stays(MoveCampaign.Step, CampaignStates.Running),
            Lifecycle.Stays(CallForCampaign.Lead, CampaignStates.Running),
            Lifecycle.Stays(CallForCampaign.TopManagement, CampaignStates.Running),
            Lifecycle.Stays(KeepFigures.Step, CampaignStates.Running),
            Lifecycle.Stays(ExportCampaign.Step, All),
            Lifecycle.Moves(EndCampaign.Close, [CampaignStates.Running], CampaignStates.Closed),
            Lifecycle.Moves(EndCampaign.Stop, [CampaignStates.Running], CampaignStates.Stopped),
        ]);

    /// <summary>Ends every campaign of the policy whose step this is.</summary>
    public static IReadOnlyList<NewFollowUp> StopAll(StepFacts facts, string reason) =>
        [.. facts.Page.Heads.Where(h => h.Parent == facts.Record).Select(h => new NewFollowUp(EndCampaign.Stop, h.Id, new EndCampaign(reason)))];

    /// <summary>Tomorrow, early.</summary>
    public static DateTimeOffset NextSnapshot(StepFacts facts) => LocalTimes.Instant(PolicyWorkflow.Today(facts).AddDays(1), new TimeOnly(6, 0), facts.Organisation.TimeZone);

    /// <summary>When the round goes on, or the next one begins; none where the campaign has ended and everyone knows.</summary>
    public static DateTimeOffset? NextRoundOf(Campaign campaign, string state) => campaign.IsInRound || state == CampaignStates.Running ? campaign.NextRound : null;

    protected override HeadIndex IndexOf(Campaign body, string state) => new() { Parent = body.Policy };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Campaign body, string state)
    {
        var deadlines = new List<Deadline>();
        // Each page is an act of its own.
        if (NextRoundOf(body, state) is { } round) deadlines.Add(new Deadline($"round:{body.Round}:{body.Cursor}", round, AdvanceCampaign.Step, new AdvanceCampaign()));
        if (state != CampaignStates.Running) return deadlines;
        deadlines.Add(new Deadline("snapshot", body.NextSnapshot, KeepFigures.Step, new KeepFigures()));
        // Leads and top management are called on the calendar of the zone-less default: their own hours decide when it is sent.
        if (!body.LeadCalled) deadlines.Add(new Deadline("late", CallForCampaign.At(body, CallForCampaign.LeadAfter, Calendar), CallForCampaign.Lead, new CallForCampaign()));
        if (!body.TopManagementCalled) deadlines.Add(new Deadline("very-late", CallForCampaign.At(body, CallForCampaign.TopManagementAfter, Calendar), CallForCampaign.TopManagement, new CallForCampaign()));
        return deadlines;
    }

    private static readonly WorkingCalendar Calendar = WorkingCalendar.For("UTC", null);

    public override IReadOnlyDictionary<string, RecordQuery> CountsOn(Head head, DateTimeOffset now) => CampaignFigures.Queries(head.Id, now);

    protected override string TitleOf(Campaign body) => $"{body.Title} {body.Number}";

    protected override IReadOnlyList<RecordId> NamedOn(Campaign body) =>
        [.. new[] { body.Last?.By, body.Audience is { Kind: AudienceKind.Line, Of: { } manager } ? new RecordId(manager) : null }.OfType<RecordId>()];

    protected override JsonObject CardData(Campaign body, CardFacts facts) => PolicyCards.Campaign(body, facts);

    protected override string? LastOf(Campaign body, CardFacts facts) => PolicyCards.LastLine(body.Last, facts);

    // Whoever takes the list out has its address at once.
    protected override (string Card, JsonObject Data)? ReceiptOf(Step step, Campaign body, CardFacts facts) =>
        step == ExportCampaign.Step ? (CampaignCard, PolicyCards.Campaign(body, facts)) : null;

    protected override JsonObject FormData(Step step, Campaign? body, CardFacts facts) => PolicyCards.CampaignForm(step, facts);
}
