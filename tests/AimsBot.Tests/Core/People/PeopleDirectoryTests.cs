using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Core.People;

public sealed class PeopleDirectoryTests : IDisposable
{
    private static readonly AccountKey Key = AccountKey.Slack("T0BENCH", "U0ADA");

    private readonly CoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_account_that_nobody_claimed_is_nobodys() => Assert.Null(await _bench.People.HolderAsync("demo", Key, default));

    [Fact]
    public async Task The_first_claim_of_an_account_wins()
    {
        var ada = (await _bench.PersonAsync("ada")).Person!;
        var bo = (await _bench.PersonAsync("bo")).Person!;
        await _bench.Admission.ClaimAsync(CoreBench.Organisation, Key, ada.Id, default);
        Assert.Equal(ada.Id, await _bench.Admission.ClaimAsync(CoreBench.Organisation, Key, bo.Id, default));
    }

    [Fact]
    public async Task An_account_whose_id_is_taken_is_found_at_the_next()
    {
        var ada = (await _bench.PersonAsync("ada")).Person!;
        await _bench.Store.SaveAsync(Commits.Create("demo", RecordId.Derive("ACC", "demo", Key.ActionKey, 0).Value), default);
        await _bench.Admission.ClaimAsync(CoreBench.Organisation, Key, ada.Id, default);
        Assert.Equal(ada.Id, (await _bench.People.HolderAsync("demo", Key, default))?.Person);
    }

    [Fact]
    public async Task What_is_no_person_is_nobody()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x"));
        Assert.Null(await _bench.People.PersonAsync("demo", permit.Id, default));
    }

    [Fact]
    public async Task Those_with_a_role_are_found()
    {
        var ada = await _bench.PersonAsync("ada", Role.Legal);
        await _bench.PersonAsync("bo", Role.Manager);
        Assert.Equal([ada.Person!.Id], (await _bench.People.WithRoleAsync("demo", Role.Legal, default)).Select(person => person.Id));
    }

    [Fact]
    public async Task Who_left_has_no_role()
    {
        var ada = await _bench.PersonAsync("ada", Role.Legal);
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), ada.Person!.Id);
        Assert.Empty(await _bench.People.WithRoleAsync("demo", Role.Legal, default));
    }

    [Fact]
    public async Task A_list_of_those_with_a_role_is_read_anew_after_half_a_minute()
    {
        await _bench.People.WithRoleAsync("demo", Role.Legal, default);
        await _bench.PersonAsync("ada", Role.Legal);
        _bench.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Single(await _bench.People.WithRoleAsync("demo", Role.Legal, default));
    }

    // Where the bot has met somebody.

    [Fact]
    public async Task A_bot_that_has_met_nobody_knows_no_address() => Assert.Null(await NewestAsync());

    [Fact]
    public async Task The_newest_account_that_was_met_tells_the_address()
    {
        await MeetAsync("ada", "https://old/");
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await MeetAsync("bo", "https://new/");
        Assert.Equal("https://new/", await NewestAsync());
    }

    [Fact]
    public async Task An_account_of_another_chat_tells_nothing()
    {
        await MeetAsync("ada", "https://elsewhere/", ChannelNames.WebChat);
        Assert.Null(await NewestAsync());
    }

    [Fact]
    public async Task An_account_that_sent_the_bot_away_tells_nothing()
    {
        var account = await MeetAsync("ada", "https://old/");
        await _bench.KeepAsync(MeetAccount.Step, new MeetAccount(null), account, Actor.Host);
        Assert.Null(await NewestAsync());
    }

    [Fact]
    public async Task A_closed_account_tells_nothing()
    {
        var account = await MeetAsync("ada", "https://old/");
        await _bench.KeepAsync(CloseAccount.Step, new CloseAccount(new ChatAccount(ChannelNames.Teams, CoreBench.Tenant, "ada")), account);
        Assert.Null(await NewestAsync());
    }

    private async Task<RecordId> MeetAsync(string name, string service, string channel = ChannelNames.Teams)
    {
        var account = new ChatAccount(channel, CoreBench.Tenant, name);
        await _bench.LinkAsync(await _bench.PersonAsync(name), account);
        var id = (await _bench.HolderAsync(account)).Account;
        await _bench.KeepAsync(MeetAccount.Step, new MeetAccount(new ChatAddress(channel, service, null, name, "28:bot")), id, Actor.Host);
        return id;
    }

    private async Task<string?> NewestAsync() => (await _bench.People.NewestAddressAsync("demo", ChannelNames.Teams, default))?.Service;

    [Theory]
    [InlineData("Ada@Example.COM", "ada@example.com")]
    [InlineData("  ada@example.com ", "ada@example.com")]
    public void An_address_is_one_account_in_any_spelling(string one, string other) =>
        Assert.Equal(AccountKey.Email(one).ActionKey, AccountKey.Email(other).ActionKey);

    [Fact]
    public void A_tenant_is_one_in_any_case() => Assert.Equal(AccountKey.Teams("ABC", "DEF"), AccountKey.Teams("abc", "def"));

    [Fact]
    public void An_accounts_action_key_does_not_name_the_account() =>
        Assert.DoesNotContain("U0ADA", Key.ActionKey, StringComparison.OrdinalIgnoreCase);
}
