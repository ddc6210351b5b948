using AimsBot.Core.Iso42001;

namespace AimsBot.Workflows.Audits;

/// <summary>How a requirement stands in the programme.</summary>
/// <param name="Last">The day on which it was last audited with a result, in an issued audit; none where it never was.</param>
/// <param name="Due">The day by which it is due again; today's date's own where it never was audited.</param>
public sealed record CoverageRow(Requirement Requirement, DateOnly? Last, DateOnly? Due, CoverageStanding Standing);

public enum CoverageStanding
{
    Covered,

    /// <summary>Due within <see cref="Coverage.SoonDays"/>.</summary>
    DueSoon,
    Overdue,
    Never,
}

/// <summary>When each clause and included control was last audited, and when it falls due (IA8).</summary>
public static class Coverage
{
    public const int SoonDays = 90;

    /// <param name="included">The controls that count; none: all of them.</param>
    /// <param name="audits">The issued audits, with the day of issue.</param>
    public static IReadOnlyList<CoverageRow> Of(Programme programme, IEnumerable<string>? included, IEnumerable<(Audit Audit, DateOnly Day)> audits, DateOnly today)
    {
        var counts = included?.ToHashSet();
        var last = new Dictionary<string, DateOnly>();
        foreach (var (audit, day) in audits)
        {
            foreach (var result in audit.Results.Where(r => r.Result != AuditResult.NotAudited))
            {
                if (!last.TryGetValue(result.Item, out var before) || day > before) last[result.Item] = day;
            }
        }
        return [.. Requirements.All.Where(r => !r.IsControl || counts is null || counts.Contains(r.Id)).Select(Row)];

        CoverageRow Row(Requirement requirement)
        {
            if (!last.TryGetValue(requirement.Id, out var day)) return new CoverageRow(requirement, null, null, CoverageStanding.Never);
            var due = day.AddMonths(programme.MonthsOf(requirement));
            return new CoverageRow(requirement, day, due, due < today ? CoverageStanding.Overdue : due <= today.AddDays(SoonDays) ? CoverageStanding.DueSoon : CoverageStanding.Covered);
        }
    }
}
