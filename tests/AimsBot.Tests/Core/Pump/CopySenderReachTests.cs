using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Core.Pump;

/// <summary>A handler with two accounts, and where she is reached.</summary>
public sealed class CopySenderReachTests : IAsyncLifetime
{
    private static readonly ChatAccount InSlack = new(ChannelNames.Slack, "T0BENCH", "UTINA");
    private static readonly ChatAccount InTeams = new(ChannelNames.Teams, CoreBench.Tenant, "tina");

    private readonly CoreBench _bench = new();
    private readonly FakeChannel _slack = new();
    private readonly FakeChannel _teams = new(ChannelNames.Teams);
    private readonly HashSet<ChatAccount> _gone = [];
    private Actor _rita = null!;
    private Actor _tina = null!;

    public async Task InitializeAsync()
    {
        _rita = await _bench.PersonAsync("rita");
        _tina = await _bench.PersonAsync("tina", Role.IncidentHandler);
        await _bench.LinkAsync(_tina, InSlack);
        await _bench.LinkAsync(_tina, InTeams);
        foreach (var (name, role) in new[] { ("lea", Role.ComplianceLead), ("adam", Role.Administrator) })
            await _bench.LinkAsync(await _bench.PersonAsync(name, role), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));
        foreach (var chat in new[] { _slack, _teams })
            chat.Instead = (_, request, _) => Task.FromResult(_gone.Contains(request.Account) ? new Unreachable("gone") : FakeChannel.Shown(request));
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    // Where somebody is asked.

    [Fact]
    public async Task Who_prefers_no_chat_is_asked_in_each()
    {
        await SweptAsync(await ReportAsync());
        Assert.Equal((1, 1), (Asked(InSlack).Count, Asked(InTeams).Count));
    }

    [Fact]
    public async Task Both_cards_follow_the_record()
    {
        var head = await SweptAsync(await ReportAsync());
        await SweptAsync(await TakeAsync(head));
        Assert.Equal((2, 2), (Asked(InSlack).Count, Asked(InTeams).Count));
    }

    [Fact]
    public async Task Who_prefers_a_chat_is_asked_there_alone()
    {
        await PreferAsync(ChannelNames.Slack);
        await SweptAsync(await ReportAsync());
        Assert.Equal((1, 0), (Asked(InSlack).Count, Asked(InTeams).Count));
    }

    [Fact]
    public async Task Where_the_bot_has_met_the_account_goes_along()
    {
        var address = new ChatAddress(ChannelNames.Teams, "https://smba/", "a:tina", "29:tina", "28:bot");
        await _bench.KeepAsync(MeetAccount.Step, new MeetAccount(address), (await _bench.HolderAsync(InTeams)).Account, Actor.Host);
        await SweptAsync(await ReportAsync());
        Assert.Equal(address, Asked(InTeams).Single().Address);
    }

    // When that does not work.

    [Fact]
    public async Task Who_is_not_reached_in_the_chat_they_prefer_is_asked_in_the_other()
    {
        await PreferAsync(ChannelNames.Slack);
        _gone.Add(InSlack);
        var head = await SweptAsync(await ReportAsync());
        Assert.Equal((CopyState.Shown, ChannelNames.Teams, CoreBench.Tenant), await CopyAsync(head));
    }

    [Fact]
    public async Task Whose_account_was_closed_is_asked_in_the_other()
    {
        await PreferAsync(ChannelNames.Slack);
        var head = await ReportAsync();
        await CloseAsync(InSlack);
        await SweptAsync(head);
        Assert.Equal((0, 1), (Asked(InSlack).Count, Asked(InTeams).Count));
    }

    [Fact]
    public async Task A_card_that_went_to_the_other_chat_is_kept_up_to_date_there()
    {
        await PreferAsync(ChannelNames.Slack);
        _gone.Add(InSlack);
        var head = await SweptAsync(await ReportAsync());
        await SweptAsync(await TakeAsync(head));
        Assert.Equal((1, $"m:{head.Id}/0"), (Asked(InSlack).Count, Asked(InTeams)[1].Message));
    }

    [Fact]
    public async Task A_chat_that_is_only_down_is_waited_for()
    {
        await PreferAsync(ChannelNames.Slack);
        _slack.Instead = (_, _, _) => Task.FromResult<ShowResult>(new ShowLater(null, false, "down"));
        await SweptAsync(await ReportAsync());
        Assert.Empty(Asked(InTeams));
    }

    [Fact]
    public async Task A_card_that_stands_in_an_account_that_is_closed_moves_to_the_other_chat()
    {
        await PreferAsync(ChannelNames.Slack);
        var head = await SweptAsync(await ReportAsync());
        await CloseAsync(InSlack);
        await SweptAsync(await TakeAsync(head));
        Assert.Equal([(null, false)], Asked(InTeams).Select(request => (request.Message, request.AnswerWasLost)));
    }

    [Fact]
    public async Task Where_the_other_chat_has_a_card_already_it_gets_no_second_one()
    {
        var head = await SweptAsync(await ReportAsync());
        await CloseAsync(InSlack);
        await SweptAsync(await TakeAsync(head));
        Assert.Equal([null, $"m:{head.Id}/1"], Asked(InTeams).Select(request => request.Message));
    }

    // Who hears of it.

    [Fact]
    public async Task Who_has_a_card_in_another_chat_is_not_lost()
    {
        _gone.Add(InSlack);
        await SweptAsync(await ReportAsync());
        Assert.Equal((false, 0), (await IsLostAsync(), Told().Count));
    }

    [Fact]
    public async Task Whom_no_chat_reaches_is_lost()
    {
        await LoseAsync();
        Assert.True(await IsLostAsync());
    }

    [Fact]
    public async Task Leads_and_administrators_are_told_whom_no_chat_reaches()
    {
        await LoseAsync();
        Assert.Equal(["UADAM", "ULEA"], Told());
    }

    [Fact]
    public async Task Whom_no_chat_reaches_is_not_told_so()
    {
        await _bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), _tina.Person!.Id);
        await LoseAsync();
        Assert.Equal(["UADAM", "ULEA"], Told());
    }

    [Fact]
    public async Task They_are_told_once_however_many_cards_do_not_arrive()
    {
        await LoseAsync();
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await SweptAsync(await ReportAsync());
        Assert.Equal(["UADAM", "ULEA"], Told());
    }

    [Fact]
    public async Task They_are_told_once_where_many_cards_do_not_arrive_at_the_same_time()
    {
        _gone.UnionWith([InSlack, InTeams]);
        for (var i = 0; i < 5; i++) await ReportAsync();
        await SweepAsync();
        Assert.Equal(["UADAM", "ULEA"], Told());
    }

    [Fact]
    public async Task Whose_accounts_are_closed_one_after_the_other_is_lost_with_the_last()
    {
        var head = await SweptAsync(await ReportAsync());
        var lost = new List<bool>();
        foreach (var account in new[] { InSlack, InTeams })
        {
            await CloseAsync(account);
            await SweptAsync(await _bench.KeepAsync(AddDetails.Step, new AddDetails(new IncidentDetails { Text = $"not in {account.Channel}", Severity = Severity.S4 }), head.Id, _rita));
            lost.Add(await IsLostAsync());
        }
        Assert.Equal([false, true], lost);
    }

    [Fact]
    public async Task They_are_told_where_somebody_has_no_account_at_all()
    {
        await _bench.PersonAsync("nora", Role.IncidentHandler);
        await SweptAsync(await ReportAsync());
        Assert.Equal(["UADAM", "ULEA"], Told());
    }

    // Found again.

    [Fact]
    public async Task Who_gets_a_card_again_is_found()
    {
        await LoseAsync();
        _gone.Clear();
        await SweptAsync(await ReportAsync());
        Assert.False(await IsLostAsync());
    }

    [Fact]
    public async Task Who_gets_a_list_again_is_found()
    {
        await LoseAsync();
        _gone.Clear();
        await ReportManyAsync();
        Assert.False(await IsLostAsync());
    }

    [Fact]
    public async Task Who_comes_by_is_found()
    {
        await LoseAsync();
        await _bench.MakeVisitors().FindAsync(CoreBench.Organisation, InSlack, (_, _) => Task.FromResult<PlatformProfile?>(null), TimeSpan.Zero, default);
        Assert.False(await IsLostAsync());
    }

    [Fact]
    public async Task Who_was_found_and_is_lost_again_is_lost_anew()
    {
        await LoseAsync();
        _gone.Clear();
        await SweptAsync(await ReportAsync());
        await LoseAsync();
        Assert.True(await IsLostAsync());
    }

    // Lists.

    [Fact]
    public async Task Who_prefers_no_chat_gets_a_list_in_each()
    {
        await ReportManyAsync();
        Assert.Equal(("Shared/List", "Shared/List"), (Cards(InSlack), Cards(InTeams)));
    }

    [Fact]
    public async Task A_list_goes_to_the_other_chat_where_the_one_takes_none()
    {
        await PreferAsync(ChannelNames.Slack);
        _gone.Add(InSlack);
        await ReportManyAsync();
        Assert.Equal("Shared/List", Cards(InTeams));
    }

    [Fact]
    public async Task Who_has_a_list_in_another_chat_is_not_lost()
    {
        _gone.Add(InSlack);
        await ReportManyAsync();
        Assert.Equal((false, 0), (await IsLostAsync(), Told().Count));
    }

    [Fact]
    public async Task Whom_no_list_reaches_is_lost()
    {
        _gone.UnionWith([InSlack, InTeams]);
        await ReportManyAsync();
        Assert.Equal(["UADAM", "ULEA"], Told());
    }

    private Task<Head> ReportAsync() =>
        _bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "two names were swapped", Severity = Severity.S4 }), null, _rita);

    private async Task ReportManyAsync()
    {
        for (var i = 0; i < 6; i++) await ReportAsync();
        await SweepAsync();
    }

    private Task<Head> TakeAsync(Head head) => _bench.KeepAsync(TakeIncident.Step, new TakeIncident(), head.Id, _tina);

    private async Task PreferAsync(string channel) =>
        await _bench.KeepAsync(UpdatePerson.Step, new UpdatePerson((await _bench.PersonAsync(_tina)).Details with { PreferredChannel = channel }), _tina.Person!.Id);

    private async Task CloseAsync(ChatAccount account) => await _bench.KeepAsync(CloseAccount.Step, new CloseAccount(account), (await _bench.HolderAsync(account)).Account);

    private async Task LoseAsync()
    {
        _gone.UnionWith([InSlack, InTeams]);
        await SweptAsync(await ReportAsync());
    }

    private async Task<Head> SweptAsync(Head head)
    {
        await SweepAsync();
        return await _bench.HeadAsync(head.Id);
    }

    // Twice: what the first sweep finds out is sent by the second.
    private async Task SweepAsync()
    {
        for (var i = 0; i < 2; i++) await _bench.MakePump(null, _slack, _teams).SweepAsync("demo", default);
    }

    private IReadOnlyList<ShowRequest> Asked(ChatAccount account) => [.. _slack.Requests.Concat(_teams.Requests).Where(request => request.Account == account)];

    private string Cards(ChatAccount account) => string.Join(' ', Asked(account).Select(request => request.Card.Name));

    /// <summary>Who got the card of a person who cannot be reached.</summary>
    private IReadOnlyList<string> Told() =>
        [.. _slack.Requests.Concat(_teams.Requests).Where(request => request.Card.Name == PersonWorkflow.PersonCard).Select(request => request.Account.User).Order()];

    private async Task<bool> IsLostAsync() => (await _bench.PersonAsync(_tina)).Details.Unreachable;

    private async Task<(CopyState, string?, string?)> CopyAsync(Head head)
    {
        var copy = (await _bench.Store.PendingAsync("demo", head.Id, default))!.Copies[0];
        return (copy.State, copy.Channel, copy.Place);
    }
}
