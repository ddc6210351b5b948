namespace AimsBot.Slack.WebApi;

/// <summary>Slack's error codes, sorted by what to do about them (docs.slack.dev, the "Errors" of each method).</summary>
internal static class SlackErrorCodes
{
    private static readonly HashSet<string> Retryable =
    [
        "ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable", "request_timeout", "team_added_to_org",
        "internal_error", "fatal_error", "accesslimited", "external_channel_migrating", "http_408",
    ];

    /// <summary>Slack says of these that a part of the work may have been done.</summary>
    private static readonly HashSet<string> PerhapsDone = ["internal_error", "fatal_error", "request_timeout", "http_408"];

    // account_inactive is said of the receiver and also of a token whose workspace is gone; auth.test tells the two apart.
    private static readonly HashSet<string> Gone =
    [
        "account_inactive", "channel_not_found", "channel_is_archived", "is_archived", "is_inactive", "not_in_channel",
        "user_not_in_channel", "user_not_found", "users_not_found", "user_not_visible", "user_disabled", "cannot_dm_bot",
        "messages_tab_disabled", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
        "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found",
        "view_not_found", "view_expired", "not_found", "expired_trigger_id", "exchanged_trigger_id", "not_enabled",
        "expired_url", "used_url",
    ];

    private static readonly HashSet<string> Unauthorised =
    [
        "invalid_auth", "not_authed", "token_revoked", "token_expired", "missing_scope", "no_permission", "not_allowed_token_type",
        "org_login_required", "ekm_access_denied", "access_denied", "team_access_not_granted", "enterprise_is_restricted",
        "two_factor_setup_required", "http_401", "http_403",
    ];

    /// <summary>What to do about <paramref name="code"/>. An unknown code is taken for a mistake of ours: it is not repeated.</summary>
    public static SlackError Error(string code, string? detail = null) => new(
        Retryable.Contains(code) ? SlackFailure.Retryable
            : Gone.Contains(code) ? SlackFailure.Gone
            : Unauthorised.Contains(code) ? SlackFailure.Unauthorised
            : SlackFailure.BadRequest,
        code,
        AnswerLost: PerhapsDone.Contains(code),
        Detail: detail);
}
