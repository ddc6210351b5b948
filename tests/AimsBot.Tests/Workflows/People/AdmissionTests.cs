using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.People;
using CsCheck;

namespace AimsBot.Tests.Workflows.People;

public sealed class AdmissionTests : IDisposable
{
    private static readonly ChatAccount Slack = new(ChannelNames.Slack, "T0BENCH", "U0KARI");
    private static readonly ChatAccount OtherSlack = new(ChannelNames.Slack, "T0BENCH", "U0OTHER");
    private static readonly ChatAccount Teams = new(ChannelNames.Teams, CoreBench.Tenant, "aaaaaaaa-0000-0000-0000-000000000001");

    private readonly CoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    // Strangers.

    [Fact]
    public async Task A_stranger_becomes_active_staff()
    {
        var person = await AdmitAsync(Slack, Profile());
        Assert.Equal((PersonStates.Active, "Kari", "kari@example.com"), (person.State, person.Details.Name, person.Details.Email));
        Assert.Equal([Role.Staff], person.Details.Roles);
    }

    [Fact]
    public async Task A_stranger_is_found_again_by_the_account()
    {
        var person = await AdmitAsync(Slack, Profile());
        Assert.Equal(person.Id, await HolderOfAsync(AccountKey.Of(Slack)));
    }

    [Fact]
    public async Task A_stranger_is_found_again_by_the_address()
    {
        var person = await AdmitAsync(Slack, Profile("KARI@Example.com"));
        Assert.Equal(person.Id, await HolderOfAsync(AccountKey.Email("kari@example.com")));
    }

    [Fact]
    public async Task A_stranger_who_comes_twice_is_one_person()
    {
        await AdmitAsync(Slack, Profile());
        await AdmitAsync(Slack, Profile());
        Assert.Single(await _bench.EveryoneAsync());
    }

    [Fact]
    public async Task An_address_that_nobody_vouches_for_does_not_come_along()
    {
        var person = await AdmitAsync(Slack, Profile() with { IsEmailConfirmed = false });
        Assert.Null(person.Details.Email);
    }

    [Fact]
    public async Task A_zone_is_taken_under_its_usual_name() =>
        Assert.Equal("Asia/Kolkata", (await AdmitAsync(Slack, Profile() with { TimeZone = "Asia/Calcutta" })).Details.TimeZone);

    [Fact]
    public async Task A_zone_that_nobody_knows_is_none() =>
        Assert.Null((await AdmitAsync(Slack, Profile() with { TimeZone = "Mars/Olympus" })).Details.TimeZone);

    [Fact]
    public async Task Two_people_of_one_name_are_two_people()
    {
        await AdmitAsync(Slack, Profile("kari@example.com"));
        await AdmitAsync(OtherSlack, Profile("kari.other@example.com"));
        Assert.Equal(2, (await _bench.EveryoneAsync()).Count);
    }

    // Addresses that are known.

    [Fact]
    public async Task An_address_that_the_platform_vouches_for_finds_the_person_it_belongs_to()
    {
        var known = await AdmitAsync(Teams, Profile());
        Assert.Equal(known.Id, (await AdmitAsync(Slack, Profile("Kari@EXAMPLE.com"))).Id);
    }

    [Fact]
    public async Task Who_is_found_by_the_address_has_both_accounts()
    {
        await AdmitAsync(Teams, Profile());
        Assert.Equal([Teams, Slack], (await AdmitAsync(Slack, Profile())).Details.Accounts);
    }

    [Fact]
    public async Task What_the_directory_knows_stands_against_a_profile()
    {
        await AdmitAsync(Teams, Profile() with { Name = "Kari Nordmann", TimeZone = "Europe/Oslo" });
        var person = await AdmitAsync(Slack, Profile() with { Name = "kari :palm_tree:", TimeZone = "Asia/Tokyo" });
        Assert.Equal(("Kari Nordmann", "Europe/Oslo"), (person.Details.Name, person.Details.TimeZone));
    }

    [Fact]
    public async Task An_address_that_nobody_vouches_for_finds_nobody()
    {
        var known = await AdmitAsync(Teams, Profile());
        Assert.NotEqual(known.Id, (await AdmitAsync(Slack, Profile() with { IsEmailConfirmed = false })).Id);
    }

    [Fact]
    public async Task An_address_does_not_find_who_has_an_account_there_already()
    {
        var known = await AdmitAsync(Slack, Profile());
        var other = await AdmitAsync(OtherSlack, Profile());
        Assert.NotEqual(known.Id, other.Id);
        Assert.Null(other.Details.Email);
    }

    [Fact]
    public async Task An_address_does_not_find_who_left()
    {
        var known = await AdmitAsync(Teams, Profile());
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), known.Id);
        var other = await AdmitAsync(Slack, Profile());
        Assert.NotEqual(known.Id, other.Id);
        Assert.Null(other.Details.Email);
    }

    [Fact]
    public async Task Who_could_not_be_linked_may_act()
    {
        await AdmitAsync(Slack, Profile());
        Assert.True((await AdmitAsync(OtherSlack, Profile())).IsActive);
    }

    // Profiles that come late.

    [Fact]
    public async Task Without_a_profile_a_stranger_is_let_in_unconfirmed()
    {
        var person = await AdmitAsync(Slack, null);
        Assert.True(person is { IsActive: true, Details.Unconfirmed: true, Details.Email: null });
    }

    [Fact]
    public async Task A_late_profile_confirms_the_person()
    {
        var person = await ConfirmAsync(await AdmitAsync(Slack, null), Profile());
        Assert.Equal((false, "Kari", "kari@example.com"), (person.Details.Unconfirmed, person.Details.Name, person.Details.Email));
    }

    [Fact]
    public async Task A_late_profile_that_comes_twice_changes_nothing_more()
    {
        var person = await AdmitAsync(Slack, null);
        await ConfirmAsync(person, Profile());
        await ConfirmAsync(person, Profile());
        Assert.Equal(2, (await _bench.HistoryAsync(person.Id)).Count);
    }

    [Fact]
    public async Task A_late_profile_does_not_bring_somebody_elses_address()
    {
        await AdmitAsync(Teams, Profile());
        Assert.Null((await ConfirmAsync(await AdmitAsync(Slack, null), Profile())).Details.Email);
    }

    [Fact]
    public async Task A_late_profile_of_an_outsider_keeps_the_person_out()
    {
        var person = await ConfirmAsync(await AdmitAsync(Slack, null), Profile() with { IsMember = false });
        Assert.Equal(PersonStates.Outsider, person.State);
    }

    [Fact]
    public async Task A_host_that_died_before_the_address_was_kept_is_made_up_for()
    {
        var store = new FailingStore(_bench.Store);
        var admission = new Admission(_bench.MakeRunner(store), _bench.People);
        store.BeforeSave = commit => commit.Entry.ReadHeader().Verb == "person-updated" ? throw new AimsBot.Core.Records.StoreUnavailableException("killed") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => admission.AdmitAsync(CoreBench.Organisation, Slack, Profile(), default));
        var person = (await _bench.EveryoneAsync()).Single();
        Assert.Equal("kari@example.com", (await ConfirmAsync(person, Profile())).Details.Email);
    }

    // Two at once.

    /// <summary>Two admissions, each of an account and a profile that came in time or not, with one interruption after another.</summary>
    [Fact]
    public async Task However_two_admissions_race_each_account_and_each_address_is_one_persons()
    {
        ChatAccount[] accounts = [Slack, OtherSlack, Teams];
        PlatformProfile?[] profiles = [Profile(), Profile("other@example.com"), Profile() with { IsEmailConfirmed = false }, null];
        var side = Gen.Select(Gen.OneOf(accounts), Gen.OneOf(profiles));
        await Gen.Select(side, side, Gen.Int[0, 5], Gen.Bool).SampleAsync(
            async (one, other, turn, known) =>
            {
                using var bench = new CoreBench();
                if (known) await bench.PersonAsync("kari");
                // The second goes whole, just before one of the first's commits.
                var store = new FailingStore(bench.Store);
                var commits = 0;
                Person? second = null;
                store.BeforeSave = async _ =>
                {
                    if (commits++ == turn) second = await bench.Admission.AdmitAsync(CoreBench.Organisation, other.Item1, other.Item2, default);
                };
                var admission = new Admission(bench.MakeRunner(store), bench.People);
                var first = await admission.AdmitAsync(CoreBench.Organisation, one.Item1, one.Item2, default);
                second ??= await bench.Admission.AdmitAsync(CoreBench.Organisation, other.Item1, other.Item2, default);

                var active = (await bench.EveryoneAsync()).Where(person => person.IsActive).ToArray();
                AssertOnce(active.SelectMany(person => person.Details.Accounts));
                AssertOnce(active.Select(person => person.Details.Email).OfType<string>());
                Assert.Equal(first.Id, (await bench.People.HolderAsync("demo", AccountKey.Of(one.Item1), default))?.Person);
                Assert.Equal(second.Id, (await bench.People.HolderAsync("demo", AccountKey.Of(other.Item1), default))?.Person);
                Assert.All([first, second], person => Assert.Contains(person.Id, active.Select(p => p.Id)));
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task Twenty_commands_of_one_stranger_at_once_make_one_person()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AdmitAsync(Slack, i % 3 == 0 ? null : Profile()))));
        Assert.Single(await _bench.EveryoneAsync());
    }

    [Fact]
    public async Task Two_accounts_that_are_linked_at_once_both_stay()
    {
        await _bench.PersonAsync("kari");
        await Task.WhenAll(new[] { Slack, Teams }.Select(account => Task.Run(() => AdmitAsync(account, Profile()))));
        Assert.Equal([Slack, Teams], (await _bench.EveryoneAsync()).Single().Details.Accounts.OrderBy(account => account.Channel));
    }

    // Accounts that close.

    [Fact]
    public async Task A_closed_account_is_still_its_persons()
    {
        var person = await AdmitAsync(Slack, Profile());
        await CloseAsync(Slack);
        Assert.Equal((person.Id, false), ((await HolderAsync(Slack)).Person, (await HolderAsync(Slack)).IsOpen));
    }

    [Fact]
    public async Task A_closed_account_leaves_the_person_active()
    {
        var person = await AdmitAsync(Slack, Profile());
        await CloseAsync(Slack);
        Assert.True((await _bench.People.PersonAsync("demo", person.Id, default))!.IsActive);
    }

    [Fact]
    public async Task A_late_claim_does_not_open_a_closed_account()
    {
        await AdmitAsync(Slack, Profile());
        await CloseAsync(Slack);
        await AdmitAsync(Slack, Profile());
        Assert.False((await HolderAsync(Slack)).IsOpen);
    }

    [Fact]
    public async Task A_closed_account_is_opened_again()
    {
        await AdmitAsync(Slack, Profile());
        await CloseAsync(Slack);
        await _bench.KeepAsync(ReopenAccount.Step, new ReopenAccount(Slack), (await HolderAsync(Slack)).Account);
        Assert.True((await HolderAsync(Slack)).IsOpen);
    }

    private static PlatformProfile Profile(string email = "kari@example.com") =>
        new() { Name = "Kari", Email = email, IsEmailConfirmed = true, TimeZone = "Europe/Oslo", Language = "nb-NO", IsMember = true };

    private Task<Person> AdmitAsync(ChatAccount account, PlatformProfile? profile) =>
        _bench.Admission.AdmitAsync(CoreBench.Organisation, account, profile, default);

    private async Task<Person> ConfirmAsync(Person person, PlatformProfile profile)
    {
        await _bench.Admission.ConfirmAsync(CoreBench.Organisation, person, Slack, profile, default);
        return (await _bench.People.PersonAsync("demo", person.Id, default))!;
    }

    private async Task CloseAsync(ChatAccount account) =>
        await _bench.KeepAsync(CloseAccount.Step, new CloseAccount(account), (await HolderAsync(account)).Account);

    private async Task<AccountHolder> HolderAsync(ChatAccount account) => (await _bench.People.HolderAsync("demo", AccountKey.Of(account), default))!;

    private async Task<AimsBot.Core.Records.RecordId?> HolderOfAsync(AccountKey key) => (await _bench.People.HolderAsync("demo", key, default))?.Person;

    private static void AssertOnce<T>(IEnumerable<T> things)
    {
        var all = things.ToArray();
        Assert.Equal(all.Distinct(), all);
    }
}
