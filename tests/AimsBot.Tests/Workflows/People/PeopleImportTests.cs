using System.Text;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Workflows.People;

public sealed class PeopleImportTests : IDisposable
{
    private const string Header = "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\n";

    private readonly CoreBench _bench = new();
    private int _imports;

    public void Dispose() => _bench.Dispose();

    // One human, three spellings of one address.

    [Fact]
    public async Task People_of_a_file_are_active_with_their_roles_and_managers()
    {
        await ImportAsync(Stored("01-people.csv"));
        var kari = await FindAsync("kari.nordmann@example.com");
        var lead = await FindAsync("lead@example.com");
        Assert.Equal((PersonStates.Active, lead.Id), (kari.State, kari.Details.Manager));
        Assert.Equal([Role.Staff, Role.Manager], kari.Details.Roles);
    }

    [Fact]
    public async Task Who_comes_from_the_other_platform_is_the_one_of_the_file()
    {
        await ImportAsync(Stored("01-people.csv"));
        var kari = await _bench.Admission.AdmitAsync(
            CoreBench.Organisation, new ChatAccount(ChannelNames.Slack, "T0BENCH", "U0KARI"),
            new PlatformProfile { Name = "Kari", Email = "kari.nordmann@example.com", IsEmailConfirmed = true, IsMember = true }, default);
        Assert.Equal((await FindAsync("kari.nordmann@example.com")).Id, kari.Id);
        Assert.Equal(["teams", "slack"], kari.Details.Accounts.Select(account => account.Channel));
    }

    [Fact]
    public async Task The_same_people_in_capitals_are_the_same_people()
    {
        await ImportAsync(Stored("01-people.csv"));
        var before = await EveryoneTextAsync();
        await ImportAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Stored("01-people.csv"))
            .Replace("lead@example.com", "LEAD@EXAMPLE.COM", StringComparison.Ordinal)
            .Replace("Kari.Nordmann@Example.COM", "KARI.NORDMANN@EXAMPLE.COM", StringComparison.Ordinal)));
        Assert.Equal(before, await EveryoneTextAsync());
    }

    [Fact]
    public async Task The_same_file_again_changes_nobody()
    {
        await ImportAsync(Stored("01-people.csv"));
        var report = await ImportAsync(Stored("01-people.csv"));
        Assert.Equal((0, 0, 2, 0, 0), (report.Added, report.Changed, report.Unchanged, report.RolesGranted, report.RolesTaken));
    }

    [Fact]
    public async Task The_same_file_again_leaves_no_entry()
    {
        await ImportAsync(Stored("01-people.csv"));
        var before = (await _bench.EveryoneAsync()).Count + await EntriesAsync();
        await ImportAsync(Stored("01-people.csv"));
        Assert.Equal(before, (await _bench.EveryoneAsync()).Count + await EntriesAsync());
    }

    // Managers in a ring.

    [Fact]
    public async Task A_manager_further_down_in_the_file_is_the_manager()
    {
        await ImportAsync(Stored("19-people.csv"));
        Assert.Equal((await FindAsync("finn@example.com")).Id, (await FindAsync("eva@example.com")).Details.Manager);
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("bo@example.com")]
    [InlineData("cy@example.com")]
    [InlineData("siv@example.com")]
    [InlineData("geir@example.com")]
    public async Task Whose_manager_cannot_be_one_has_none(string email)
    {
        await ImportAsync(Stored("19-people.csv"));
        Assert.Null((await FindAsync(email)).Details.Manager);
    }

    // The file as a spreadsheet saved it.

    [Fact]
    public async Task Excels_file_gives_people_with_whole_names_and_zones_that_exist()
    {
        await ImportAsync(Stored("20-people-excel.csv"));
        var people = (await _bench.EveryoneAsync()).OrderBy(person => person.Details.Email).Select(p => (p.Details.Name, p.Details.TimeZone));
        Assert.Equal(
            [("Åse \"Aas\"; Ødegård", "Europe/Berlin"), ("Odd Case", "Europe/Oslo"), ("Ravi Kumar", "Asia/Kolkata"), ("Zoë Núñez", "America/Los_Angeles")],
            people);
    }

    [Fact]
    public async Task A_wrong_file_changes_nothing()
    {
        await ImportAsync(Encoding.UTF8.GetBytes(Header + "Good One,good@example.com,staff,,Europe/Oslo,en,T0BENCH,U0GOOD,,\n"));
        var before = await EveryoneTextAsync();
        await ImportAsync(Stored("20-bad.csv"));
        Assert.Equal(before, await EveryoneTextAsync());
    }

    // Changes.

    [Fact]
    public async Task A_role_that_the_file_adds_is_granted_by_an_entry()
    {
        await ImportRowsAsync("Ada,ada@example.com,staff");
        await ImportRowsAsync("Ada,ada@example.com,staff legal");
        Assert.Equal("role-granted", await LastVerbAsync("ada@example.com"));
    }

    [Fact]
    public async Task A_role_that_the_file_leaves_out_is_taken_by_an_entry()
    {
        await ImportRowsAsync("Ada,ada@example.com,staff legal");
        await ImportRowsAsync("Ada,ada@example.com,staff");
        Assert.Equal(("role-taken", false), (await LastVerbAsync("ada@example.com"), (await FindAsync("ada@example.com")).Details.Roles.Contains(Role.Legal)));
    }

    [Fact]
    public async Task An_administrator_of_the_configuration_stays_one()
    {
        await ImportRowsAsync("Chief,chief@example.com,administrator");
        await ImportRowsAsync("Chief,chief@example.com,staff");
        Assert.Contains(Role.Administrator, (await FindAsync("chief@example.com")).Details.Roles);
    }

    [Fact]
    public async Task Nobody_is_born_with_a_role()
    {
        await ImportRowsAsync("Ada,ada@example.com,administrator");
        var history = await _bench.HistoryAsync((await FindAsync("ada@example.com")).Id);
        Assert.Equal(["person-added", "role-granted"], history.Select(entry => entry.ReadHeader().Verb));
    }

    [Fact]
    public async Task A_new_address_of_a_known_account_is_the_same_person()
    {
        await ImportAsync(Encoding.UTF8.GetBytes(Header + "Ada,ada@example.com,staff,,,,T0BENCH,U0ADA,,\n"));
        var before = await FindAsync("ada@example.com");
        await ImportAsync(Encoding.UTF8.GetBytes(Header + "Ada,ada.married@example.com,staff,,,,T0BENCH,U0ADA,,\n"));
        Assert.Equal(before.Id, (await FindAsync("ada.married@example.com")).Id);
    }

    [Fact]
    public async Task Who_left_and_is_in_the_file_again_is_back_with_the_roles_of_the_file()
    {
        await ImportRowsAsync("Ada,ada@example.com,staff legal");
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), (await FindAsync("ada@example.com")).Id);
        var report = await ImportRowsAsync("Ada,ada@example.com,staff manager");
        Assert.Equal((1, PersonStates.Active), (report.Returned, (await FindAsync("ada@example.com")).State));
        Assert.Equal([Role.Staff, Role.Manager], (await FindAsync("ada@example.com")).Details.Roles);
    }

    [Fact]
    public async Task Who_was_kept_out_and_is_in_the_file_belongs_after_all()
    {
        await ImportRowsAsync("Ada,ada@example.com,staff");
        await _bench.KeepAsync(ExcludePerson.Step, new ExcludePerson(), (await FindAsync("ada@example.com")).Id, Actor.Host);
        await ImportRowsAsync("Ada,ada@example.com,staff");
        Assert.Equal(PersonStates.Active, (await FindAsync("ada@example.com")).State);
    }

    [Fact]
    public async Task A_closed_account_that_the_file_names_is_opened_again()
    {
        var file = Encoding.UTF8.GetBytes(Header + "Ada,ada@example.com,staff,,,,T0BENCH,U0ADA,,\n");
        await ImportAsync(file);
        var key = AccountKey.Slack("T0BENCH", "U0ADA");
        await _bench.KeepAsync(CloseAccount.Step, new CloseAccount(new ChatAccount("slack", "T0BENCH", "U0ADA")), (await _bench.People.HolderAsync("demo", key, default))!.Account);
        await ImportAsync(file);
        Assert.True((await _bench.People.HolderAsync("demo", key, default))!.IsOpen);
    }

    [Fact]
    public async Task An_account_that_belongs_to_another_is_refused_whole()
    {
        await ImportAsync(Encoding.UTF8.GetBytes(Header + "Ada,ada@example.com,staff,,,,T0BENCH,U0ADA,,\nBo,bo@example.com,staff,,,,,,,\n"));
        var before = await EveryoneTextAsync();
        var report = await ImportAsync(Encoding.UTF8.GetBytes(Header + "New,new@example.com,staff,,,,,,,\nBo,bo@example.com,staff,,,,T0BENCH,U0ADA,,\n"));
        Assert.StartsWith("Line 3: ", Assert.Single(report.Refused), StringComparison.Ordinal);
        Assert.Equal(before, await EveryoneTextAsync());
    }

    [Fact]
    public async Task Two_lines_that_are_one_person_are_refused_whole()
    {
        await ImportAsync(Encoding.UTF8.GetBytes(Header + "Ada,ada@example.com,staff,,,,T0BENCH,U0ADA,,\n"));
        var report = await ImportAsync(Encoding.UTF8.GetBytes(Header + "Ada,ada@example.com,staff,,,,,,,\nBo,bo@example.com,staff,,,,T0BENCH,U0ADA,,\n"));
        Assert.StartsWith("Lines 2 and 3: ", Assert.Single(report.Refused), StringComparison.Ordinal);
    }

    // Full imports.

    [Fact]
    public async Task A_full_import_marks_the_missing_as_left()
    {
        await ImportRowsAsync(Crowd(20));
        var report = await ImportRowsAsync(full: true, Crowd(18));
        Assert.Equal((2, PersonStates.Left), (report.Left, (await FindAsync("p19@example.com")).State));
    }

    [Fact]
    public async Task A_full_import_that_would_mark_more_than_a_tenth_as_left_changes_nothing()
    {
        await ImportRowsAsync(Crowd(20));
        var before = await EveryoneTextAsync();
        var report = await ImportRowsAsync(full: true, [.. Crowd(17), "New,new@example.com,staff"]);
        Assert.Equal("3 of 20 people are not in the file, more than a tenth. Check the file; if they really left, import it in smaller steps.", Assert.Single(report.Refused));
        Assert.Equal(before, await EveryoneTextAsync());
    }

    [Fact]
    public async Task An_import_that_is_not_full_leaves_the_missing_alone()
    {
        await ImportRowsAsync(Crowd(3));
        await ImportRowsAsync(Crowd(1));
        Assert.All(await _bench.EveryoneAsync(), person => Assert.True(person.IsActive));
    }

    [Fact]
    public async Task Who_left_before_is_not_counted_among_the_missing()
    {
        await ImportRowsAsync(Crowd(20));
        foreach (var email in new[] { "p17@example.com", "p18@example.com", "p19@example.com" })
            await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), (await FindAsync(email)).Id);
        Assert.Equal(0, (await ImportRowsAsync(full: true, Crowd(17))).Left);
    }

    // Dry runs.

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        await ImportRowsAsync(Crowd(20));
        var before = (await EveryoneTextAsync(), await EntriesAsync());
        await ImportRowsAsync(full: true, dryRun: true, [.. Crowd(19, "staff legal"), "New,new@example.com,manager"]);
        Assert.Equal(before, (await EveryoneTextAsync(), await EntriesAsync()));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change()
    {
        await ImportRowsAsync(Crowd(20));
        var report = await ImportRowsAsync(full: true, dryRun: true, [.. Crowd(10), .. Crowd(19, "staff legal").Skip(10), "New,new@example.com,manager"]);
        Assert.Equal((1, 9, 10, 1, 9), (report.Added, report.Changed, report.Unchanged, report.Left, report.RolesGranted));
    }

    // Imports that are stopped.

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(23)]
    [InlineData(40)]
    public async Task An_import_that_was_stopped_is_finished_by_the_same_import(int commits)
    {
        var rows = Crowd(20, "staff legal", "p0@example.com");
        using var whole = new CoreBench();
        await ImportAsync(whole, whole.Import, File(rows), full: true);

        await StopAfterAsync(commits, File(rows));
        await ImportRowsAsync(full: true, rows);
        Assert.Equal(await EveryoneTextAsync(whole), await EveryoneTextAsync());
    }

    [Fact]
    public async Task An_import_that_was_stopped_leaves_nobody_marked_as_left_by_the_next()
    {
        await StopAfterAsync(7, File(Crowd(20)));
        Assert.Equal(0, (await ImportRowsAsync(full: true, Crowd(20))).Left);
    }

    private async Task StopAfterAsync(int commits, byte[] file)
    {
        var store = new FailingStore(_bench.Store);
        store.BeforeSave = _ => commits-- > 0 ? Task.CompletedTask : throw new StoreUnavailableException("killed");
        var runner = _bench.MakeRunner(store);
        var import = new PeopleImport(runner, _bench.People, store, new Admission(runner, _bench.People));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ImportAsync(_bench, import, file));
    }

    private static string[] Crowd(int count, string roles = "staff", string manager = "") =>
        [.. Enumerable.Range(0, count).Select(i => $"Person {i},p{i}@example.com,{roles},{(i == 0 ? "" : manager)}")];

    private static byte[] Stored(string name) => System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "people", name));

    private static byte[] File(IEnumerable<string> rows) =>
        Encoding.UTF8.GetBytes(Header + string.Concat(rows.Select(row => row + new string(',', 9 - row.Count(c => c == ',')) + "\n")));

    private Task<ImportReport> ImportRowsAsync(params string[] rows) => ImportAsync(File(rows));

    private Task<ImportReport> ImportRowsAsync(bool full, params string[] rows) => ImportAsync(_bench, _bench.Import, File(rows), full);

    private Task<ImportReport> ImportRowsAsync(bool full, bool dryRun, params string[] rows) => ImportAsync(_bench, _bench.Import, File(rows), full, dryRun);

    private Task<ImportReport> ImportAsync(byte[] file) => ImportAsync(_bench, _bench.Import, file);

    private async Task<ImportReport> ImportAsync(CoreBench bench, PeopleImport import, byte[] file, bool full = false, bool dryRun = false)
    {
        var rules = new PeopleFileRules { SlackTeams = ["T0BENCH"], TeamsTenants = [CoreBench.Tenant], DefaultTimeZone = "Europe/Oslo", DefaultLanguage = "en" };
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        return await import.RunAsync(CoreBench.Organisation, PeopleFile.Read(file, rules), full, dryRun, $"import-{++_imports}", default);
    }

    private async Task<Person> FindAsync(string email) => (await _bench.EveryoneAsync()).Single(person => person.Details.Email == email);

    private Task<string> EveryoneTextAsync() => EveryoneTextAsync(_bench);

    private static async Task<string> EveryoneTextAsync(CoreBench bench) => string.Join(
        '\n', (await bench.EveryoneAsync()).OrderBy(person => person.Id.Value).Select(person => $"{person.Id} {person.State} {Commits.Text(person.Details)}"));

    private async Task<int> EntriesAsync() =>
        (await _bench.AllAsync("person")).Concat(await _bench.AllAsync("account")).Sum(head => head.Revision);

    private async Task<string> LastVerbAsync(string email) => (await _bench.HistoryAsync((await FindAsync(email)).Id))[^1].ReadHeader().Verb;
}
