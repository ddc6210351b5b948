using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Host.CommandLine;

/// <summary><c>trail verify</c>.</summary>
public static class TrailCommands
{
    public static Command Make()
    {
        var verify = new Command("verify", "Checks every record against its audit trail. Exit code 1 and the first bad entry where the trail was touched.");
        verify.SetAction((_, cancel) => Workbench.UseAsync(async (_, bench) =>
        {
            try
            {
                return await VerifyAsync(bench, cancel);
            }
            catch (JsonException e)
            {
                Console.WriteLine(e.Message);
                return 1;
            }
        }));
        return new Command("trail", "The audit trail.") { verify };
    }

    private static async Task<int> VerifyAsync(Workbench bench, CancellationToken cancel)
    {
        var (records, entries, erased) = (0, 0, 0);
        await foreach (var head in Output.AllAsync(bench, new RecordQuery(), cancel))
        {
            var report = await VerifyAsync(bench, head, cancel);
            if (report.Fault is { } fault)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{head.Id} {(fault.Revision == 0 ? "head" : $"entry {fault.Revision}")}: {fault.Problem}."));
                return 1;
            }
            records++;
            entries += report.Entries;
            erased += report.Erased;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} records with {entries} entries are whole; {erased} values were erased, each with an entry that says so."));
        return 0;
    }

    private static async Task<ChainReport> VerifyAsync(Workbench bench, Head head, CancellationToken cancel)
    {
        while (true)
        {
            var report = AuditChain.Verify(head, await bench.Store.HistoryAsync(bench.Organisation.Id, head.Id, cancel));
            if (report.Fault is null) return report;
            // Beside a running host the record may have moved on between the two looks.
            var now = await bench.Store.LoadAsync(bench.Organisation.Id, head.Id, cancel);
            if (now is null || now.Revision == head.Revision) return report;
            head = now;
        }
    }
}
