using AimsBot.Core.Records;

namespace AimsBot.Storage.Sqlite;

/// <summary>A commit with what is stored of it as JSON, made by whoever saves it: there is one thread that writes, and it only writes.</summary>
internal sealed class SqliteCommit(Commit commit)
{
    public Commit Commit => commit;
    public byte[] Acts { get; } = StoredJson.Write(commit.Head.Acts);
    public byte[] WaitsFor { get; } = StoredJson.Write(commit.Head.WaitsFor);
    public byte[] Dates { get; } = StoredJson.Write(commit.Head.Dates);
    public byte[][] Copies { get; } = [.. commit.NewCopies.Select(StoredJson.Write)];
    public SqliteFollowUps[] FollowUps { get; } = [.. SqliteFollowUps.Of(commit.FollowUps)];
}

/// <summary>Follow-ups that share a row: a campaign's page has hundreds, which come and go together.</summary>
/// <param name="First">The number of the first of them, by which the row is found.</param>
/// <param name="Last">The highest number.</param>
internal readonly record struct SqliteFollowUps(int First, int Last, byte[] Content)
{
    private const int PerRow = 64;

    public static IEnumerable<SqliteFollowUps> Of(IReadOnlyList<FollowUp> all) =>
        all.Chunk(PerRow).Select(some => new SqliteFollowUps(some[0].Number, some.Max(f => f.Number), StoredFollowUp.WriteAll(some)));
}
