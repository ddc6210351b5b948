using AimsBot.Core.People;

namespace AimsBot.Core.Channels;

/// <summary>Where and when somebody is asked: in the channel they prefer, else in each in which they have an account.</summary>
public static class CopyPlaces
{
    private static readonly string?[] NoChannel = [null];

    /// <summary>The channels of the copies that a person gets of one card; one without a channel where there is no account yet.</summary>
    public static IReadOnlyList<string?> Of(Person? person)
    {
        var channels = person?.Details.Accounts.Select(a => a.Channel).Distinct().ToArray() ?? [];
        if (person?.Details.PreferredChannel is { } preferred && channels.Contains(preferred)) return [preferred];
        return channels.Length == 0 ? NoChannel : channels;
    }

    /// <summary>
    /// From when on a message of the third lane may go out to a person: in their working hours (M7), and what gathers over a day in the
    /// morning (M8). None: now.
    /// </summary>
    public static DateTimeOffset? NotBefore(Organisation organisation, Person reader, bool daily, DateTimeOffset now)
    {
        var calendar = organisation.CalendarOf(reader.Details);
        var at = daily ? calendar.NextMorning(now) : calendar.NextWorkingTime(now);
        return at > now ? at : null;
    }
}
