using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.Files;
using AimsBot.Core.Records;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Policies;

namespace AimsBot;

/// <summary>
/// What a file means that somebody shares with the bot: with the number of a record beside it, what that record takes as a file; else
/// evidence of the item that their checklist shows, or of the item that they name. Nobody else's file is fetched.
/// </summary>
public sealed class SharedFiles(Words words, Clicks clicks, IRecordStore store)
{
    private static readonly string[] Alive = [ChecklistStates.Open, ChecklistStates.Answered];

    // By the beginning of the record's number.
    private static readonly Dictionary<string, (Step Step, Func<string, ReadOnlyMemory<byte>, object> Input)> Takers = new()
    {
        ["POL"] = (ReplacePolicyText.Step, (_, content) => new ReplacePolicyText(content)),
        [AcknowledgementWorkflow.IdPrefix] = (RecordOffline.Step, (name, content) => new RecordOffline(name) { Scan = content }),
    };

    /// <param name="said">What was written beside the files.</param>
    public async Task<Reply> AnswerAsync(Visit visit, IReadOnlyList<SharedFile> files, string said, string key, CancellationToken cancel)
    {
        // Words of ours beside a picture are meant as words.
        if (CommandWords.Begins(said)) return await words.AnswerAsync(visit, said, new Delivery(key), cancel);
        var found = await FindAsync(visit, said, cancel);
        // Whoever audits the record means its number as that of the item.
        foreach (var id in found?.Item is null ? Names(said).Select(RecordId.Parse).OfType<RecordId>() : [])
        {
            if (Takers.TryGetValue(id.Value.Split('-')[0], out var taker)) return await KeepAsync(visit, files[0], taker.Step, id, taker.Input, key, cancel);
        }
        if (found is not var (list, item)) return clicks.Refuse(visit, new Refusal("file.nowhere"));
        Reply reply = clicks.Refuse(visit, new Refusal("file.nowhere"));
        foreach (var (i, file) in files.Index())
        {
            reply = await KeepAsync(visit, file, AttachFile.Step, list, (name, content) => new AttachFile(item, name, content), $"{key}:{i}", cancel);
            if (reply is not KeptReply) return reply;
        }
        return reply;
    }

    private async Task<Reply> KeepAsync(
        Visit visit, SharedFile file, Step step, RecordId record, Func<string, ReadOnlyMemory<byte>, object> input, string key, CancellationToken cancel)
    {
        var name = PlainText.Clean(file.Name).ReplaceLineEndings(" ");
        if (name.Length > AttachFile.LongestName) name = name[^AttachFile.LongestName..];
        var fetched = file.Bytes > Document.MaximumBytes ? FetchedFile.Not(FetchedFile.TooLarge, name) : await file.FetchAsync(Document.MaximumBytes, cancel);
        return fetched.Refusal is { } refusal
            ? clicks.Refuse(visit, refusal)
            : await clicks.TakeAsync(visit, step, new ActionRef(record, null), input(name, fetched.Content), new Delivery(key), cancel);
    }

    private static string[] Names(string said) =>
        [.. said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', ':', ';', '(', ')'))];

    /// <summary>The checklist on which the person works: the one that is named, else one with open items, else the one that was touched last.</summary>
    private async Task<(RecordId List, string? Item)?> FindAsync(Visit visit, string said, CancellationToken cancel)
    {
        var names = Names(said);
        var lists = new List<(Head Head, Checklist Body)>();
        foreach (var state in Alive)
        {
            var found = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = ChecklistWorkflow.TypeName, State = state, NewestFirst = true }, cancel);
            lists.AddRange(found.Heads.Select(head => (head, head.Read<Checklist>())).Where(list => list.Item2.Items.Count > 0 && visit.Person.Is(list.Item2.Auditor)));
        }
        if (lists.Count == 0) return null;
        var best = lists
            .OrderByDescending(list => names.Any(n => n.Equals(list.Head.Id.Value, StringComparison.OrdinalIgnoreCase) || n.Equals(list.Body.Audit.Value, StringComparison.OrdinalIgnoreCase)))
            .ThenByDescending(list => ItemOf(list.Body) is not null)
            .ThenByDescending(list => list.Head.State == ChecklistStates.Open)
            .ThenByDescending(list => list.Head.Changed)
            .First();
        return (best.Head.Id, ItemOf(best.Body));

        string? ItemOf(Checklist body) => body.Items.FirstOrDefault(i => names.Contains(i.Id, StringComparer.OrdinalIgnoreCase))?.Id;
    }
}
