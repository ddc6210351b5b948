using AimsBot.Core.Calendar;

namespace AimsBot.Core.People;

/// <summary>One customer. Its id is part of every key and never changes.</summary>
public sealed record Organisation
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The zone of its plain dates, and of the people whose own is unknown (IANA).</summary>
    public required string TimeZone { get; init; }

    /// <summary>ISO 3166 two-letter code, for public holidays; none: no holidays.</summary>
    public string? Country { get; init; }

    /// <summary>The language of people whose own is unknown (BCP 47).</summary>
    public string Language { get; init; } = "en";

    public IReadOnlyList<string> SlackTeams { get; init; } = [];
    public IReadOnlyList<string> TeamsTenants { get; init; } = [];

    /// <summary>E-mail addresses of those who are made administrators at start.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>Whom to turn to with a concern about people or conduct, which is not taken in chat.</summary>
    public string? ConcernContact { get; init; }

    public required WorkingCalendar Calendar { get; init; }

    /// <summary>Somebody's working hours: their own zone and country, the organisation's where they are unknown.</summary>
    public WorkingCalendar CalendarOf(PersonDetails person) =>
        person.TimeZone is null && person.Country is null ? Calendar : WorkingCalendar.For(person.TimeZone ?? TimeZone, person.Country ?? Country);
}
