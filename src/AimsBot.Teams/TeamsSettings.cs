namespace AimsBot.Teams;

/// <summary>What the bot must know to speak with Teams.</summary>
public sealed class TeamsSettings
{
    /// <summary>The id of the bot's registration; none: nothing is signed, and only this machine is let in.</summary>
    public string? AppId { get; init; }

    /// <summary>Service addresses that are allowed beside the platform's own; the first is where people are sought whom the bot has not met.</summary>
    public IReadOnlyList<string> ServiceUrls { get; init; } = [];

    /// <summary>True in Development: this machine may be the platform, for trying the bot.</summary>
    public bool IsLoopbackAllowed { get; init; }

    public bool HasCredentials => !string.IsNullOrEmpty(AppId);
}
