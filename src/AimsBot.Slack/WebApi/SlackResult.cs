using System.Diagnostics.CodeAnalysis;

namespace AimsBot.Slack.WebApi;

/// <summary>What came of a call: a value, or why there is none. Slack saying no is expected and never an exception.</summary>
public sealed record SlackResult<T> where T : notnull
{
    /// <summary>The call worked.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    public T? Value { get; private init; }

    public SlackError? Error { get; private init; }

    public static implicit operator SlackResult<T>(T value) => new() { Value = value };

    public static implicit operator SlackResult<T>(SlackError error) => new() { Error = error };
}

/// <summary>Why a call did not work.</summary>
/// <param name="Kind">What to do about it.</param>
/// <param name="Code">Slack's own word, such as <c>channel_not_found</c>; <c>http_…</c> for a bare status; <c>client_…</c>
/// where Slack said nothing.</param>
/// <param name="RetryAfter">How long Slack asks everybody to leave this method of this workspace alone.</param>
/// <param name="AnswerLost">The request was sent and may have been carried out, but no clear answer came: sending it
/// again may do it twice.</param>
/// <param name="Detail">Slack's explanation, where it gives one: what is wrong with a block, and where.</param>
public sealed record SlackError(
    SlackFailure Kind, string Code, TimeSpan? RetryAfter = null, bool AnswerLost = false, string? Detail = null);

/// <summary>What to do about a failed call.</summary>
public enum SlackFailure
{
    /// <summary>Later it may work: too many calls, Slack in trouble, the connection cut.</summary>
    Retryable,

    /// <summary>The person, conversation, message or view is not there any more, or cannot be written to.</summary>
    Gone,

    /// <summary>The workspace's token is not, or no longer, good for this.</summary>
    Unauthorised,

    /// <summary>The request itself is wrong, and will be wrong the next time.</summary>
    BadRequest,
}
