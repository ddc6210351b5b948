using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd;

/// <summary>One delivery of a slash command. Sent twice it is the same delivery, as when the first answer was lost.</summary>
public sealed partial record SlashCommand
{
    public const string ContentType = "application/x-www-form-urlencoded";

    private static int Counter;

    public SlashCommand(string user, string line)
    {
        var parts = line.Split(' ', 2);
        Fields = new Dictionary<string, string>
        {
            ["token"] = "x",
            ["team_id"] = "T0BENCH",
            ["team_domain"] = "bench",
            ["channel_id"] = "C0GENERAL",
            ["channel_name"] = "general",
            ["user_id"] = user,
            ["user_name"] = "somebody",
            ["command"] = parts[0],
            // As Slack writes it.
            ["text"] = (parts.Length > 1 ? parts[1] : "").Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal),
            ["api_app_id"] = "A0BENCH",
            ["is_enterprise_install"] = "false",
            ["response_url"] = "http://127.0.0.1:9/commands/1",
            ["trigger_id"] = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{Interlocked.Increment(ref Counter)}.abcdef"),
        };
    }

    public Dictionary<string, string> Fields { get; }

    public string Body => string.Join('&', Fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));

    /// <summary>The numbers of incidents that a text names.</summary>
    public static IReadOnlyList<string> IncidentsIn(string text) => [.. Incident().Matches(text).Select(m => m.Value).Distinct()];

    [GeneratedRegex("INC-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Incident();
}

/// <summary>Typing to a bot, and reading what it answers.</summary>
public static class SlashCommands
{
    /// <summary>
    /// Sends a delivery; gives the text that the person sees. A host that could not answer in time on a busy machine
    /// answers later elsewhere; the same delivery again is the same act and has the same answer.
    /// </summary>
    public static Task<string> Say(this BotProcess bot, SlashCommand command) => bot.Slack.Say(command);

    /// <inheritdoc cref="Say(BotProcess, SlashCommand)"/>
    public static async Task<string> Say(this SlackSender slack, SlashCommand command)
    {
        var reply = await slack.Send("/slack/commands", SlashCommand.ContentType, command.Body);
        for (var again = 0; again < 5 && reply.Status == HttpStatusCode.OK && reply.Body.Length == 0; again++)
            reply = await slack.Send("/slack/commands", SlashCommand.ContentType, command.Body);
        return reply.Text();
    }

    public static Task<string> Say(this BotProcess bot, string user, string line) => bot.Say(new SlashCommand(user, line));

    /// <summary>Reports an incident, and gives the number that the receipt names.</summary>
    public static async Task<string> Report(this BotProcess bot, SlashCommand command) => ReceiptIn(await bot.Say(command));

    public static Task<string> Report(this BotProcess bot, string user, string text) => bot.Report(new SlashCommand(user, $"/ai-incident {text}"));

    /// <summary>The number that a receipt names, with the words that say it is kept.</summary>
    public static string ReceiptIn(string text)
    {
        Assert.StartsWith("Recorded as INC-", text, StringComparison.Ordinal);
        return SlashCommand.IncidentsIn(text)[0];
    }

    /// <summary>The text of an answer that Slack takes, and shows to the person alone.</summary>
    public static string Text(this SlackReply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, $"{reply.Status}: {reply.Body}");
        Assert.Equal("ephemeral", reply.Json?["response_type"]?.GetValue<string>());
        var text = reply.Json!["text"]!.GetValue<string>();
        Assert.Empty(SlackLimits.OfMessage(text, reply.Json["blocks"]));
        return text;
    }
}
