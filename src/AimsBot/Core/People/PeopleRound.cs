using AimsBot.Core.Calendar;
using AimsBot.Core.Records;

namespace AimsBot.Core.People;

/// <summary>
/// A record's way through the people, a page at a time: through all of them at first and once a month, else each day through those whose
/// records changed since. So joiners, leavers, leave and changes of role are met, and 100,000 people never sit in one commit.
/// </summary>
public static class PeopleRound
{
    /// <summary>Leave of so many days or more is exempt; a shorter one is not (P3).</summary>
    public const int LongLeave = 30;

    /// <summary>The keyed date of a person's last change.</summary>
    public const string ChangedDate = "changed";

    /// <summary>The date of whoever is to be looked at each day.</summary>
    public static readonly DateTimeOffset EachDay = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The clocks of two hosts may differ.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <param name="with">The record of each person that the round keeps in step.</param>
    public static Needs Page(IRounds rounds, Func<RecordId, Head, IReadOnlyList<RecordId>> with)
    {
        var query = new RecordQuery { Type = PeopleDirectory.PersonType, Continuation = rounds.Cursor is { Length: > 0 } cursor ? cursor : null };
        return new Needs { Page = SinceOf(rounds) is { } since ? query with { Date = ChangedDate, DateFrom = since } : query, WithEach = with };
    }

    /// <summary>The window of the round that begins, or goes on.</summary>
    public static RoundWindow WindowOf(IRounds rounds, DateTimeOffset now) => rounds is { Cursor.Length: > 0, Window: { } open } ? open : new RoundWindow(SinceOf(rounds), now);

    // What the records do not say of people, such as another zone of the organisation, is made up for once a month.
    private static DateTimeOffset? SinceOf(IRounds rounds) => rounds switch
    {
        { Cursor.Length: > 0 } => rounds.Window?.Since,
        { Cursor: null, Window: { } last, NextRound.Day: > 1 } => last.Began - Margin,
        _ => null,
    };

    /// <summary>When the next round begins: tomorrow, before anybody's morning in most of the organisation.</summary>
    public static DateTimeOffset Tomorrow(StepFacts facts) =>
        LocalTimes.Instant(LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day.AddDays(1), new TimeOnly(5, 0), facts.Organisation.TimeZone);

    public static bool IsOnLongLeave(Person person, StepFacts facts)
    {
        var today = LocalTimes.At(facts.Now, person.Details.TimeZone ?? facts.Organisation.TimeZone).Day;
        return person.Details.LeaveFrom is { } from && from <= today
            && (person.Details.LeaveUntil is not { } until || (until >= today && until.DayNumber - from.DayNumber >= LongLeave));
    }
}

/// <summary>What goes through the people in rounds.</summary>
public interface IRounds
{
    /// <summary>Where the page before ended; empty where a round through everybody is to begin, none where no round is under way.</summary>
    string? Cursor { get; }
    DateTimeOffset NextRound { get; }

    /// <summary>Whom the round under way looks at, or the last one did; none before the first.</summary>
    RoundWindow? Window { get; }
}

/// <param name="Since">Those whose records changed since; none: everybody.</param>
/// <param name="Began">When the round began.</param>
public sealed record RoundWindow(DateTimeOffset? Since, DateTimeOffset Began);
