using System.Text.Json;
using System.Text.Json.Serialization;
using AimsBot.Core.Channels;

namespace AimsBot.Core.Records;

/// <summary>
/// One card shown to one person or conversation about one record, with the platform's message id. It is behind while
/// its revision is older than the head's.
/// </summary>
public sealed record CardCopy
{
    /// <summary>The problem of a copy that may have been posted although no answer came.</summary>
    public const string AnswerLost = "answer lost";

    /// <summary>Its number among the record's copies, from 0.</summary>
    public int Number { get; init; }

    /// <summary>The template, such as <c>IncidentReport/Incident</c>.</summary>
    public required string Card { get; init; }

    /// <summary>Who reads it; none for a conversation of several.</summary>
    public RecordId? Person { get; init; }

    public Lane Lane { get; init; }

    /// <summary>The channel it is posted in, or is to be; none where the person had no account when it was made.</summary>
    public string? Channel { get; init; }

    /// <summary>The workspace or tenant, and the conversation, it was posted in.</summary>
    public string? Place { get; init; }
    public string? Conversation { get; init; }

    /// <summary>The platform's id of the message.</summary>
    public string? Message { get; init; }

    public CopyState State { get; init; } = CopyState.Waiting;

    /// <summary>The revision that the message shows; 0 before the first post.</summary>
    public int Shown { get; init; }

    /// <summary>What exactly was shown: template, language, and a digest of the whole, to send nothing where nothing changed.</summary>
    public string? TemplateHash { get; init; }
    public string? Language { get; init; }
    public string? Digest { get; init; }

    public int Attempts { get; init; }

    /// <summary>Not to be tried before this instant of the platform's clock; the default: at once.</summary>
    public DateTimeOffset NextAttempt { get; init; }

    /// <summary>Not to be sent before this instant of the business clock: the reader's next working hour (M7).</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What it is sent for, such as a rung of a ladder.</summary>
    public string? Why { get; init; }

    /// <summary>True where it goes out by itself and never in a list.</summary>
    public bool? Alone { get; init; }

    /// <summary>True where it waits for the reader's next morning, to go out with what else gathers until then.</summary>
    public bool? Daily { get; init; }

    /// <summary>When it first stood in the chat, by itself or in a list; by the platform's clock. Only then was anybody reminded (M9).</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Until when a replica has claimed the sending.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>Why sending was given up, or an answer was lost.</summary>
    public string? Problem { get; init; }

    /// <summary>Counts the changes of this copy; a change must match the one it read.</summary>
    public long Version { get; init; }

    /// <summary>Whether what is shown, if anything is, is older than the record.</summary>
    public bool IsBehind(Head head) => State is not (CopyState.GivenUp or CopyState.Dropped) && Shown < head.Revision;

    /// <summary>Whether it is a message of the third lane that is not sent yet: it waits for the sweep, and for working hours.</summary>
    [JsonIgnore]
    public bool WaitsForSweep => Lane == Lane.Campaigns && Message is null && Person is not null;

    /// <summary>The version of the stored shape.</summary>
    [JsonPropertyName("v")]
    [JsonPropertyOrder(-1)]
    public int Shape { get; init; } = 1;

    /// <summary>What a newer version wrote and this one does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>Where a copy stands.</summary>
public enum CopyState
{
    /// <summary>Not posted yet, or to be updated.</summary>
    Waiting,

    /// <summary>Posted.</summary>
    Shown,

    /// <summary>Nobody can be reached there; said to someone who can act.</summary>
    GivenUp,

    /// <summary>Named in a list with others, instead of a message of its own.</summary>
    Listed,

    /// <summary>Never sent: when its time came the record no longer waited for the person (M6), or a later copy took its place.</summary>
    Dropped,
}
