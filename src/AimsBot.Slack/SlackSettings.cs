namespace AimsBot.Slack;

/// <summary>The configuration's section <c>Slack</c>. Read again when it changes, so that a secret can be rotated without a restart.</summary>
public sealed class SlackSettings
{
    /// <summary>Slack's own API; a method's name is appended.</summary>
    public const string DefaultApiUrl = "https://slack.com/api/";

    public string? SigningSecret { get; set; }

    /// <summary>Still accepted while Slack and the host are given a new one.</summary>
    public string? PreviousSigningSecret { get; set; }
    public string? BotToken { get; set; }
    public string ApiUrl { get; set; } = DefaultApiUrl;

    /// <summary>The workspaces, where there are several, each with its token.</summary>
    public IList<SlackWorkspaceSettings> Workspaces { get; } = [];

    /// <summary>The token for a workspace; none where none is configured.</summary>
    public string? TokenFor(string team) => Workspaces.FirstOrDefault(w => w.TeamId == team)?.BotToken ?? BotToken;
}

/// <summary>One workspace of several.</summary>
public sealed class SlackWorkspaceSettings
{
    public string TeamId { get; set; } = "";
    public string BotToken { get; set; } = "";
}
