using System.Globalization;
using AimsBot.Core.Records;

namespace AimsBot.Storage.Sqlite;

/// <summary>
/// The statement of a <see cref="RecordQuery"/>: conditions from a fixed table, values as parameters. There are few texts,
/// and each connection prepares one once.
/// </summary>
internal sealed class SqliteQuery
{
    private readonly List<string> _names = [];
    private readonly List<SqliteValue> _values = [];

    public SqliteQuery(string organisation, RecordQuery query, string columns, int? limit)
    {
        // Of few dates to their heads: without statistics SQLite would rather look at every head of the type.
        var from = query is { Date: not null, DateFrom: not null } ? "keyed_date CROSS JOIN head" : "head";
        var conditions = new List<string> { "head.organisation = $organisation" };
        Set("organisation", organisation);
        if (query.WaitsFor is not null)
        {
            from += " JOIN waits ON waits.head = head.key AND waits.organisation = head.organisation AND waits.who = $who";
            Set("who", query.WaitsFor);
        }
        if (query.Date is not null)
        {
            const string dated = "keyed_date.head = head.key AND keyed_date.organisation = $organisation AND keyed_date.name = $date";
            if (query.DateFrom is null) from += $" JOIN keyed_date ON {dated}";
            else conditions.Add(dated);
            Set("date", query.Date);
        }
        When(query.DateFrom is not null && query.Date is not null, "keyed_date.at >= $dateFrom", "dateFrom", query.DateFrom?.ToUnixTimeMilliseconds() ?? 0);
        When(query.DateBefore is not null && query.Date is not null, "keyed_date.at < $before", "before", query.DateBefore?.ToUnixTimeMilliseconds() ?? 0);
        When(query.OpenedBefore is not null, "head.opened < $openedBefore", "openedBefore", query.OpenedBefore?.ToUnixTimeMilliseconds() ?? 0);
        When(query.Type is not null, "head.type = $type", "type", query.Type);
        When(query.State is not null, "head.state = $state", "state", query.State);
        When(query.Parent is not null, "head.parent = $parent", "parent", query.Parent?.Value);
        var order = query.NewestFirst ? "DESC" : "ASC";
        if (query.Continuation is not null)
        {
            var (opened, key) = Read(query.Continuation);
            conditions.Add($"(head.opened, head.key) {(query.NewestFirst ? '<' : '>')} ($opened, $key)");
            Set("opened", opened);
            Set("key", key);
        }
        Text = $"SELECT {columns} FROM {from} WHERE {string.Join(" AND ", conditions)}";
        if (limit is not null)
        {
            Text += $" ORDER BY head.opened {order}, head.key {order} LIMIT $limit";
            Set("limit", limit.Value);
        }

        void Set(string name, SqliteValue value)
        {
            _names.Add(name);
            _values.Add(value);
        }

        void When(bool given, string condition, string name, SqliteValue value)
        {
            if (!given) return;
            conditions.Add(condition);
            Set(name, value);
        }
    }

    public string Text { get; }
    public string[] Names => [.. _names];
    public ReadOnlySpan<SqliteValue> Values => _values.ToArray();

    /// <summary>Where a page ended, as the next page's continuation.</summary>
    public static string Position(long opened, long key) => string.Create(CultureInfo.InvariantCulture, $"{opened}.{key}");

    private static (long Opened, long Key) Read(string continuation)
    {
        var parts = continuation.Split('.');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
