namespace AimsBot.Core.Channels;

/// <summary>One thing that a person can type: the word after <c>/aims</c>, the same in every channel.</summary>
/// <param name="Word">The word.</param>
/// <param name="TextKey">Its line of the help, in <c>cards/Shared</c>.</param>
public sealed record CommandWord(string Word, string TextKey);

/// <summary>The words that the bot understands, in the order of the help.</summary>
public static class CommandWords
{
    /// <summary>Slack's slash commands: the short one for reports, and the one before every word.</summary>
    public const string ReportCommand = "/ai-incident";
    public const string AimsCommand = "/aims";

    public const string Help = "help";
    public const string Tasks = "tasks";
    public const string Incident = "incident";
    public const string System = "system";
    public const string Policy = "policy";
    public const string Training = "training";
    public const string Risk = "risk";
    public const string Audit = "audit";
    public const string Action = "action";
    public const string Review = "review";
    public const string Certificate = "certificate";
    public const string People = "people";

    public static readonly IReadOnlyList<CommandWord> All =
    [
        new(Help, "help.help"),
        new(Tasks, "help.tasks"),
        new(Incident, "help.incidentWord"),
        new(System, "help.system"),
        new(Policy, "help.policy"),
        new(Training, "help.training"),
        new(Risk, "help.risk"),
        new(Audit, "help.audit"),
        new(Action, "help.action"),
        new(Review, "help.review"),
        new(Certificate, "help.certificate"),
        new(People, "help.people"),
    ];

    /// <summary>Whether somebody typed one of the words, and not something of their own.</summary>
    public static bool Begins(string typed) =>
        typed.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] &&
        (All.Any(w => w.Word.Equals(first, StringComparison.OrdinalIgnoreCase)) || first is ReportCommand or AimsCommand);

    /// <summary>A word as it is typed in a channel: after the slash command in Slack, by itself elsewhere.</summary>
    public static string Typed(string channel, string word) => channel == ChannelNames.Slack ? $"{AimsCommand} {word}" : word;

    /// <summary>What is typed before a report.</summary>
    public static string Report(string channel) => channel == ChannelNames.Slack ? ReportCommand : Incident;

    /// <summary>The word that somebody most likely meant; none where nothing is near.</summary>
    public static string? Nearest(string typed)
    {
        var best = All.Select(w => (w.Word, Distance: Distance(typed.ToLowerInvariant(), w.Word))).MinBy(w => w.Distance);
        return best.Distance <= Math.Max(1, best.Word.Length / 2) ? best.Word : null;
    }

    // Levenshtein's distance over two rows.
    private static int Distance(string a, string b)
    {
        if (a.Length > 50) return int.MaxValue;
        var before = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            before = row;
        }
        return before[^1];
    }
}
