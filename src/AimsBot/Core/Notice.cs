using AimsBot.Core.Records;

namespace AimsBot.Core;

/// <summary>
/// What one record tells another of: workflows know no other, so the two ends share this and the wire id of the step that
/// listens.
/// </summary>
/// <param name="About">The record where it happened.</param>
/// <param name="What">A word that the listener knows, such as <c>purpose</c> or <c>incident-s1</c>; several with blanks between.</param>
public sealed record Notice(RecordId About, string What)
{
    /// <summary>What somebody wrote of it, for the record that comes of it; none where nobody did.</summary>
    public string? Said { get; init; }
}

/// <summary>A record that is told of what happens on another, and the step by which it listens.</summary>
public sealed record Watcher(RecordId Record, string Step);
