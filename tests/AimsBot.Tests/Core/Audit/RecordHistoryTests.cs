using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Core.Audit;

public sealed class RecordHistoryTests : IAsyncLifetime, IDisposable
{
    private readonly CoreBench _bench = new();
    private RecordId _id;

    /// <summary>A permit named anew each day, and expired on the fourth.</summary>
    public async Task InitializeAsync()
    {
        _id = (await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("day 0") { Expires = Commits.Monday.AddDays(3) })).Id;
        for (var day = 1; day < 3; day++)
        {
            _bench.Clock.SetUtcNow(Commits.Monday.AddDays(day));
            await _bench.KeepAsync(RenamePermit.Step, new RenamePermit($"day {day}"), _id);
        }
        _bench.Clock.SetUtcNow(Commits.Monday.AddDays(3));
        await _bench.MakePump().SweepAsync("demo", default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(0, "day 0")]
    [InlineData(23, "day 0")]
    [InlineData(24, "day 1")]
    [InlineData(60, "day 2")]
    public async Task A_record_is_read_back_as_it_was(int hours, string title) => Assert.Equal(title, StoredJson.Read<Permit>((await AsOfAsync(hours))!.Body).Title);

    [Theory]
    [InlineData(71, PermitWorkflow.Open)]
    [InlineData(72, PermitWorkflow.Expired)]
    [InlineData(10_000, PermitWorkflow.Expired)]
    public async Task A_state_is_read_back_as_it_was(int hours, string state) => Assert.Equal(state, (await AsOfAsync(hours))!.State);

    [Fact]
    public async Task Before_it_was_made_there_is_no_record() => Assert.Null(await AsOfAsync(-1));

    [Fact]
    public async Task What_is_read_back_now_is_the_head()
    {
        var head = await _bench.HeadAsync(_id);
        Assert.Equal(head.Body.ToArray(), (await AsOfAsync(100))!.Body.ToArray());
    }

    [Fact]
    [Trait("Rule", "E11")]
    public async Task What_was_erased_since_is_missing_in_the_past_too()
    {
        await _bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.title", "asked for"), _id);
        Assert.Equal("", StoredJson.Read<Permit>((await AsOfAsync(0))!.Body).Title);
    }

    private async Task<PastRecord?> AsOfAsync(int hours) => RecordHistory.AsOf(await _bench.HistoryAsync(_id), Commits.Monday.AddHours(hours));
}
