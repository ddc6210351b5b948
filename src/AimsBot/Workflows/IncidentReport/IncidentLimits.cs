using AimsBot.Core.Calendar;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>
/// By when an incident is answered and triaged. Limits count from awareness: S1 and S2 in elapsed time, nights and
/// weekends included, S3 and S4 in working days of the organisation's calendar.
/// </summary>
public static class IncidentLimits
{
    private static readonly Dictionary<Severity, (Limit FirstAnswer, Limit Triage)> Table = new()
    {
        [Severity.S1] = (Limit.Hours(1), Limit.Hours(4)),
        [Severity.S2] = (Limit.Hours(4), Limit.Hours(24)),
        [Severity.S3] = (Limit.WorkingDays(1), Limit.WorkingDays(3)),
        [Severity.S4] = (Limit.WorkingDays(3), Limit.WorkingDays(10)),
    };

    /// <summary>The severity that governs before triage: the reporter's, and without one S2 where people are affected, else S3.</summary>
    public static Severity BeforeTriage(Severity? reported, string? affected) =>
        reported ?? (affected is null ? Severity.S3 : Severity.S2);

    public static DateTimeOffset FirstAnswerBy(Severity severity, DateTimeOffset aware, WorkingCalendar calendar) =>
        Table[severity].FirstAnswer.From(aware, calendar);

    public static DateTimeOffset TriageBy(Severity severity, DateTimeOffset aware, WorkingCalendar calendar) =>
        Table[severity].Triage.From(aware, calendar);

    private readonly record struct Limit(TimeSpan Elapsed, int Days)
    {
        public static Limit Hours(int hours) => new(TimeSpan.FromHours(hours), 0);

        public static Limit WorkingDays(int days) => new(TimeSpan.Zero, days);

        public DateTimeOffset From(DateTimeOffset aware, WorkingCalendar calendar) =>
            Days == 0 ? aware + Elapsed : calendar.AddWorkingDays(aware, Days);
    }
}
