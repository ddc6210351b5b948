using System.Collections.Frozen;

namespace AimsBot.Core.People;

/// <summary>What the organisation decides about its people files.</summary>
public sealed record PeopleFileRules
{
    /// <summary>The Slack workspaces and enterprises that accounts may lie in.</summary>
    public required IReadOnlyCollection<string> SlackTeams { get; init; }

    /// <summary>The Entra tenants that accounts may lie in.</summary>
    public required IReadOnlyCollection<string> TeamsTenants { get; init; }

    /// <summary>The zone of a person for whom the file names none: an IANA id.</summary>
    public required string DefaultTimeZone { get; init; }

    /// <summary>The language of a person for whom the file names none that we can read: a BCP 47 tag.</summary>
    public required string DefaultLanguage { get; init; }

    /// <summary>
    /// The people already known, each e-mail address with the manager's or null, all in lower case. They may be
    /// managers without being in the file, and a ring of managers may lead through them.
    /// </summary>
    public IReadOnlyDictionary<string, string?> KnownManagers { get; init; } = FrozenDictionary<string, string?>.Empty;
}
