using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// What one person is asked to read, and that they did: person, version, hash of the text, statement, time and channel (P1).
/// </summary>
public sealed record Acknowledgement : RecordBody, IAsked
{
    public RecordId Person { get; init; }
    public RecordId Campaign { get; init; }
    public RecordId Policy { get; init; }
    public RecordId Owner { get; init; }
    public string Title { get; init; } = "";
    public string Number { get; init; } = "";

    /// <summary>SHA-256 of the text that is shown and confirmed.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Where it lies besides.</summary>
    public string? Link { get; init; }

    /// <summary>SHA-256 of the questions on it; none where nothing is asked (P5).</summary>
    public string? Quiz { get; init; }

    /// <summary>How often the person has answered them, and how the last try went.</summary>
    public int Tries { get; init; }
    public QuizTry? LastTry { get; init; }

    /// <summary>What the person confirmed last, so that only what changed need be read.</summary>
    public string? LastRead { get; init; }

    /// <summary>The last day, on the person's clock, and the campaign's own: a joiner has longer.</summary>
    public DateOnly Due { get; init; }
    public DateOnly CampaignDue { get; init; }

    /// <summary>From when on it counts; before that a joiner still has time (P3).</summary>
    public DateTimeOffset CountsFrom { get; init; }

    public Ladder Ladder { get; init; } = Ladder.ShortTasks;

    /// <summary>Where the person worked when they were asked, for the hours of the reminders.</summary>
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }

    /// <summary>The rungs that have passed, of each due day that there was (M5, M9).</summary>
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>The manager who was told that it is late, or that the person is not reached.</summary>
    public RecordId? Manager { get; init; }
    public DateTimeOffset? Tomorrow { get; init; }
    public int PutOffs { get; init; }

    public Confirmation? Confirmation { get; init; }
    public Exemption? Exemption { get; init; }

    /// <summary>The person says that it is not for them; a lead decides.</summary>
    public string? NotForMe { get; init; }
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Why no chat reaches the person (M10).</summary>
    public string? Undelivered { get; init; }
    public LastAct? Last { get; init; }
}

/// <summary>The act itself.</summary>
/// <param name="Statement">What the person said by it, word for word as shown to them.</param>
/// <param name="StatementHash">SHA-256 of that.</param>
/// <param name="Offline">Where it was signed elsewhere: where that paper is, and who put it down (P9). None for a click.</param>
public sealed record Confirmation(string Statement, string StatementHash, string Hash, string? Channel, DateTimeOffset At, Offline? Offline);

/// <summary>A signature outside of chat, shown as such.</summary>
public sealed record Offline(string Where, RecordId By)
{
    /// <summary>The scan of the paper, a document of the store; none where only its place is known.</summary>
    public Scan? Scan { get; init; }
}

/// <param name="Ending">Of its kind of file, such as <c>.pdf</c>.</param>
public sealed record Scan(string Hash, string Ending);

/// <param name="ByLeave">True where it ends with a leave.</param>
public sealed record Exemption(string Reason, RecordId? By, bool ByLeave, DateTimeOffset At);

/// <summary>A question to the owner; the clock goes on meanwhile.</summary>
public sealed record Question(string Text, DateTimeOffset At, string? Answer = null, RecordId? AnsweredBy = null);

/// <summary>The states of an acknowledgement.</summary>
public static class AcknowledgementStates
{
    public const string Pending = "pending";
    public const string Acknowledged = "acknowledged";
    public const string Exempt = "exempt";

    /// <summary>Nothing is asked any more: the person left or is out of scope, or the campaign ended.</summary>
    public const string Stopped = "stopped";
}
