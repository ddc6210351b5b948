using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Reminders;

/// <summary>Something that one person is asked to do by a day, as far as reminding them of it goes.</summary>
public interface IAsked
{
    RecordId Person { get; }
    DateOnly Due { get; }
    Ladder Ladder { get; }
    string Zone { get; }
    string? Country { get; }
    IReadOnlyList<Reminder> Reminders { get; }

    /// <summary>The manager who was told that it is late, or that the person is not reached.</summary>
    RecordId? Manager => null;

    /// <summary>Why no chat reaches the person (M10).</summary>
    string? Undelivered => null;

    /// <summary>When the person wants to be reminded besides; none where they asked for nothing.</summary>
    DateTimeOffset? Tomorrow => null;

    /// <summary>How often they have asked for that before this due day.</summary>
    int PutOffs => 0;
}

/// <summary>What reminding somebody changes, and the cards that it sends.</summary>
public sealed record Reminded(IReadOnlyList<Reminder> Reminders, RecordId? Manager, IReadOnlyList<NewCopy> Copies);

/// <summary>The rules of reminders (M1 to M10) for whatever is asked of one person.</summary>
public static class Reminding
{
    /// <summary>From so many days late on the line manager hears too (M2).</summary>
    public const int ManagerAfter = 3;

    /// <summary>So often somebody may ask for "tomorrow" before one due day, and never past it.</summary>
    public const int MostPutOffs = 3;

    /// <summary>The working hours in which the person is reminded.</summary>
    public static WorkingCalendar CalendarOf(IAsked asked) => WorkingCalendar.For(asked.Zone, asked.Country);

    /// <summary>The next rung and what the person asked for besides, as deadlines of the record.</summary>
    public static IEnumerable<Deadline> Deadlines(IAsked asked, Step step, object input)
    {
        if (asked.Ladder.Next(asked.Due, CalendarOf(asked), asked.Reminders) is { } rung)
            yield return new Deadline($"rung:{asked.Due:yyyy-MM-dd}:{rung.Days}", rung.At, step, input);
        if (asked.Tomorrow is { } at) yield return new Deadline("tomorrow", at, step, input);
    }

    /// <summary>The rungs that lie behind when the person is asked: the asking stands for them.</summary>
    public static IReadOnlyList<Reminder> AtFirst(IAsked asked, DateTimeOffset now) => asked.Ladder.Pass(asked.Due, CalendarOf(asked), [], now, sends: false);

    /// <summary>
    /// One message for the nearest of the rungs that have passed (M3, M4), or for what the person asked for; from three days late
    /// on to the manager as well, whose list goes out once a day (M8). None where the time has not come.
    /// </summary>
    public static Reminded? Pass(IAsked asked, Person person, string card, DateTimeOffset now)
    {
        var passed = asked.Ladder.Pass(asked.Due, CalendarOf(asked), asked.Reminders, now, sends: true);
        if (passed.Count == 0 && !(asked.Tomorrow <= now)) return null;
        var rung = passed.Count > 0 ? passed[^1] : null;
        var isLate = rung?.Rung >= ManagerAfter;
        var manager = isLate ? ManagerOf(person) ?? asked.Manager : asked.Manager;
        RecordId[] told = isLate && manager is { } id ? [asked.Person, id] : [asked.Person];
        var why = rung?.Why ?? $"tomorrow:{asked.Tomorrow:yyyy-MM-dd}";
        return new Reminded(
            [.. asked.Reminders, .. passed],
            manager,
            [.. told.Select(to => new NewCopy(to, card, Lane.Campaigns) { Why = why, Alone = rung?.Rung == asked.Ladder.Last, Daily = to != asked.Person })]);
    }

    /// <summary>The morning of the next working day, where it is not after the due day and was not asked for too often.</summary>
    public static (DateTimeOffset? At, Refusal? Refusal) NextMorning(IAsked asked, DateTimeOffset now)
    {
        var calendar = CalendarOf(asked);
        var day = calendar.NextWorkingDay(calendar.DayAt(now).PlusDays(1));
        return asked.PutOffs >= MostPutOffs ? (null, new Refusal("tomorrow.tooOften"))
            : day.ToDateOnly() > asked.Due ? (null, new Refusal("tomorrow.pastDue"))
            : (calendar.StartOf(day), null);
    }

    /// <summary>The manager who is to hear that no chat reaches the person, and hears it once (M10).</summary>
    public static (RecordId? Manager, IReadOnlyList<NewCopy> Copies) Undelivered(IAsked asked, Person? person, string card)
    {
        var manager = person is null ? null : ManagerOf(person);
        return (manager ?? asked.Manager, manager is { } to && asked.Manager != to ? [new NewCopy(to, card, Lane.Campaigns) { Why = "undelivered", Daily = true }] : []);
    }

    // Nobody is told of their own lateness as their manager.
    private static RecordId? ManagerOf(Person person) => person.Details.Manager is { } manager && manager != person.Id ? manager : null;
}
