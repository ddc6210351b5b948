using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>How a campaign stands. Each person who is asked is in one of the six parts, so that they always add up.</summary>
public sealed record CampaignFigures(int Acknowledged, int Pending, int Overdue, int Unreachable, int Grace, int Exempt)
{
    /// <summary>Everyone in scope.</summary>
    public int Headcount => Acknowledged + Pending + Overdue + Unreachable + Grace + Exempt;

    /// <summary>The denominator of the coverage: without those exempt, and without joiners who still have time (P3).</summary>
    public int Required => Acknowledged + Pending + Overdue + Unreachable;

    /// <summary>Percent, rounded down: 99.9 is not all.</summary>
    public int Coverage => Required == 0 ? 100 : 100 * Acknowledged / Required;

    /// <summary>The queries that the figures are made of.</summary>
    public static IReadOnlyDictionary<string, RecordQuery> Queries(RecordId campaign, DateTimeOffset now)
    {
        var all = new RecordQuery { Type = AcknowledgementWorkflow.TypeName, Parent = campaign };
        var pending = all with { State = AcknowledgementStates.Pending };
        return new Dictionary<string, RecordQuery>
        {
            ["acknowledged"] = all with { State = AcknowledgementStates.Acknowledged },
            ["exempt"] = all with { State = AcknowledgementStates.Exempt },
            ["asked"] = pending,
            ["unreachable"] = pending with { Date = AcknowledgementWorkflow.UnreachableDate },
            // A date is before an instant, and whoever counts from now on counts now.
            ["counted"] = pending with { Date = AcknowledgementWorkflow.CountedDate, DateBefore = now.AddMilliseconds(1) },
            ["overdue"] = pending with { Date = AcknowledgementWorkflow.OverdueDate, DateBefore = now.AddMilliseconds(1) },
        };
    }

    public static CampaignFigures Of(IReadOnlyDictionary<string, int> counts) => new(
        counts["acknowledged"],
        counts["counted"] - counts["overdue"],
        counts["overdue"],
        counts["unreachable"],
        counts["asked"] - counts["counted"] - counts["unreachable"],
        counts["exempt"]);
}
