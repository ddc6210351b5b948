using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Host.CommandLine;

/// <summary><c>records list</c>, <c>records show</c> and <c>records erase</c>.</summary>
public static class RecordsCommands
{
    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var type = new Option<string?>("--type") { Description = "Only records of this type, such as incident." };
        var state = new Option<string?>("--state") { Description = "Only records in this state." };
        var list = new Command("list", "Lists records, oldest first.") { type, state, json };
        list.SetAction((parsed, cancel) => Workbench.UseAsync((_, bench) =>
            ListAsync(bench, parsed.GetValue(type), parsed.GetValue(state), parsed.GetValue(json), cancel)));

        var id = new Argument<string>("id") { Description = "The record's number, such as INC-7K3Q-9XA2." };
        var asOf = new Option<string?>("--as-of") { Description = "As it was at this instant (ISO 8601 with a zone)." };
        var show = new Command("show", "Shows a record and its audit entries.") { id, asOf, json };
        show.SetAction((parsed, cancel) => Workbench.UseAsync((_, bench) =>
            ShowAsync(bench, parsed.GetValue(id)!, parsed.GetValue(asOf), parsed.GetValue(json), cancel)));

        var field = new Argument<string>("field") { Description = "The field, such as body.text or actor.name." };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        var erase = new Command("erase", "Takes a field out of a record and of its whole trail, with an entry that says so.") { id, field, reason };
        erase.SetAction((parsed, cancel) => Workbench.UseAsync((_, bench) =>
            EraseAsync(bench, parsed.GetValue(id)!, parsed.GetValue(field)!, parsed.GetValue(reason)!, cancel)));

        return new Command("records", "The records.") { list, show, erase };
    }

    private static async Task<int> ListAsync(Workbench bench, string? type, string? state, bool json, CancellationToken cancel)
    {
        var catalogue = bench.Get<Catalogue>();
        if (type is not null && catalogue.ByType(type) is null)
        {
            Console.Error.WriteLine($"There is no type {type}; there are {string.Join(", ", catalogue.Workflows.Select(w => w.Type))}.");
            return Failures.ExitCode;
        }
        var array = new JsonArray();
        await foreach (var head in Output.AllAsync(bench, new RecordQuery { Type = type, State = state }, cancel))
        {
            if (json) array.Add(RecordJson.Summary(head));
            else Console.WriteLine($"{head.Id}  {head.Type,-10}  {head.State,-16}  {head.Revision.ToString(CultureInfo.InvariantCulture),4}  {InstantConverter.Text(head.Opened)}");
        }
        if (json) Console.WriteLine(array.ToJsonString(Output.Json));
        return 0;
    }

    private static async Task<int> ShowAsync(Workbench bench, string id, string? asOf, bool json, CancellationToken cancel)
    {
        if (await FindAsync(bench, id, cancel) is not { } head) return 1;
        var entries = await bench.Store.HistoryAsync(bench.Organisation.Id, head.Id, cancel);
        var record = RecordJson.Summary(head);
        var body = head.Body;
        if (asOf is not null)
        {
            if (!DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                Console.Error.WriteLine($"'{asOf}' is no instant; an example is 2026-11-24T10:00:00Z.");
                return Failures.ExitCode;
            }
            if (RecordHistory.AsOf(entries, instant) is not { } past)
            {
                Console.Error.WriteLine($"{head.Id} did not exist then.");
                return 1;
            }
            record["state"] = past.State;
            record["revision"] = past.Revision;
            body = past.Body;
            entries = [.. entries.Take(past.Revision)];
        }
        record["data"] = JsonNode.Parse(body.Span);
        record["entries"] = new JsonArray([.. entries.Select(RecordJson.Entry)]);
        if (json)
        {
            Console.WriteLine(record.ToJsonString(Output.Json));
            return 0;
        }
        Console.WriteLine($"{head.Id}  {record["state"]}  revision {record["revision"]}");
        Console.WriteLine(record["data"]!.ToJsonString(Output.Json));
        foreach (var entry in record["entries"]!.AsArray())
            Console.WriteLine($"{entry!["revision"],4}  {entry["at"]}  {entry["verb"],-24}  {entry["actor"]}  {entry["role"]}  {entry["hash"]!.ToString()[..16]}");
        return 0;
    }

    private static async Task<int> EraseAsync(Workbench bench, string id, string field, string reason, CancellationToken cancel)
    {
        if (await FindAsync(bench, id, cancel) is not { } head) return 1;
        var answer = await bench.Get<StepRunner>().RunAsync(
            new InboundAction
            {
                Organisation = bench.Organisation.Id,
                Actor = Actor.Operator,
                Step = ErasePayload.Id,
                Record = head.Id,
                Key = $"operator:erase:{field}:{head.Revision}",
                Input = new ErasePayload(field, reason),
            },
            cancel);
        if (answer is Kept kept)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{field} was erased from {head.Id} and its trail; entry {kept.Revision} says so."));
            return 0;
        }
        Console.Error.WriteLine($"Nothing was erased: {((NotTaken)answer).Refusal.Key}.");
        return 1;
    }

    private static async Task<Head?> FindAsync(Workbench bench, string id, CancellationToken cancel)
    {
        var head = RecordId.Parse(id) is { } parsed ? await bench.Store.LoadAsync(bench.Organisation.Id, parsed, cancel) : null;
        if (head is null) Console.Error.WriteLine($"There is no record {Output.Line(id)}.");
        return head;
    }
}
