using System.Text;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Core.Pump;

public sealed class CopySenderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = Commits.Monday;

    private readonly CoreBench _bench = new(store => new FailingStore(store));
    private readonly FakeChannel _slack = new();
    private Actor _rita = null!;
    private Actor _hans = null!;

    public async Task InitializeAsync()
    {
        _rita = await _bench.PersonAsync("rita");
        _hans = await HandlerAsync("hans", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UHANS"));
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    // Posts and updates.

    [Fact]
    public async Task A_new_copy_is_posted_to_its_reader()
    {
        await ReportAsync();
        await SweepAsync();
        var request = Assert.Single(_slack.Requests);
        Assert.Equal(("UHANS", null, false), (request.Account.User, request.Message, request.AnswerWasLost));
    }

    [Fact]
    public async Task A_changed_record_updates_the_message_that_stands()
    {
        var head = await ReportAsync();
        await SweepAsync();
        await AddAsync(head);
        await SweepAsync();
        Assert.Equal((2, $"m:{head.Id}/0", "DUHANS"), (_slack.Requests.Count, _slack.Requests[1].Message, _slack.Requests[1].Conversation));
    }

    [Fact]
    public async Task Several_changes_are_one_update()
    {
        var head = await ReportAsync();
        await SweepAsync();
        for (var i = 0; i < 5; i++) await AddAsync(head, $"more {i}");
        await SweepAsync();
        Assert.Equal(2, _slack.Requests.Count);
    }

    [Fact]
    public async Task Where_nothing_visible_changed_nothing_is_sent()
    {
        var head = await AddAsync(await ReportAsync());
        await SweepAsync();
        // The same words at the same minute.
        await AddAsync(head);
        await SweepAsync();
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task Where_nothing_visible_changed_the_copy_is_up_to_date()
    {
        var head = await AddAsync(await ReportAsync());
        await SweepAsync();
        // The same words at the same minute.
        await AddAsync(head);
        await SweepAsync();
        Assert.Equal((3, CopyState.Shown), ((await CopyAsync(head)).Shown, (await CopyAsync(head)).State));
    }

    [Fact]
    public async Task What_was_shown_is_kept_on_the_copy()
    {
        var head = await ReportAsync();
        await SweepAsync();
        var copy = await CopyAsync(head);
        Assert.Equal(("en", _slack.Requests[0].Card.TemplateHash, 1), (copy.Language, copy.TemplateHash, copy.Shown));
    }

    [Fact]
    public async Task Nothing_is_left_to_do_then()
    {
        var head = await TakenAsync();
        await SweepAsync();
        // The triage is still to come, and nothing else.
        Assert.Equal((await BodyAsync(head)).TriageBy, (await WorkAsync(head)).Wake!.WakeAt);
    }

    [Fact]
    public async Task The_channel_that_the_reader_prefers_is_taken()
    {
        var teams = new FakeChannel(ChannelNames.Teams);
        await HandlerAsync("tea", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UTEA"), new ChatAccount(ChannelNames.Teams, "tenant", "29:tea"));
        await ReportAsync();
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        Assert.Equal(["29:tea"], teams.Requests.Select(request => request.Account.User));
    }

    [Fact]
    public async Task A_posted_copy_stays_where_it_is()
    {
        var teams = new FakeChannel(ChannelNames.Teams);
        var head = await ReportAsync();
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        await _bench.KeepAsync(LinkAccount.Step, new LinkAccount(new ChatAccount(ChannelNames.Teams, "tenant", "29:hans")), _hans.Person!.Id);
        await UpdateAsync(_hans, details => details with { PreferredChannel = ChannelNames.Teams });
        await AddAsync(head);
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        Assert.Equal((2, 0), (_slack.Requests.Count, teams.Requests.Count));
    }

    // The order of revisions.

    [Fact]
    public async Task A_change_that_comes_while_a_card_is_sent_is_sent_after_it()
    {
        var head = await ReportAsync();
        _slack.Instead = async (number, request, _) =>
        {
            if (number == 1) await AddAsync(head, "newer");
            return FakeChannel.Shown(request);
        };
        await SweepAsync();
        Assert.Equal([false, true], _slack.Requests.Select(request => Says(request, "newer")));
    }

    [Fact]
    public async Task While_a_card_is_on_its_way_no_other_sender_sends_a_newer_one()
    {
        var head = await ReportAsync();
        _slack.Instead = async (number, request, _) =>
        {
            if (number == 1)
            {
                await AddAsync(head, "newer");
                await SweepAsync();
                Assert.Single(_slack.Requests);
            }
            return FakeChannel.Shown(request);
        };
        await SweepAsync();
        Assert.Equal(2, (await CopyAsync(head)).Shown);
    }

    [Fact]
    public async Task A_channel_that_does_not_answer_is_left_before_the_claim_ends()
    {
        var head = await ReportAsync();
        _slack.Instead = async (_, _, cancel) =>
        {
            var forever = Task.Delay(Timeout.Infinite, cancel);
            _bench.Clock.Advance(TimeSpan.FromSeconds(100));
            await forever;
            throw new InvalidOperationException("Nobody stopped waiting.");
        };
        await SweepAsync();
        Assert.Equal((CardCopy.AnswerLost, null), ((await CopyAsync(head)).Problem, (await CopyAsync(head)).ClaimedUntil));
    }

    [Fact]
    public async Task Two_senders_at_once_send_once()
    {
        for (var i = 0; i < 5; i++) await ReportAsync();
        _slack.Instead = async (_, request, _) =>
        {
            await Task.Yield();
            return FakeChannel.Shown(request);
        };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SweepAsync())));
        Assert.Equal(5, _slack.Requests.Count);
    }

    // What does not work at once.

    [Fact]
    public async Task Nothing_is_sent_before_the_platform_wants_it()
    {
        await ReportAsync();
        _slack.Instead = (_, _, _) => Task.FromResult<ShowResult>(new ShowLater(TimeSpan.FromSeconds(90), false, "rate limited"));
        await SweepAsync();
        await SweepAtAsync(Monday.AddSeconds(89));
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task It_is_sent_when_the_platform_wants_it()
    {
        var head = await ReportAsync();
        _slack.Instead = (number, request, _) =>
            Task.FromResult(number == 1 ? new ShowLater(TimeSpan.FromSeconds(90), false, "rate limited") : FakeChannel.Shown(request));
        await SweepAsync();
        await SweepAtAsync(Monday.AddSeconds(90));
        Assert.Equal(CopyState.Shown, (await CopyAsync(head)).State);
    }

    [Fact]
    public async Task A_platform_that_is_down_is_tried_less_and_less_often()
    {
        var head = await ReportAsync();
        _slack.Instead = (_, _, _) => Task.FromResult<ShowResult>(new ShowLater(null, false, "down"));
        var waits = new List<double>();
        for (var at = Monday; waits.Count < 9; at = (await CopyAsync(head)).NextAttempt)
        {
            await SweepAtAsync(at);
            waits.Add(((await CopyAsync(head)).NextAttempt - at).TotalSeconds);
        }
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 900], waits);
    }

    [Fact]
    public async Task A_platform_that_was_down_for_an_hour_gets_one_message_with_what_is_now()
    {
        var head = await ReportAsync();
        _slack.Instead = (_, request, _) =>
            Task.FromResult(_bench.Clock.GetUtcNow() < Monday.AddHours(1) ? new ShowLater(null, false, "down") : FakeChannel.Shown(request));
        for (var minute = 0; minute < 60; minute += 5)
        {
            await AddAsync(head, $"at {minute}");
            await SweepAtAsync(Monday.AddMinutes(minute));
        }
        var before = _slack.Requests.Count;
        await SweepAtAsync(Monday.AddMinutes(90));
        Assert.Equal([true], _slack.Requests.Skip(before).Select(request => request.Message is null && Says(request, "at 55")));
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_looked_for_first()
    {
        await ReportAsync();
        _slack.Instead = (number, request, _) => Task.FromResult(number == 1 ? new ShowLater(null, true, "timeout") : FakeChannel.Shown(request));
        await SweepAsync();
        await SweepAtAsync(Monday.AddMinutes(1));
        Assert.Equal([(false, Monday), (true, Monday)], _slack.Requests.Select(request => (request.AnswerWasLost, request.Since)));
    }

    [Fact]
    public async Task It_is_looked_for_until_it_is_known()
    {
        await ReportAsync();
        _slack.Instead = (number, request, _) => Task.FromResult(number == 3 ? FakeChannel.Shown(request) : new ShowLater(null, number == 1, "busy"));
        for (var i = 0; i < 3; i++) await SweepAtAsync(Monday.AddMinutes(i));
        Assert.Equal([false, true, true], _slack.Requests.Select(request => request.AnswerWasLost));
    }

    [Fact]
    public async Task Who_acts_on_a_card_before_its_answer_is_known_has_one_card()
    {
        var head = await ReportAsync();
        _slack.Instead = async (number, request, _) =>
        {
            if (number > 1) return FakeChannel.Shown(request);
            // It stands in the chat, and is clicked there, before the sender hears that it does.
            var message = new ClickedMessage(ChannelNames.Slack, "T0BENCH", "DUHANS", "m:" + request.CopyId);
            await _bench.MakeClicks().PressAsync(new Visit(CoreBench.Organisation, _hans.Person!, ChannelNames.Slack), TakeIncident.Step.Id, new ActionRef(head.Id, head.Basis), new Delivery("click", message), default);
            return new ShowLater(null, AnswerLost: true, "cut");
        };
        await SweepAsync();
        await SweepAtAsync(Monday.AddMinutes(5));
        Assert.Equal([CopyState.Dropped, CopyState.Shown], (await WorkAsync(head)).Copies.Where(copy => copy.Person == _hans.Person!.Id).Select(copy => copy.State));
    }

    [Fact]
    public async Task A_channel_that_breaks_may_have_sent()
    {
        var head = await ReportAsync();
        _slack.Instead = (_, _, _) => throw new InvalidOperationException("broken");
        await SweepAsync();
        Assert.Equal(CardCopy.AnswerLost, (await CopyAsync(head)).Problem);
    }

    [Fact]
    public async Task A_channel_that_stops_waiting_by_itself_holds_up_nobody()
    {
        await ReportAsync();
        await ReportAsync();
        _slack.Instead = (_, _, _) => throw new TaskCanceledException("The request timed out.");
        await SweepAsync();
        Assert.Equal(2, _slack.Requests.Count);
    }

    [Fact]
    public async Task A_message_that_was_sent_by_a_process_that_died_is_looked_for_first()
    {
        await ReportAsync();
        using var killed = new CancellationTokenSource();
        _slack.Instead = async (number, request, _) =>
        {
            if (number > 1) return FakeChannel.Shown(request);
            await killed.CancelAsync();
            throw new OperationCanceledException(killed.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.MakePump(null, _slack).SweepAsync("demo", killed.Token));
        await SweepAtAsync(Monday.AddMinutes(2));
        Assert.Equal([false, true], _slack.Requests.Select(request => request.AnswerWasLost));
    }

    [Fact]
    public async Task Nobody_takes_over_before_the_claim_of_a_process_that_died_ends()
    {
        await ReportAsync();
        using var killed = new CancellationTokenSource();
        _slack.Instead = async (_, _, _) =>
        {
            await killed.CancelAsync();
            throw new OperationCanceledException(killed.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.MakePump(null, _slack).SweepAsync("demo", killed.Token));
        await SweepAtAsync(Monday.AddSeconds(119));
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task Who_stops_hears_what_became_of_the_message_that_is_on_its_way()
    {
        var head = await ReportAsync();
        using var stopped = new CancellationTokenSource();
        _slack.Instead = async (_, request, cancel) =>
        {
            await stopped.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return FakeChannel.Shown(request);
        };
        await Record.ExceptionAsync(() => _bench.MakePump(null, _slack).SweepAsync("demo", stopped.Token));
        Assert.Equal(CopyState.Shown, (await CopyAsync(head)).State);
    }

    [Fact]
    public async Task Who_stops_does_not_wait_for_it_for_long()
    {
        await ReportAsync();
        using var stopped = new CancellationTokenSource();
        _slack.Instead = async (_, _, cancel) =>
        {
            var forever = Task.Delay(Timeout.Infinite, cancel);
            await stopped.CancelAsync();
            _bench.Clock.Advance(TimeSpan.FromSeconds(2));
            await forever;
            throw new InvalidOperationException("Nobody stopped waiting.");
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.MakePump(null, _slack).SweepAsync("demo", stopped.Token));
    }

    [Fact]
    public async Task A_store_that_is_away_when_the_message_stands_is_waited_for()
    {
        var head = await ReportAsync();
        var store = (FailingStore)_bench.Store;
        var away = 30;
        _slack.Instead = (_, request, _) =>
        {
            store.BeforeUpdateCopy = _ =>
            {
                if (away-- > 0) throw new StoreUnavailableException("away");
            };
            return Task.FromResult(FakeChannel.Shown(request));
        };
        var sweep = SweepAsync();
        await PassAsync(sweep);
        Assert.Equal((CopyState.Shown, null), ((await CopyAsync(head)).State, (await CopyAsync(head)).ClaimedUntil));
    }

    // Where one chat does not take it.

    [Fact]
    public async Task An_answer_that_was_lost_in_the_other_chat_is_looked_for_there_and_not_where_nobody_was()
    {
        var teams = new FakeChannel(ChannelNames.Teams) { Instead = (number, request, _) => Task.FromResult(number == 1 ? new Unreachable("blocked") : FakeChannel.Shown(request)) };
        var tea = await HandlerAsync("tea", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UTEA"), new ChatAccount(ChannelNames.Teams, "tenant", "29:tea"));
        await ReportAsync();
        var asked = 0;
        _slack.Instead = (_, request, _) => Task.FromResult(request.Account.User == "UTEA" && asked++ == 0 ? new ShowLater(null, AnswerLost: true, "cut") : FakeChannel.Shown(request));
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        _bench.Clock.SetUtcNow(Monday.AddMinutes(1));
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        Assert.Single(teams.Requests);
        Assert.Equal([false, true], _slack.Requests.Where(request => request.Account.User == "UTEA").Select(request => request.AnswerWasLost));
        Assert.False((await _bench.PersonAsync(tea)).Details.Unreachable);
    }

    [Fact]
    public async Task Whoever_died_in_the_other_chat_may_have_sent_there()
    {
        var teams = new FakeChannel(ChannelNames.Teams) { Instead = (_, _, _) => Task.FromResult<ShowResult>(new Unreachable("blocked")) };
        await HandlerAsync("tea", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UTEA"), new ChatAccount(ChannelNames.Teams, "tenant", "29:tea"));
        await ReportAsync();
        using var killed = new CancellationTokenSource();
        _slack.Instead = async (_, request, _) =>
        {
            if (request.Account.User != "UTEA" || killed.IsCancellationRequested) return FakeChannel.Shown(request);
            await killed.CancelAsync();
            throw new OperationCanceledException(killed.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.MakePump(null, _slack, teams).SweepAsync("demo", killed.Token));
        _bench.Clock.SetUtcNow(Monday.AddMinutes(2));
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        Assert.True(_slack.Requests.Last(request => request.Account.User == "UTEA").AnswerWasLost);
    }

    [Fact]
    public async Task Where_the_first_chat_took_the_whole_claim_to_say_no_the_other_waits_for_the_next_turn()
    {
        var teams = new FakeChannel(ChannelNames.Teams)
        {
            Instead = (_, _, _) =>
            {
                _bench.Clock.Advance(TimeSpan.FromSeconds(90));
                return Task.FromResult<ShowResult>(new Unreachable("blocked"));
            },
        };
        await HandlerAsync("tea", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UTEA"), new ChatAccount(ChannelNames.Teams, "tenant", "29:tea"));
        await ReportAsync();
        await SweepAsync(_bench.MakePump(null, _slack, teams));
        Assert.DoesNotContain(_slack.Requests, request => request.Account.User == "UTEA");
    }

    // The answer to a click.

    [Fact]
    public async Task While_an_older_card_is_on_its_way_an_answer_brings_none()
    {
        var head = await ReportAsync();
        await SweepAsync();
        await AddAsync(head);
        Successor? successor = null;
        _slack.Instead = async (_, request, _) =>
        {
            successor ??= await ClickAsync(head);
            return FakeChannel.Shown(request);
        };
        await SweepAsync();
        Assert.Null(successor!.Card);
        Assert.Equal([false, true], _slack.Requests.Skip(1).Select(request => Says(request, "by hans")));
    }

    [Fact]
    public async Task An_answer_that_is_on_its_way_keeps_the_pump_waiting_and_is_followed_by_what_came_meanwhile()
    {
        var head = await ReportAsync();
        await SweepAsync();
        var successor = await ClickAsync(head);
        Assert.Contains("hans", Encoding.UTF8.GetString(successor!.Card!.Json), StringComparison.Ordinal);
        await AddAsync(head, "newer");
        await SweepAsync();
        Assert.Single(_slack.Requests);
        await successor.Left();
        await _bench.MakePump(null, _slack).AttendAsync("demo", head.Id, default);
        Assert.Equal((2, true), (_slack.Requests.Count, Says(_slack.Requests[1], "newer")));
    }

    [Fact]
    public async Task An_answer_of_a_host_that_died_holds_nobody_up_for_long()
    {
        var head = await ReportAsync();
        await SweepAsync();
        await ClickAsync(head);
        await SweepAsync();
        await SweepAtAsync(Monday.AddSeconds(31));
        Assert.Equal(2, (await CopyAsync(head)).Shown);
    }

    // Hans takes it on, by the card that stands in his chat.
    private async Task<Successor?> ClickAsync(Head head)
    {
        var visit = CoreBench.Visit(_hans, ChannelNames.Slack);
        var (target, message) = (new ActionRef(head.Id, head.Basis), new ClickedMessage(ChannelNames.Slack, "T0BENCH", "DUHANS", $"m:{head.Id}/0"));
        var reply = await _bench.MakeClicks().PressAsync(visit, TakeIncident.Step.Id, target, new Delivery("click", message), default);
        var successor = _bench.MakeClicks().SuccessorAsync(visit, target, reply, message, default);
        await PassAsync(successor);
        return await successor;
    }

    // What waits for the clock, until it has ended.
    private async Task PassAsync(Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, Task.Delay(5));
            if (!waiting.IsCompleted) _bench.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }
        await waiting;
    }

    // What will never work.

    [Fact]
    public async Task Who_is_gone_is_tried_once()
    {
        var head = await ReportAsync();
        _slack.Instead = (_, _, _) => Task.FromResult<ShowResult>(new Unreachable("user_not_found"));
        await SweepAsync();
        await AddAsync(head);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task Who_is_gone_is_named_on_the_copy()
    {
        var head = await ReportAsync();
        _slack.Instead = (_, _, _) => Task.FromResult<ShowResult>(new Unreachable("user_not_found"));
        await SweepAsync();
        Assert.Equal((CopyState.GivenUp, "user_not_found"), ((await CopyAsync(head)).State, (await CopyAsync(head)).Problem));
    }

    [Fact]
    public async Task Who_left_is_sent_nothing()
    {
        await ReportAsync();
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), _hans.Person!.Id);
        await SweepAsync();
        Assert.Empty(_slack.Requests);
    }

    [Fact]
    public async Task Who_has_no_account_is_given_up_visibly()
    {
        await HandlerAsync("nora");
        var head = await ReportAsync();
        await SweepAsync();
        Assert.Equal("no account", (await WorkAsync(head)).Copies.Single(copy => copy.State == CopyState.GivenUp).Problem);
    }

    // Lists.

    [Fact]
    public async Task More_than_five_cards_for_one_person_are_one_list()
    {
        for (var i = 0; i < 6; i++) await ReportAsync();
        await SweepAsync();
        Assert.Equal(["Shared/List"], _slack.Requests.Select(request => request.Card.Name));
    }

    [Fact]
    public async Task A_list_says_how_many_there_are()
    {
        for (var i = 0; i < 7; i++) await ReportAsync();
        await SweepAsync();
        Assert.True(Says(_slack.Requests[0], "7 "));
    }

    [Fact]
    public async Task Five_cards_are_five_cards()
    {
        for (var i = 0; i < 5; i++) await ReportAsync();
        await SweepAsync();
        Assert.Equal(5, _slack.Requests.Count(request => request.Card.Name == IncidentWorkflow.IncidentCard));
    }

    [Fact]
    public async Task What_was_listed_is_not_sent_again()
    {
        for (var i = 0; i < 6; i++) await ReportAsync();
        await SweepAsync();
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task What_was_listed_and_changes_gets_its_card()
    {
        var head = await ReportAsync();
        for (var i = 0; i < 5; i++) await ReportAsync();
        await SweepAsync();
        await AddAsync(head);
        await SweepAsync();
        Assert.Equal(["Shared/List", IncidentWorkflow.IncidentCard], _slack.Requests.Select(request => request.Card.Name));
    }

    [Theory, Trait("Rule", "M7")]
    [InlineData(Severity.S1)]
    [InlineData(Severity.S2)]
    public async Task The_worse_incidents_are_never_put_into_a_list(Severity severity)
    {
        for (var i = 0; i < 7; i++) await ReportAsync(severity);
        await SweepAsync();
        Assert.Equal(7, _slack.Requests.Count(request => request.Card.Name == IncidentWorkflow.IncidentCard));
    }

    [Fact]
    public async Task A_list_that_could_not_be_sent_is_sent_later()
    {
        for (var i = 0; i < 6; i++) await ReportAsync();
        _slack.Instead = (number, request, _) => Task.FromResult(number == 1 ? new ShowLater(TimeSpan.FromSeconds(30), false, "rate limited") : FakeChannel.Shown(request));
        await SweepAsync();
        await SweepAtAsync(Monday.AddSeconds(30));
        Assert.Equal(["Shared/List", "Shared/List"], _slack.Requests.Select(request => request.Card.Name));
    }

    [Fact]
    public async Task A_list_whose_answer_was_lost_is_looked_for_first()
    {
        for (var i = 0; i < 6; i++) await ReportAsync();
        _slack.Instead = (number, request, _) => Task.FromResult(number == 1 ? new ShowLater(TimeSpan.FromSeconds(30), true, "timeout") : FakeChannel.Shown(request));
        await SweepAsync();
        await SweepAtAsync(Monday.AddSeconds(30));
        Assert.Equal([(false, _slack.Requests[0].CopyId), (true, _slack.Requests[0].CopyId)], _slack.Requests.Select(request => (request.AnswerWasLost, request.CopyId)));
    }

    [Fact]
    public async Task Two_senders_at_once_send_one_list()
    {
        for (var i = 0; i < 8; i++) await ReportAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SweepAsync())));
        // Each copy was claimed by one sender: what two lists and single cards name together is named once.
        var single = _slack.Requests.Count(request => request.Card.Name == IncidentWorkflow.IncidentCard);
        var states = new List<CopyState>();
        foreach (var head in await _bench.AllAsync("incident")) states.Add((await CopyAsync(head)).State);
        Assert.Equal((single, 8), (states.Count(state => state == CopyState.Shown), states.Count(state => state is CopyState.Shown or CopyState.Listed)));
    }

    // Holding.

    [Fact]
    public async Task While_sending_is_held_nothing_is_sent()
    {
        for (var i = 0; i < 7; i++) await ReportAsync();
        _bench.IsHeld = true;
        await SweepAsync();
        Assert.Empty(_slack.Requests);
    }

    [Fact]
    public async Task What_was_held_is_sent_later()
    {
        var head = await ReportAsync();
        _bench.IsHeld = true;
        await SweepAsync();
        _bench.IsHeld = false;
        await SweepAtAsync(Monday.AddMinutes(1));
        Assert.Equal(CopyState.Shown, (await CopyAsync(head)).State);
    }

    [Fact]
    public async Task What_is_held_does_not_stand_before_what_is_due()
    {
        var head = await ReportAsync();
        _bench.IsHeld = true;
        await SweepAsync();
        Assert.Equal(Monday.AddMinutes(1), (await WorkAsync(head)).Wake!.WakeAt);
    }

    private async Task<Actor> HandlerAsync(string name, params ChatAccount[] accounts)
    {
        var actor = await _bench.PersonAsync(name, Role.IncidentHandler);
        foreach (var account in accounts) await _bench.KeepAsync(LinkAccount.Step, new LinkAccount(account), actor.Person!.Id);
        if (accounts.Length > 1) await UpdateAsync(actor, details => details with { PreferredChannel = accounts[^1].Channel });
        return actor;
    }

    private async Task UpdateAsync(Actor actor, Func<PersonDetails, PersonDetails> with)
    {
        var details = (await _bench.People.PersonAsync("demo", actor.Person!.Id, default))!.Details;
        await _bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(with(details)), actor.Person.Id);
    }

    private Task<Head> ReportAsync(Severity severity = Severity.S4) =>
        _bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "two names were swapped", Severity = severity }), null, _rita);

    private Task<Head> AddAsync(Head head, string text = "more") =>
        _bench.KeepAsync(AddDetails.Step, new AddDetails(new IncidentDetails { Text = text, Severity = Severity.S4 }), head.Id, _rita);

    private async Task<Head> TakenAsync() => await _bench.KeepAsync(TakeIncident.Step, new TakeIncident(), (await ReportAsync()).Id, _hans);

    private Task<int> SweepAsync(RecordPump? pump = null) => (pump ?? _bench.MakePump(null, _slack)).SweepAsync("demo", default);

    private Task<int> SweepAtAsync(DateTimeOffset at)
    {
        _bench.Clock.SetUtcNow(at);
        return SweepAsync();
    }

    private async Task<PendingWork> WorkAsync(Head head) => (await _bench.Store.PendingAsync("demo", head.Id, default))!;

    private async Task<CardCopy> CopyAsync(Head head) => (await WorkAsync(head)).Copies[0];

    private Task<Incident> BodyAsync(Head head) => _bench.BodyAsync<Incident>(head.Id);

    private static bool Says(ShowRequest request, string words) => Encoding.UTF8.GetString(request.Card.Json).Contains(words, StringComparison.Ordinal);
}
