namespace AimsBot.CosmosDouble;

/// <summary>What a request asks for.</summary>
public enum CosmosVerb
{
    /// <summary>The account, a database, a container, its ranges.</summary>
    Administration,
    Read,
    Write,
    Batch,
    Query,
}

/// <summary>One request, as a test sees it before it is answered.</summary>
/// <param name="Number">Its number among those of its verb, from 1.</param>
/// <param name="Item">The item's id; none for batches and queries.</param>
/// <param name="Door">Through which of <see cref="CosmosAccountDouble.Doors"/> it came, from 0.</param>
public sealed record CosmosCall(CosmosVerb Verb, int Number, string? Item, int Door = 0);

/// <summary>What goes wrong with one request.</summary>
public abstract record Mischief
{
    /// <summary>Turned away with this status; nothing is done.</summary>
    public sealed record Refuses(int Status, TimeSpan? RetryAfter = null) : Mischief;

    /// <summary>The connection breaks before anything is done.</summary>
    public sealed record CutsBefore : Mischief;

    /// <summary>All is done, and then the connection breaks.</summary>
    public sealed record CutsAfter : Mischief;

    /// <summary>All is done, and then the answer has this status all the same.</summary>
    public sealed record LosesAnswer(int Status) : Mischief;

    /// <summary>Done and answered when the test says so.</summary>
    public sealed record Waits(Task Until) : Mischief;

    /// <summary>Too many requests.</summary>
    public static Mischief Throttle(int milliseconds) => new Refuses(429, TimeSpan.FromMilliseconds(milliseconds));
}
