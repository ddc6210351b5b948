namespace AimsBot.Core.Records;

/// <summary>
/// What records may be found by, and nothing else. Each field that is given must match. Lists come in the order of
/// <see cref="Head.Opened"/>.
/// </summary>
public sealed record RecordQuery
{
    /// <summary>The most that one page holds.</summary>
    public const int PageSize = 500;

    public string? Type { get; init; }
    public string? State { get; init; }
    public string? WaitsFor { get; init; }
    public RecordId? Parent { get; init; }

    /// <summary>Records that have this keyed date.</summary>
    public string? Date { get; init; }

    /// <summary>With <see cref="Date"/>: only those whose date is not before this instant.</summary>
    public DateTimeOffset? DateFrom { get; init; }

    /// <summary>With <see cref="Date"/>: only those whose date is before this instant.</summary>
    public DateTimeOffset? DateBefore { get; init; }

    /// <summary>Records that were opened before this instant.</summary>
    public DateTimeOffset? OpenedBefore { get; init; }

    public bool NewestFirst { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? Continuation { get; init; }
    public int Limit { get; init; } = PageSize;
}

/// <summary>One page of a list, and where the next one starts; none at the end.</summary>
public sealed record RecordPage(IReadOnlyList<Head> Heads, string? Continuation)
{
    public static readonly RecordPage Empty = new([], null);
}
