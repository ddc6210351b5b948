using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// The clock's own steps on a campaign: a week after the due day the compliance leads hear how many are late, after two weeks
/// top management (M2), each once and in figures; and each month the figures are kept (P4).
/// </summary>
public sealed record CallForCampaign
{
    public const int LeadAfter = 7;
    public const int TopManagementAfter = 14;

    public static readonly Step Lead = new Step<Campaign, CallForCampaign>("campaign.call-lead", "campaign-lead-called", (campaign, _, facts) =>
        campaign!.LeadCalled ? new Refusal(Refusals.NotNow) : Call(campaign with { LeadCalled = true }, "late", Role.ComplianceLead, facts))
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        MovesBasis = false,
    };

    public static readonly Step TopManagement = new Step<Campaign, CallForCampaign>("campaign.call-top-management", "campaign-top-management-called", (campaign, _, facts) =>
        campaign!.TopManagementCalled ? new Refusal(Refusals.NotNow) : Call(campaign with { TopManagementCalled = true }, "very-late", Role.TopManagement, facts))
    {
        Needs = (_, _) => new Needs { Roles = [Role.TopManagement] },
        MovesBasis = false,
    };

    public static DateTimeOffset At(Campaign campaign, int days, WorkingCalendar calendar) =>
        calendar.StartOf(calendar.NextWorkingDay(NodaTime.LocalDate.FromDateOnly(campaign.Due.AddDays(days))));

    private static Change Call(Campaign campaign, string what, Role role, StepFacts facts)
    {
        var called = facts.People[role].Select(p => p.Id).ToArray();
        return new Change(campaign with { Told = [.. campaign.Told.Union(called)], Last = PolicyWorkflow.Act(what, facts) }, facts.State!)
        {
            Copies = [.. called.Select(id => new NewCopy(id, CampaignWorkflow.CampaignCard, Lane.Decisions) { Why = what })],
        };
    }
}

/// <summary>The figures are kept as they are: a point of the progress each day, all of them each month (P4).</summary>
public sealed record KeepFigures
{
    // More than a year: a campaign that is older shows its last one.
    private const int MostPoints = 400;

    public static readonly Step Step = new Step<Campaign, KeepFigures>("campaign.snapshot", "campaign-snapshot-kept", Decide)
    {
        Needs = (_, input) => new Needs { Counts = CampaignFigures.Queries },
        MovesBasis = false,
    };

    public static Outcome Decide(Campaign? campaign, KeepFigures input, StepFacts facts)
    {
        if (campaign!.NextSnapshot > facts.Now) return new Refusal(Refusals.NotNow);
        var (now, today) = (CampaignFigures.Of(facts.Counts), PolicyWorkflow.Today(facts));
        var kept = DateOf(campaign.Snapshots.Count == 0 ? campaign.StartedAt : campaign.Snapshots[^1].At, facts);
        var isNewMonth = (kept.Year, kept.Month) != (today.Year, today.Month);
        return new Change(
            campaign with
            {
                NextSnapshot = CampaignWorkflow.NextSnapshot(facts),
                Snapshots = isNewMonth ? [.. campaign.Snapshots, new Snapshot(facts.Now, now.Acknowledged, now.Pending, now.Overdue, now.Unreachable, now.Grace, now.Exempt)] : campaign.Snapshots,
                // Early in the morning: what stands is how the day before ended.
                Progress = [.. campaign.Progress.Append(new ProgressPoint(today.AddDays(-1), now.Acknowledged, now.Required)).TakeLast(MostPoints)],
            },
            facts.State!);
    }

    private static DateOnly DateOf(DateTimeOffset instant, StepFacts facts) => LocalTimes.At(instant, facts.Organisation.TimeZone).Day;
}
