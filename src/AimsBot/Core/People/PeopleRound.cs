using AimsBot.Core.Calendar;
using AimsBot.Core.Records;

namespace AimsBot.Core.People;

/// <summary>
/// A record's way through all people, a page at a time and again each day: so joiners, leavers, leave and changes of role are
/// met, and 100,000 people never sit in one commit.
/// </summary>
public static class PeopleRound
{
    /// <summary>Leave of so many days or more is exempt; a shorter one is not (P3).</summary>
    public const int LongLeave = 30;

    /// <param name="cursor">Where the page before ended; empty at the beginning of a round.</param>
    /// <param name="with">The record of each person that the round keeps in step.</param>
    public static Needs Page(string? cursor, Func<RecordId, Head, IReadOnlyList<RecordId>> with) => new()
    {
        Page = new RecordQuery { Type = PeopleDirectory.PersonType, Continuation = cursor is { Length: > 0 } ? cursor : null },
        WithEach = with,
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
