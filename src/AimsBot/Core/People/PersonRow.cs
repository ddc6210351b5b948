namespace AimsBot.Core.People;

/// <summary>
/// One person as a people file names him or her, checked and tidied. What the file leaves empty is null: unknown, not
/// "none".
/// </summary>
public sealed record PersonRow
{
    /// <summary>The line of the file where the person stands, the header being line 1.</summary>
    public required int Line { get; init; }

    public required string Name { get; init; }

    /// <summary>In lower case: the key by which the same person is found again.</summary>
    public required string Email { get; init; }

    /// <summary>Each role once, in the order of the enum; <see cref="Role.Staff"/> where the file names none.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>
    /// The manager's address in lower case; null where there is none, or none that can be used (see
    /// <see cref="PeopleFile.Warnings"/>). Following managers from here always ends.
    /// </summary>
    public string? ManagerEmail { get; init; }

    /// <summary>An IANA zone id that exists.</summary>
    public required string TimeZone { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public required string Language { get; init; }

    /// <summary>The Slack workspace or enterprise; null exactly when <see cref="SlackUser"/> is.</summary>
    public string? SlackTeam { get; init; }

    public string? SlackUser { get; init; }

    /// <summary>The Entra tenant, a GUID in lower case; null exactly when <see cref="TeamsObjectId"/> is.</summary>
    public string? TeamsTenant { get; init; }

    /// <summary>The person's Entra object id, a GUID in lower case.</summary>
    public string? TeamsObjectId { get; init; }

    /// <summary>ISO 3166, two capitals: decides the working week and the holidays.</summary>
    public string? Country { get; init; }

    public string? Department { get; init; }

    /// <summary>The organisation's own word for the kind of employment, such as "contractor".</summary>
    public string? Employment { get; init; }

    /// <summary><c>slack</c> or <c>teams</c>.</summary>
    public string? PreferredChannel { get; init; }

    public DateOnly? StartDate { get; init; }

    /// <summary>The last day, never before the first.</summary>
    public DateOnly? EndDate { get; init; }

    public DateOnly? LeaveFrom { get; init; }

    /// <summary>The last day of leave; only with <see cref="LeaveFrom"/>. A leave without it is open-ended.</summary>
    public DateOnly? LeaveUntil { get; init; }
}
