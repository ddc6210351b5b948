using System.Globalization;
using System.Text;
using AimsBot.Core.Records;
using AimsBot.CosmosDouble;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Storage.Cosmos;

/// <summary>What the database takes no more of: kept to by design, or refused with the reason before anything is sent.</summary>
public sealed class CosmosLimitTests(CosmosBench cosmos) : IClassFixture<CosmosBench>, IDisposable
{
    private static readonly DateTimeOffset Monday = Commits.Monday;

    private static int RecordsMade;

    private readonly string _id = string.Create(CultureInfo.InvariantCulture, $"THG-LIMT-{Interlocked.Increment(ref RecordsMade):0000}");

    public void Dispose() => Assert.Empty(cosmos.Account.Complaints);

    [Fact]
    public async Task A_head_that_is_too_large_is_refused_with_its_size() => await RefusesAsync(
        Commits.Create("demo", _id, head => head with { Body = Encoding.UTF8.GetBytes(new string('x', 2_100_000)) }),
        @"^THG-LIMT-.* cannot be saved: its head has 2100\d\d\d bytes, and 2093056 is the most\.$");

    [Fact]
    public async Task An_entry_that_is_too_large_is_refused_with_its_size()
    {
        var commit = Commits.Create("demo", _id);
        await RefusesAsync(commit with { Entry = commit.Entry with { Payload = new byte[2_100_000] } }, "its entry-1 has ");
    }

    [Fact]
    public async Task A_commit_that_is_too_large_as_a_whole_is_refused_with_its_size()
    {
        var large = Encoding.UTF8.GetBytes(new string('x', 1_200_000));
        var commit = Commits.Create("demo", _id, head => head with { Body = large });
        await RefusesAsync(commit with { Entry = commit.Entry with { Payload = large } }, "it has .* bytes, and 2064384 is the most");
    }

    [Fact]
    public async Task An_erasure_from_more_entries_than_a_batch_has_operations_is_refused() => await RefusesAsync(
        Commits.Create("demo", _id) with { ErasedPayloads = Enumerable.Range(1, 96).ToDictionary(i => i, _ => new ReadOnlyMemory<byte>("{}"u8.ToArray())) },
        "it erases from 96 entries at once");

    [Fact]
    public async Task An_erasure_from_as_many_entries_as_fit_is_taken()
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        var commit = Commits.Create("demo", _id);
        await store.SaveAsync(commit, default);
        for (var i = 1; i < 95; i++) await store.SaveAsync(commit = Commits.Follow(commit.Head), default);
        var erasure = Commits.Follow(commit.Head) with { ErasedPayloads = Enumerable.Range(1, 95).ToDictionary(i => i, _ => new ReadOnlyMemory<byte>("{}"u8.ToArray())) };
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(erasure, default));
        Assert.All((await store.HistoryAsync("demo", new RecordId(_id), default)).Take(95), entry => Assert.Equal("{}", Encoding.UTF8.GetString(entry.Payload.Span)));
    }

    [Theory]
    [InlineData("demo", "THG/1")]
    [InlineData("demo", @"THG\1")]
    [InlineData("demo", "THG?1")]
    [InlineData("demo", "THG#1")]
    [InlineData("demo", "THG\u00001")]
    [InlineData("demo", "")]
    [InlineData("a/b", "THG-0000-0001")]
    public async Task An_id_that_the_database_does_not_take_is_refused_with_the_rule(string organisation, string id) =>
        await RefusesAsync(Commits.Create(organisation, id), @"cannot be the id of an? (record|organisation): it must have 1 to 255 characters, and none of / \\ \? #\.$");

    [Fact]
    public async Task A_commit_with_more_copies_and_follow_ups_than_a_batch_has_operations_is_kept_whole()
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        var commit = Commits.Create("demo", _id) with
        {
            NewCopies = [.. Enumerable.Range(0, 150).Select(i => new CardCopy { Number = i, Card = "Thing/Thing", NextAttempt = Monday })],
            FollowUps = [.. Enumerable.Range(1000, 500).Select(i => Commits.FollowUp(i, Monday))],
            WakeAt = Monday,
        };
        await store.SaveAsync(commit, default);
        var work = (await store.PendingAsync("demo", commit.Head.Id, default))!;
        Assert.Equal(Commits.Text(new { commit.NewCopies, commit.FollowUps }), Commits.Text(new { NewCopies = work.Copies, work.FollowUps }));
    }

    [Fact]
    public async Task Copies_that_share_an_item_are_claimed_one_by_one()
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        var commit = Commits.Create("demo", _id) with
        {
            NewCopies = [.. Enumerable.Range(0, 150).Select(i => new CardCopy { Number = i, Card = "Thing/Thing" })],
        };
        await store.SaveAsync(commit, default);
        var claims = await Task.WhenAll(commit.NewCopies.Take(12).Concat(commit.NewCopies.Take(12)).Select(
            copy => store.UpdateCopyAsync("demo", commit.Head.Id, copy with { ClaimedUntil = Monday }, default)));
        Assert.Equal(12, claims.Count(claimed => claimed));
        Assert.Equal(12, (await store.PendingAsync("demo", commit.Head.Id, default))!.Copies.Count(copy => copy.ClaimedUntil == Monday));
    }

    [Fact]
    public async Task Follow_ups_that_share_an_item_are_settled_one_by_one()
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        var commit = Commits.Create("demo", _id) with { FollowUps = [.. Enumerable.Range(1000, 150).Select(i => Commits.FollowUp(i, Monday))] };
        await store.SaveAsync(commit, default);
        foreach (var followUp in commit.FollowUps.Where(f => f.Number != 1100)) await store.SettleFollowUpsAsync("demo", commit.Head.Id, new HashSet<int> { followUp.Number }, [], default);
        await store.SettleFollowUpsAsync("demo", commit.Head.Id, new HashSet<int>(), [commit.FollowUps[100] with { Attempts = 1 }], default);
        Assert.Equal([(1100, 1)], (await store.PendingAsync("demo", commit.Head.Id, default))!.FollowUps.Select(f => (f.Number, f.Attempts)));
    }

    private async Task RefusesAsync(Commit commit, string reason)
    {
        var store = await cosmos.OpenAsync();
        var before = cosmos.Account.CountOf(CosmosVerb.Batch);
        var refused = await Assert.ThrowsAsync<StoreLimitException>(() => store.SaveAsync(commit, default));
        Assert.Matches(reason, refused.Message);
        Assert.Equal(before, cosmos.Account.CountOf(CosmosVerb.Batch));
    }
}
