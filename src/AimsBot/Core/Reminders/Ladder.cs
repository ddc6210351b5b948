using System.Globalization;
using AimsBot.Core.Calendar;
using NodaTime;

namespace AimsBot.Core.Reminders;

/// <summary>
/// The reminder times of a due date, in days before it (negative) and after it, as data (M1, M2). After the last one it goes on
/// every week.
/// </summary>
public sealed record Ladder(IReadOnlyList<int> Days)
{
    public static readonly Ladder General = new([-90, -60, -30, -14, -7, -1, 1, 3, 7, 14]);
    public static readonly Ladder ShortTasks = new([-14, -7, -3, -1, 1, 3, 7, 14]);

    /// <summary>Audits of the certification body.</summary>
    public static readonly Ladder Certification = new([-180, -120, -90, -60, -30, -14, -7, -1, 1, 3, 7, 14]);

    /// <summary>The part before the due date, and the one after it: what lasts some days is reminded of before the first, and missed after the last.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Ladder Ahead => new([.. Days.Where(day => day < 0)]);

    [System.Text.Json.Serialization.JsonIgnore]
    public Ladder Overdue => new([.. Days.Where(day => day > 0)]);

    /// <summary>A ladder of one's own: days before the due date as written, such as <c>30, 7, 1</c>, and after it as always; none where it is none.</summary>
    public static Ladder? Before(string text)
    {
        var days = new List<int>();
        foreach (var word in text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is 0 or > 365) return null;
            days.Add(-day);
        }
        return days.Count is 0 or > MostBefore ? null : new Ladder([.. days.Distinct().Order(), .. ShortTasks.Days.Where(day => day > 0)]);
    }

    private const int MostBefore = 12;

    // Whoever was reminded every week for a year is not reached by reminders.
    private const int MostWeeks = 52;

    /// <summary>The rung that is never put into a list with others: the last before the due date (M8).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Last => Days.Where(d => d < 0).DefaultIfEmpty(0).Max();

    /// <summary>
    /// Every rung with its instant, in the order of the days: 09:00 on the person's clock; before the due date on a day off the
    /// working day before, after it the next one (M7).
    /// </summary>
    public IEnumerable<Rung> Rungs(DateOnly due, WorkingCalendar calendar)
    {
        foreach (var days in AllDays) yield return RungOf(due, days, calendar);
    }

    private IEnumerable<int> AllDays => Days[^1] > 0 ? Days.Concat(Enumerable.Range(1, MostWeeks).Select(week => Days[^1] + (7 * week))) : Days;

    private static Rung RungOf(DateOnly due, int days, WorkingCalendar calendar)
    {
        var wanted = LocalDate.FromDateOnly(due).PlusDays(days);
        return new Rung(days, calendar.StartOf(days < 0 ? calendar.PreviousWorkingDay(wanted) : calendar.NextWorkingDay(wanted)));
    }

    /// <summary>The next rung that was neither sent nor skipped; none at the end of the ladder.</summary>
    public Rung? Next(DateOnly due, WorkingCalendar calendar, IReadOnlyList<Reminder> past)
    {
        var rungs = past.Where(r => r.Due == due).Select(r => r.Rung).ToHashSet();
        foreach (var days in AllDays)
        {
            if (!rungs.Contains(days)) return RungOf(due, days, calendar);
        }
        return null;
    }

    /// <summary>
    /// What is to be written down when the clock comes by: the nearest of the rungs that have passed is sent, each other one is
    /// skipped (M4). Nothing where none has.
    /// </summary>
    /// <param name="sends">False where the person hears of it anyway now, as at the first message: then all are skipped.</param>
    public IReadOnlyList<Reminder> Pass(DateOnly due, WorkingCalendar calendar, IReadOnlyList<Reminder> past, DateTimeOffset now, bool sends)
    {
        var passed = Rungs(due, calendar).TakeWhile(rung => rung.At <= now).Where(rung => !IsPast(due, rung, past)).ToArray();
        return [.. passed.Select((rung, i) => new Reminder(due, rung.Days, now, Sent: sends && i == passed.Length - 1))];
    }

    // A due date that was moved has a ladder of its own (M5).
    private static bool IsPast(DateOnly due, Rung rung, IReadOnlyList<Reminder> past) => past.Any(r => r.Due == due && r.Rung == rung.Days);
}

/// <summary>One of a ladder's reminder times.</summary>
/// <param name="Days">Days before the due date where negative, else after it.</param>
public sealed record Rung(int Days, DateTimeOffset At);

/// <summary>A rung that has passed, and whether a message was made for it. What became of the message stands on its copy.</summary>
public sealed record Reminder(DateOnly Due, int Rung, DateTimeOffset At, bool Sent)
{
    /// <summary>The copy's reason, by which the two are found together.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Why => $"rung:{Due:yyyy-MM-dd}:{Rung}";
}
