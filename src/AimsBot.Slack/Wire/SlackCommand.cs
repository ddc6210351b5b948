using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace AimsBot.Slack.Wire;

/// <summary>A slash command as Slack sends it, read from the verified form.</summary>
public sealed record SlackCommand
{
    // A command has about fifteen fields; a body of a hundred thousand is not the protocol.
    private const int MostFields = 100;

    public required string Team { get; init; }
    public string? Enterprise { get; init; }
    public required string User { get; init; }
    public required string Command { get; init; }

    /// <summary>What was typed after the command, with Slack's entities (<c>&amp;amp; &amp;lt; &amp;gt;</c>) read once.</summary>
    public required string Text { get; init; }
    public string? TriggerId { get; init; }
    public string? ResponseUrl { get; init; }
    public string? Channel { get; init; }

    /// <summary>One delivery is one key: the trigger's id and a digest of the whole body.</summary>
    public required string Key { get; init; }

    /// <summary>The form's fields; none where there are too many of them. A field that comes twice counts as it came first.</summary>
    public static IReadOnlyDictionary<string, string>? ReadForm(byte[] body)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        var fields = 0;
        foreach (var range in body.AsSpan().Split((byte)'&'))
        {
            if (++fields > MostFields) return null;
            var field = body.AsSpan(range);
            var equals = field.IndexOf((byte)'=');
            if (equals > 0) form.TryAdd(Decode(field[..equals]), Decode(field[(equals + 1)..]));
        }
        return form;
    }

    /// <summary>The command of a form; none where what makes a command is missing.</summary>
    public static SlackCommand? From(IReadOnlyDictionary<string, string> form, byte[] body)
    {
        var team = form.GetValueOrDefault("team_id");
        var user = form.GetValueOrDefault("user_id");
        var command = form.GetValueOrDefault("command");
        if (!IsId(user) || string.IsNullOrEmpty(command) || command.Length > 100 || (!IsId(team) && !IsId(form.GetValueOrDefault("enterprise_id")))) return null;
        return new SlackCommand
        {
            Team = team ?? "",
            Enterprise = IsId(form.GetValueOrDefault("enterprise_id")) ? form["enterprise_id"] : null,
            User = user!,
            Command = command,
            Text = SlackText.Unescape(form.GetValueOrDefault("text") ?? ""),
            TriggerId = form.GetValueOrDefault("trigger_id"),
            ResponseUrl = form.GetValueOrDefault("response_url"),
            Channel = form.GetValueOrDefault("channel_id"),
            Key = KeyOf(form.GetValueOrDefault("trigger_id"), body),
        };
    }

    // The framework's own reader leaves a sequence that is no UTF-8, such as half an emoji, percent-encoded in the text.
    private static string Decode(ReadOnlySpan<byte> encoded) =>
        Encoding.UTF8.GetString(WebUtility.UrlDecodeToBytes(encoded.ToArray(), 0, encoded.Length)!);

    private static bool IsId(string? text) => text is { Length: > 1 and <= 40 } && text.All(char.IsAsciiLetterOrDigit);

    private static string KeyOf(string? trigger, byte[] body)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12));
        return trigger is { Length: > 0 and <= 100 } && trigger.All(c => char.IsAsciiLetterOrDigit(c) || c == '.')
            ? $"slack:command:{trigger}:{digest}"
            : $"slack:command:{digest}";
    }
}
