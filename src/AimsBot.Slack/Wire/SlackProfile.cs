using System.Text.Json;

namespace AimsBot.Slack.Wire;

/// <summary>
/// One account as Slack describes it: in <c>users.info</c>, <c>team_join</c> and <c>user_change</c>. What Slack left out
/// is null or false, so that nothing is taken for granted (an address is vouched for only where Slack says so).
/// </summary>
public sealed record SlackProfile
{
    /// <summary><c>U…</c>, or <c>W…</c> in an Enterprise Grid. Unique only together with the team or the enterprise.</summary>
    public required string Id { get; init; }

    /// <summary>The account's own workspace; for someone of another company, theirs.</summary>
    public string? TeamId { get; init; }

    /// <summary>The Enterprise Grid organisation, where there is one.</summary>
    public string? EnterpriseId { get; init; }

    /// <summary>The handle. People choose and change it: never an identity.</summary>
    public string? Handle { get; init; }

    public string? RealName { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>As Slack has it, capitals included; null also where the app lacks the scope <c>users:read.email</c>.</summary>
    public string? Email { get; init; }

    /// <summary>Slack vouches for <see cref="Email"/>.</summary>
    public bool EmailIsConfirmed { get; init; }

    /// <summary>An IANA name, for example <c>Europe/Oslo</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A language tag, for example <c>en-GB</c>. Only <c>users.info</c> gives it dependably.</summary>
    public string? Locale { get; init; }

    /// <summary>The account has been deactivated.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>A bot, a workflow or Slackbot: nobody.</summary>
    public bool IsBot { get; init; }

    /// <summary>A guest of the workspace, of many channels or of one.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Someone of another company, met in a shared channel.</summary>
    public bool IsStranger { get; init; }

    /// <summary>The account in Slack's user object, or null where it is none.</summary>
    internal static SlackProfile? Read(JsonElement user) =>
        user.Text("id") is not { } id
            ? null
            : new SlackProfile
            {
                Id = id,
                TeamId = user.Text("team_id"),
                EnterpriseId = user.Text("enterprise_user", "enterprise_id") ?? user.Text("enterprise_id"),
                Handle = user.Text("name"),
                RealName = user.Text("real_name") ?? user.Text("profile", "real_name"),
                DisplayName = user.Text("profile", "display_name"),
                Email = user.Text("profile", "email"),
                EmailIsConfirmed = user.Flag("is_email_confirmed"),
                TimeZone = user.Text("tz"),
                Locale = user.Text("locale"),
                IsDeleted = user.Flag("deleted"),
                // Slackbot does not call itself a bot.
                IsBot = id == "USLACKBOT" || user.Flag("is_bot") || user.Flag("is_workflow_bot") || user.Flag("is_connector_bot"),
                IsGuest = user.Flag("is_restricted") || user.Flag("is_ultra_restricted"),
                IsStranger = user.Flag("is_stranger"),
            };
}
