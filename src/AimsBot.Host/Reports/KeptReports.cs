using System.Text;
using System.Text.RegularExpressions;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Reviews;

namespace AimsBot.Host.Reports;

/// <summary>What a kept report says now: its frozen text has people by their numbers, and whoever reads it reads their names as they are now.</summary>
public sealed partial class KeptReports(IRecordStore store, IPeople people)
{
    /// <summary>The hash of an audit's issued report, or of a review's minutes, before them its pack; none where there is none yet.</summary>
    public static string? HashOf(Head head) => head.Type switch
    {
        AuditWorkflow.TypeName => head.Read<Audit>().Versions is [.., var last] ? last.Hash : null,
        ReviewWorkflow.TypeName when head.Read<Review>() is var review => review.Minutes ?? review.Pack,
        _ => null,
    };

    /// <summary>The report as Markdown; none where there is none yet.</summary>
    public async Task<string?> TextAsync(string organisation, Head head, CancellationToken cancel)
    {
        if (HashOf(head) is not { } hash || await store.DocumentAsync(organisation, hash, cancel) is not { } content) return null;
        var text = Encoding.UTF8.GetString(content);
        var names = new Dictionary<string, string>();
        foreach (var number in PersonNumber().Matches(text).Select(m => m.Value).Distinct())
        {
            var person = await people.PersonAsync(organisation, new RecordId(number), cancel);
            names[number] = person?.Details.Name is { Length: > 0 } name ? name : number;
        }
        return AuditCards.Named(text, id => names[id!.Value.Value]);
    }

    [GeneratedRegex("PER-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")]
    private static partial Regex PersonNumber();
}
