using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Accounts;

namespace AimsBot.Tests.Workflows.Accounts;

public sealed class MeetAccountTests : IAsyncLifetime
{
    private static readonly ChatAccount Account = new(ChannelNames.Teams, CoreBench.Tenant, "kari");
    private static readonly ChatAddress Address = new(ChannelNames.Teams, "https://smba.trafficmanager.net/emea/", "a:kari", "29:kari", "28:bot");

    private readonly CoreBench _bench = new();

    public async Task InitializeAsync() => await _bench.LinkAsync(await _bench.PersonAsync("kari"), Account);

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Where_an_account_was_met_is_kept()
    {
        await MeetAsync(Address);
        Assert.Equal(Address, (await _bench.HolderAsync(Account)).Address);
    }

    [Fact]
    public async Task A_new_place_takes_that_of_the_old_one()
    {
        await MeetAsync(Address);
        await MeetAsync(Address with { Service = "https://smba.trafficmanager.net/uk/" });
        Assert.Equal("https://smba.trafficmanager.net/uk/", (await _bench.HolderAsync(Account)).Address!.Service);
    }

    [Fact]
    public async Task A_bot_that_was_sent_away_has_no_place_any_more()
    {
        await MeetAsync(Address);
        await MeetAsync(null);
        Assert.Null((await _bench.HolderAsync(Account)).Address);
    }

    [Fact]
    public async Task Two_deliveries_of_one_meeting_are_one_act()
    {
        for (var i = 0; i < 2; i++) await MeetAsync(Address, "met");
        Assert.Equal(2, (await _bench.HistoryAsync((await _bench.HolderAsync(Account)).Account)).Count);
    }

    [Fact]
    public async Task The_second_of_them_is_known_as_a_repeat()
    {
        await MeetAsync(Address, "met");
        Assert.True((await MeetAsync(Address, "met")).Repeated);
    }

    [Fact]
    public async Task A_meeting_moves_no_basis()
    {
        await MeetAsync(Address);
        Assert.Equal(1, (await _bench.HeadAsync((await _bench.HolderAsync(Account)).Account)).Basis);
    }

    [Fact]
    public async Task A_closed_account_is_not_met()
    {
        var id = (await _bench.HolderAsync(Account)).Account;
        await _bench.KeepAsync(CloseAccount.Step, new CloseAccount(Account), id);
        Assert.Equal(Refusals.NotNow, await _bench.RefusalAsync(MeetAccount.Step, new MeetAccount(Address), id, Actor.Host));
    }

    [Fact]
    public async Task Nobody_but_the_host_meets_accounts() =>
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(MeetAccount.Step, new MeetAccount(Address), (await _bench.HolderAsync(Account)).Account, Actor.Operator));

    private async Task<Kept> MeetAsync(ChatAddress? address, string? key = null)
    {
        RecordId id = (await _bench.HolderAsync(Account)).Account;
        return Assert.IsType<Kept>(await _bench.TakeAsync(MeetAccount.Step, new MeetAccount(address), id, Actor.Host, key: key));
    }
}
