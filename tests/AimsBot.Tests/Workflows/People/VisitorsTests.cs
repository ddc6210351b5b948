using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Workflows.People;

/// <summary>Who comes through a channel's door, whatever the channel.</summary>
public sealed class VisitorsTests : IDisposable
{
    private readonly CoreBench _bench = new();
    private int _asked;

    public static TheoryData<string> Channels => [ChannelNames.Slack, ChannelNames.Teams];

    public void Dispose() => _bench.Dispose();

    // Who is known.

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_is_known_is_let_in(string channel)
    {
        var kari = await KariAsync(channel);
        Assert.Equal(kari.Person!.Id, (await FindAsync(channel)).Person!.Id);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task About_who_is_known_no_platform_is_asked(string channel)
    {
        await KariAsync(channel);
        await FindAsync(channel, Member);
        Assert.Equal(0, _asked);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task The_account_of_who_is_known_comes_along(string channel)
    {
        await KariAsync(channel);
        Assert.Equal(await _bench.HolderAsync(Account(channel)), (await FindAsync(channel)).Account);
    }

    // Who is not let in.

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_left_is_not_let_in(string channel)
    {
        var kari = await KariAsync(channel);
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), kari.Person!.Id);
        Assert.Equal(Refusals.Deactivated, await RefusedAsync(channel));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_closed_account_is_not_let_in(string channel)
    {
        await KariAsync(channel);
        await _bench.KeepAsync(CloseAccount.Step, new CloseAccount(Account(channel)), (await _bench.HolderAsync(Account(channel))).Account);
        Assert.Equal(Refusals.Deactivated, await RefusedAsync(channel));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_turned_out_not_to_belong_is_told_whom_the_bot_is_for(string channel)
    {
        var kari = await KariAsync(channel);
        await _bench.KeepAsync(ExcludePerson.Step, new ExcludePerson(), kari.Person!.Id, Actor.Host);
        Assert.Equal(Refusals.MembersOnly, await RefusedAsync(channel));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_stranger_who_is_no_member_is_told_whom_the_bot_is_for(string channel) =>
        Assert.Equal(Refusals.MembersOnly, await RefusedAsync(channel, Member with { IsMember = false }));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_stranger_who_is_no_member_is_not_added(string channel)
    {
        await FindAsync(channel, Member with { IsMember = false });
        Assert.Empty(await _bench.EveryoneAsync());
    }

    // Strangers.

    [Theory, MemberData(nameof(Channels))]
    public async Task A_stranger_who_is_a_member_is_let_in_by_the_platforms_profile(string channel) =>
        Assert.Equal(("Kari", "kari@example.com", false), Said((await FindAsync(channel, Member)).Person!));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_stranger_of_whom_the_platform_says_nothing_in_time_is_let_in_unconfirmed(string channel) =>
        Assert.Equal(("", null, true), Said((await FindAsync(channel, null)).Person!));

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_was_let_in_so_is_looked_up_behind_the_act(string channel)
    {
        var person = (await _bench.MakeVisitors().FindAsync(
            CoreBench.Organisation, Account(channel), (lane, _) => Task.FromResult(lane == Lane.Answers ? null : Member), TimeSpan.Zero, default)).Person!;
        await ConfirmedAsync(person);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_is_still_unconfirmed_is_looked_up_at_the_next_act(string channel)
    {
        var person = (await FindAsync(channel, null)).Person!;
        await FindAsync(channel, Member);
        await ConfirmedAsync(person);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_platform_that_breaks_behind_the_act_does_not_break_it(string channel)
    {
        await FindAsync(channel, null);
        var visitor = await _bench.MakeVisitors().FindAsync(CoreBench.Organisation, Account(channel), (_, _) => throw new HttpRequestException("down"), TimeSpan.Zero, default);
        Assert.NotNull(visitor.Person);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_strangers_act_waits_for_the_profile_for_as_long_as_the_platform_allows(string channel)
    {
        TimeSpan? given = null;
        await _bench.MakeVisitors().FindAsync(
            CoreBench.Organisation, Account(channel),
            (_, patience) =>
            {
                given ??= patience;
                return Task.FromResult<PlatformProfile?>(Member);
            },
            TimeSpan.FromSeconds(4), default);
        Assert.Equal(TimeSpan.FromSeconds(4), given);
    }

    // People with two accounts.

    [Fact]
    public async Task Who_comes_from_a_second_chat_with_the_same_address_is_one_person()
    {
        var one = (await FindAsync(ChannelNames.Slack, Member)).Person!;
        Assert.Equal(one.Id, (await FindAsync(ChannelNames.Teams, Member)).Person!.Id);
    }

    private static readonly PlatformProfile Member = new() { Name = "Kari", Email = "kari@example.com", IsEmailConfirmed = true, IsMember = true };

    private static ChatAccount Account(string channel) =>
        channel == ChannelNames.Slack ? new(channel, "T0BENCH", "UKARI") : new(channel, CoreBench.Tenant, "aaaaaaaa-0000-0000-0000-000000000001");

    private static (string, string?, bool) Said(Person person) => (person.Details.Name, person.Details.Email, person.Details.Unconfirmed);

    private async Task<Actor> KariAsync(string channel) => await _bench.LinkAsync(await _bench.PersonAsync("kari"), Account(channel));

    private Task<Visitor> FindAsync(string channel, PlatformProfile? profile = null) => _bench.MakeVisitors().FindAsync(
        CoreBench.Organisation, Account(channel),
        (_, _) =>
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(profile);
        },
        TimeSpan.Zero, default);

    private async Task<string> RefusedAsync(string channel, PlatformProfile? profile = null) => (await FindAsync(channel, profile)).Refusal!.Key;

    private Task ConfirmedAsync(Person person) => Eventually.TrueAsync(() =>
        _bench.People.PersonAsync("demo", person.Id, default).GetAwaiter().GetResult() is { Details: { Unconfirmed: false, Email: "kari@example.com" } });
}
