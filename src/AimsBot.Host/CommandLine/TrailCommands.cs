using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Host.CommandLine;

/// <summary><c>trail verify</c> and <c>trail seal</c>.</summary>
public static class TrailCommands
{
    public static Command Make()
    {
        var witness = new Option<FileInfo?>("--witness") { Description = "A seal that was kept outside (the file that `trail seal` printed): the store must still have it." };
        var verify = new Command("verify", "Checks every record against its audit trail and the organisation's seals. Exit code 1 and the first bad entry where the trail was touched.") { witness };
        verify.SetAction((parsed, cancel) => Workbench.UseAsync(async (_, bench) =>
        {
            // A file that cannot be read is no tampered trail.
            var kept = ReadWitness(parsed.GetValue(witness), bench.Organisation.Id);
            try
            {
                return await VerifyAsync(bench, kept, cancel);
            }
            catch (JsonException e)
            {
                Console.WriteLine(Output.Line(e.Message));
                return 1;
            }
        }));
        var seal = new Command("seal", "Seals what is new, and prints the last seal as JSON: keep it where nobody who can write the store can change it.");
        seal.SetAction((_, cancel) => Workbench.UseAsync((_, bench) => SealAsync(bench, cancel)));
        return new Command("trail", "The audit trail.") { verify, seal };
    }

    private static async Task<int> VerifyAsync(Workbench bench, Witness? witness, CancellationToken cancel)
    {
        var report = await new TrailCheck(bench.Organisation.Id, bench.Store, bench.Get<ISealStore>()).RunAsync(witness, cancel);
        if (report.Fault is { } fault)
        {
            Console.WriteLine($"{Output.Line(fault)}.");
            return 1;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Records} records with {report.Entries} entries are whole; {report.Erased} values were erased, each with an entry that says so."));
        Console.WriteLine(report.SealedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Seals} seals, the last of {InstantConverter.Text(at)}, cover all of it but {report.NotSealed} entries that are younger.")
            : string.Create(CultureInfo.InvariantCulture, $"There is no seal yet: that a record was put back or removed whole would not show for these {report.NotSealed} entries."));
        return 0;
    }

    private static async Task<int> SealAsync(Workbench bench, CancellationToken cancel)
    {
        if (await bench.Get<Sealer>().SealAsync(bench.Organisation.Id, cancel) is not { } seal)
        {
            Console.Error.WriteLine("There is nothing to seal.");
            return 1;
        }
        var content = seal.Read();
        Console.WriteLine(new JsonObject
        {
            ["organisation"] = seal.Organisation,
            ["number"] = seal.Number,
            ["at"] = InstantConverter.Text(content.At),
            ["hash"] = seal.Hash,
            ["count"] = content.Entries.Count,
            ["total"] = content.Total,
        }.ToJsonString(Output.Json));
        return 0;
    }

    private static Witness? ReadWitness(FileInfo? file, string organisation)
    {
        if (file is null) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file.FullName));
            var root = json.RootElement;
            var owner = root.GetProperty("organisation").GetString();
            return owner == organisation
                ? new Witness(root.GetProperty("number").GetInt32(), root.GetProperty("hash").GetString()!)
                : throw new StoreUnusableException($"{file.FullName} has a seal of the organisation '{owner}', not of '{organisation}'.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StoreUnusableException($"{file.FullName} is no seal that `trail seal` printed.");
        }
    }
}
