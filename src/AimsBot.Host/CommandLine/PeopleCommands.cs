using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.People;

namespace AimsBot.Host.CommandLine;

/// <summary><c>people import</c> and <c>people list</c>.</summary>
public static class PeopleCommands
{
    private const int MostFaultsShown = 100;

    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "The CSV file, as a spreadsheet saves it." };
        var full = new Option<bool>("--full") { Description = "Mark everyone who is not in the file as left." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var import = new Command("import", "Takes people from a file into the directory.") { file, full, dryRun };
        import.SetAction((parsed, cancel) => ImportAsync(parsed.GetValue(file)!, parsed.GetValue(full), parsed.GetValue(dryRun), cancel));

        var json = new Option<bool>("--json") { Description = "As JSON." };
        var list = new Command("list", "Lists the people of the directory.") { json };
        list.SetAction((parsed, cancel) => Workbench.UseAsync((_, bench) => ListAsync(bench, parsed.GetValue(json), cancel)));

        return new Command("people", "The directory.") { import, list };
    }

    private static async Task<int> ImportAsync(FileInfo file, bool full, bool dryRun, CancellationToken cancel)
    {
        if (!file.Exists)
        {
            Console.Error.WriteLine($"There is no file {file.FullName}.");
            return Failures.ExitCode;
        }
        return await Workbench.UseAsync(
            async (_, bench) =>
            {
                var bytes = await File.ReadAllBytesAsync(file.FullName, cancel);
                var people = PeopleFile.Read(bytes, await RulesAsync(bench, cancel));
                foreach (var fault in people.Faults.Take(MostFaultsShown)) Console.Error.WriteLine(fault);
                if (people.Faults.Count > 0)
                {
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people.Faults.Count} to put right. Nothing was imported."));
                    return 1;
                }
                // The same file again is the same import: what it did is met again by its keys.
                var key = $"{AuditEntry.HashOf(bytes)[..16]}:{bench.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()}";
                var report = await bench.Get<PeopleImport>().RunAsync(bench.Organisation, people, full, dryRun, key, cancel);
                foreach (var refusal in report.Refused) Console.Error.WriteLine(refusal);
                if (report.Refused.Count > 0)
                {
                    Console.Error.WriteLine("Nothing was imported.");
                    return 1;
                }
                foreach (var warning in people.Warnings) Console.WriteLine(warning);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(dryRun ? "Would be: " : "")}{report.Added} added, {report.Changed} changed, {report.Returned} returned, {report.Left} left, {report.Unchanged} unchanged; {report.RolesGranted} roles granted, {report.RolesTaken} taken."));
                return 0;
            },
            create: true);
    }

    private static async Task<PeopleFileRules> RulesAsync(Workbench bench, CancellationToken cancel)
    {
        var people = await EveryoneAsync(bench, cancel);
        var addresses = people.Where(p => p.Details.Email is not null).ToDictionary(p => p.Id, p => p.Details.Email!);
        return new PeopleFileRules
        {
            SlackTeams = [.. bench.Organisation.SlackTeams],
            TeamsTenants = [.. bench.Organisation.TeamsTenants],
            DefaultTimeZone = bench.Organisation.TimeZone,
            DefaultLanguage = bench.Organisation.Language,
            KnownManagers = people.Where(p => p.IsActive && p.Details.Email is not null).ToDictionary(
                p => p.Details.Email!,
                p => p.Details.Manager is { } manager ? addresses.GetValueOrDefault(manager) : null),
        };
    }

    private static async Task<int> ListAsync(Workbench bench, bool json, CancellationToken cancel)
    {
        var people = await EveryoneAsync(bench, cancel);
        var addresses = people.ToDictionary(p => p.Id, p => p.Details.Email);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                people.Select(p => new
                {
                    id = p.Id.Value,
                    state = p.State,
                    name = p.Details.Name,
                    email = p.Details.Email,
                    roles = p.Details.Roles.Select(Roles.Name),
                    manager = p.Details.Manager?.Value,
                    managerEmail = p.Details.Manager is { } manager ? addresses.GetValueOrDefault(manager) : null,
                    timeZone = p.Details.TimeZone,
                    language = p.Details.Language,
                    accounts = p.Details.Accounts.Select(a => new { channel = a.Channel, place = a.Place, user = a.User }),
                }),
                Output.Json));
            return 0;
        }
        foreach (var p in people)
            Console.WriteLine($"{p.Id}  {p.State,-8}  {Output.Line(p.Details.Name),-30}  {p.Details.Email ?? "",-35}  {string.Join(' ', p.Details.Roles.Select(Roles.Name))}");
        return 0;
    }

    private static async Task<List<Person>> EveryoneAsync(Workbench bench, CancellationToken cancel)
    {
        var people = new List<Person>();
        await foreach (var head in Output.AllAsync(bench, new RecordQuery { Type = PeopleDirectory.PersonType }, cancel)) people.Add(Person.From(head));
        return people;
    }
}
