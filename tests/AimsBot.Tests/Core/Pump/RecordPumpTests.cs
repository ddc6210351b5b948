using AimsBot.Core.Records;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Core.Pump;

public sealed class RecordPumpTests : IDisposable
{
    private static readonly DateTimeOffset Monday = Commits.Monday;

    private readonly CoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    // Deadlines.

    [Fact]
    public async Task A_deadline_takes_its_step_when_it_is_due()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1));
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal(PermitWorkflow.Expired, (await _bench.HeadAsync(permit.Id)).State);
    }

    [Fact]
    public async Task A_deadline_does_nothing_before_it_is_due()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1));
        await SweepAtAsync(Monday.AddHours(1).AddMilliseconds(-1));
        Assert.Equal(PermitWorkflow.Open, (await _bench.HeadAsync(permit.Id)).State);
    }

    [Fact]
    public async Task A_deadline_takes_its_step_once_however_often_it_is_swept()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1));
        for (var i = 1; i < 6; i++) await SweepAtAsync(Monday.AddHours(i));
        Assert.Equal(2, (await _bench.HistoryAsync(permit.Id)).Count);
    }

    [Fact]
    public async Task A_deadline_takes_its_step_once_with_two_pumps()
    {
        var permits = new List<Head>();
        for (var i = 0; i < 20; i++) permits.Add(await OpenAsync(expires: Monday.AddHours(1)));
        _bench.Clock.SetUtcNow(Monday.AddHours(1));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _bench.MakePump().SweepAsync("demo", default))));
        foreach (var permit in permits) Assert.Equal(2, (await _bench.HistoryAsync(permit.Id)).Count);
    }

    [Fact]
    public async Task The_clocks_act_is_the_clocks()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1));
        await SweepAtAsync(Monday.AddHours(1));
        var header = (await _bench.HistoryAsync(permit.Id))[1].ReadHeader();
        Assert.Equal(("clock", $"deadline:{permit.Id}:expire:2027-01-04T11:00:00.000Z"), (header.Actor, header.Key));
    }

    [Fact]
    public async Task A_deadline_that_the_bot_slept_through_is_made_up_for()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1));
        await SweepAtAsync(Monday.AddDays(30));
        Assert.Equal(PermitWorkflow.Expired, (await _bench.HeadAsync(permit.Id)).State);
    }

    [Fact]
    public async Task A_deadline_that_falls_due_during_the_look_is_met_by_the_next()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1), nudge: (await OpenAsync()).Id);
        var store = new FailingStore(_bench.Store) { BeforeSettle = () => _bench.Clock.SetUtcNow(Monday.AddHours(1)) };
        await _bench.MakePump(store).SweepAsync("demo", default);
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal(PermitWorkflow.Expired, (await _bench.HeadAsync(permit.Id)).State);
    }

    [Fact]
    public async Task An_act_that_comes_before_its_deadline_is_not_undone_by_it()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(1));
        await _bench.KeepAsync(ClosePermit.Step, new ClosePermit(), permit.Id, await _bench.PersonAsync("mia", AimsBot.Core.People.Role.Manager));
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Equal(PermitWorkflow.Closed, (await _bench.HeadAsync(permit.Id)).State);
    }

    // Follow-ups.

    [Fact]
    public async Task A_follow_up_takes_its_step_on_another_record()
    {
        var other = await OpenAsync();
        await OpenAsync(nudge: other.Id);
        await SweepAsync();
        Assert.Equal(1, (await _bench.BodyAsync<Permit>(other.Id)).Nudges);
    }

    [Fact]
    public async Task A_follow_up_creates_one_record()
    {
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("first") { OpenToo = ["second"] });
        await SweepAsync();
        await SweepAsync();
        Assert.Equal(2, (await _bench.AllAsync("permit")).Count);
    }

    [Fact]
    public async Task A_follow_up_is_done_once_with_two_pumps()
    {
        var other = await OpenAsync();
        for (var i = 0; i < 20; i++) await OpenAsync(nudge: other.Id);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _bench.MakePump().SweepAsync("demo", default))));
        Assert.Equal(20, (await _bench.BodyAsync<Permit>(other.Id)).Nudges);
    }

    [Fact]
    public async Task A_follow_up_is_done_once_though_the_process_dies_before_it_is_settled()
    {
        var other = await OpenAsync();
        await OpenAsync(nudge: other.Id);
        var store = new FailingStore(_bench.Store) { BeforeSettle = () => throw new OperationCanceledException("killed") };
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.MakePump(store).SweepAsync("demo", default));
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal(1, (await _bench.BodyAsync<Permit>(other.Id)).Nudges);
    }

    [Fact]
    public async Task A_follow_up_that_is_done_is_not_pending_any_more()
    {
        var permit = await OpenAsync(nudge: (await OpenAsync()).Id);
        await SweepAsync();
        Assert.Empty((await PendingAsync(permit.Id)).FollowUps);
    }

    [Fact]
    public async Task A_follow_up_that_is_refused_is_not_tried_for_ever()
    {
        var permit = await OpenAsync(nudge: new RecordId("PMT-0000-0000"));
        await SweepAsync();
        Assert.Empty((await PendingAsync(permit.Id)).FollowUps);
    }

    [Fact]
    public async Task A_follow_up_that_fails_is_tried_again_with_growing_waits()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x") { Break = (await OpenAsync()).Id });
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            await SweepAsync();
            var next = (await PendingAsync(permit.Id)).FollowUps.Single().NextAttempt;
            waits.Add(next - _bench.Clock.GetUtcNow());
            _bench.Clock.SetUtcNow(next);
        }
        Assert.Equal([10, 20, 40, 80, 160], waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task No_wait_is_longer_than_an_hour()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x") { Break = (await OpenAsync()).Id });
        for (var i = 0; i < 20; i++)
        {
            await SweepAsync();
            _bench.Clock.SetUtcNow((await PendingAsync(permit.Id)).FollowUps.Single().NextAttempt);
        }
        await SweepAsync();
        Assert.Equal(TimeSpan.FromHours(1), (await PendingAsync(permit.Id)).FollowUps.Single().NextAttempt - _bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_follow_up_that_fails_holds_up_none_beside_it()
    {
        var other = await OpenAsync();
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x") { Break = other.Id, OpenToo = ["second"] });
        await SweepAsync();
        Assert.Equal(3, (await _bench.AllAsync("permit")).Count);
    }

    // More than go together.
    private static readonly string[] Hundreds = [.. Enumerable.Range(0, 200).Select(i => $"permit {i}")];

    [Fact]
    public async Task Hundreds_of_follow_ups_make_a_record_each()
    {
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("first") { OpenToo = Hundreds });
        await SweepAsync();
        Assert.Equal([.. Hundreds.Append("first").Order()], await TitlesAsync());
    }

    [Fact]
    public async Task Hundreds_of_follow_ups_make_a_record_each_once_with_two_pumps()
    {
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("first") { OpenToo = Hundreds });
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _bench.MakePump().SweepAsync("demo", default))));
        Assert.Equal([.. Hundreds.Append("first").Order()], await TitlesAsync());
    }

    [Fact]
    public async Task Hundreds_of_follow_ups_make_a_record_each_once_though_the_process_dies_before_they_are_settled()
    {
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("first") { OpenToo = Hundreds });
        var store = new FailingStore(_bench.Store) { BeforeSettle = () => throw new OperationCanceledException("killed") };
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.MakePump(store).SweepAsync("demo", default));
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal([.. Hundreds.Append("first").Order()], await TitlesAsync());
        Assert.All(await _bench.AllAsync("permit"), permit => Assert.Equal(1, permit.Revision));
    }

    [Fact]
    public async Task Of_hundreds_of_follow_ups_the_one_that_breaks_holds_up_no_other()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("first") { OpenToo = [.. Hundreds.Take(70), OpenPermit.Unmakeable, .. Hundreds.Skip(70)] });
        await SweepAsync();
        Assert.Equal([.. Hundreds.Append("first").Order()], await TitlesAsync());
        Assert.Single((await PendingAsync(permit.Id)).FollowUps);
    }

    [Fact]
    public async Task Hundreds_of_follow_ups_that_the_store_refuses_are_tried_again()
    {
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("first") { OpenToo = Hundreds });
        var store = new FailingStore(_bench.Store) { BeforeSave = _ => throw new StoreUnavailableException("away") };
        await _bench.MakePump(store).SweepAsync("demo", default);
        Assert.Equal(["first"], await TitlesAsync());
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal([.. Hundreds.Append("first").Order()], await TitlesAsync());
    }

    private async Task<IReadOnlyList<string>> TitlesAsync() => [.. (await _bench.AllAsync("permit")).Select(permit => permit.Read<Permit>().Title).Order()];

    // Records that fail.

    [Fact]
    public async Task A_record_whose_deadline_breaks_holds_up_no_other()
    {
        await OpenAsync("breaks", expires: Monday.AddMinutes(1));
        var permit = await OpenAsync(expires: Monday.AddMinutes(2));
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal(PermitWorkflow.Expired, (await _bench.HeadAsync(permit.Id)).State);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_holds_up_no_other()
    {
        var poison = await OpenAsync(expires: Monday.AddMinutes(1));
        var permit = await OpenAsync(expires: Monday.AddMinutes(2));
        await SweepAtAsync(Monday.AddHours(1), Unreadable(poison.Id));
        Assert.Equal(PermitWorkflow.Expired, (await _bench.HeadAsync(permit.Id)).State);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_tried_again_later()
    {
        var poison = await OpenAsync(expires: Monday.AddMinutes(1));
        await SweepAtAsync(Monday.AddHours(1), Unreadable(poison.Id));
        Assert.Equal(Monday.AddHours(1).AddSeconds(10), (await PendingAsync(poison.Id)).Wake?.WakeAt);
    }

    [Fact]
    public async Task A_signalled_record_that_cannot_be_read_stops_nothing()
    {
        var poison = await OpenAsync(expires: Monday);
        await _bench.MakePump(Unreadable(poison.Id)).AttendAsync("demo", poison.Id, default);
        Assert.Equal(Monday, (await PendingAsync(poison.Id)).Wake?.WakeAt);
    }

    // Wake items.

    [Fact]
    public async Task A_record_with_a_deadline_is_woken_at_it()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(3), nudge: (await OpenAsync()).Id);
        await SweepAsync();
        Assert.Equal(Monday.AddHours(3), (await PendingAsync(permit.Id)).Wake?.WakeAt);
    }

    [Fact]
    public async Task A_record_with_nothing_left_to_do_has_no_wake_item()
    {
        var permit = await OpenAsync(expires: Monday.AddHours(3));
        await SweepAtAsync(Monday.AddHours(3));
        await SweepAsync();
        Assert.Null((await PendingAsync(permit.Id)).Wake);
    }

    [Fact]
    public async Task A_record_that_wants_nothing_is_never_woken()
    {
        var permit = await OpenAsync();
        Assert.Null((await PendingAsync(permit.Id)).Wake);
    }

    [Fact]
    public async Task A_failed_follow_up_wakes_its_record_at_the_next_attempt()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x") { Break = (await OpenAsync()).Id });
        await SweepAsync();
        Assert.Equal(Monday.AddSeconds(10), (await PendingAsync(permit.Id)).Wake?.WakeAt);
    }

    [Fact]
    public async Task A_sweep_takes_more_than_one_batch()
    {
        for (var i = 0; i < 510; i++) await OpenAsync(expires: Monday.AddMinutes(1));
        _bench.Clock.SetUtcNow(Monday.AddHours(1));
        await SweepAsync();
        await SweepAsync();
        Assert.Empty(await _bench.Store.DueAsync("demo", Monday.AddHours(1), 1_000, default));
    }

    [Fact]
    public async Task What_the_pump_did_leaves_a_trail_that_verifies()
    {
        var other = await OpenAsync(expires: Monday.AddHours(1));
        await OpenAsync(nudge: other.Id);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Null((await _bench.VerifyAsync(other.Id)).Fault);
    }

    private Task<Head> OpenAsync(string title = "a permit", DateTimeOffset? expires = null, RecordId? nudge = null) =>
        _bench.KeepAsync(OpenPermit.Step, new OpenPermit(title) { Expires = expires, Nudge = nudge });

    private Task<int> SweepAsync(IRecordStore? store = null) => _bench.MakePump(store).SweepAsync("demo", default);

    private Task<int> SweepAtAsync(DateTimeOffset now, IRecordStore? store = null)
    {
        _bench.Clock.SetUtcNow(now);
        return SweepAsync(store);
    }

    private async Task<PendingWork> PendingAsync(RecordId id) => (await _bench.Store.PendingAsync("demo", id, default))!;

    private FailingStore Unreadable(RecordId poison) => new(_bench.Store)
    {
        BeforePending = id =>
        {
            if (id == poison) throw new System.Text.Json.JsonException("no JSON");
        },
    };
}
