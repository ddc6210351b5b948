using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>Who asks for which step on which record, from where. No SDK and no wire type goes further than this.</summary>
public sealed record InboundAction
{
    /// <summary>From the verified request alone.</summary>
    public required string Organisation { get; init; }

    /// <summary>Who acts; a person is read anew from the directory before the step.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The step's wire id.</summary>
    public required string Step { get; init; }

    /// <summary>The record; none where the step creates one.</summary>
    public RecordId? Record { get; init; }

    /// <summary>The basis that the clicked card carried; none for a command.</summary>
    public int? Basis { get; init; }

    /// <summary>What makes the act one act, however often it arrives.</summary>
    public required string Key { get; init; }

    /// <summary>The step's own input, or the values of a form.</summary>
    public required object Input { get; init; }

    public string? Channel { get; init; }

    /// <summary>Where the click came from; none for a command.</summary>
    public ClickedMessage? Message { get; init; }
}

/// <summary>The message that was clicked.</summary>
public sealed record ClickedMessage(string Channel, string Place, string Conversation, string Id)
{
    /// <summary>False where the platform does not let us change it, such as an ephemeral answer.</summary>
    public bool CanBeUpdated { get; init; } = true;

    public bool Is(CardCopy copy) => copy.Channel == Channel && copy.Conversation == Conversation && copy.Message == Id;
}

/// <summary>What became of an action.</summary>
public abstract record StepAnswer
{
    /// <summary>The person as the directory had it at the act; none for the machinery.</summary>
    public Person? Person { get; init; }
}

/// <summary>The act is kept, on disk. A repeat has the revision of the first.</summary>
public sealed record Kept(Head Head, int Revision, bool Repeated) : StepAnswer
{
    /// <summary>What the act left to be done; none where it was kept before.</summary>
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];
}

/// <summary>Nothing was changed, and why; with the record as it is where the person may see it.</summary>
public sealed record NotTaken(Refusal Refusal, Head? Current) : StepAnswer;

/// <summary>The form must be corrected; nothing was changed.</summary>
public sealed record FormReturned(IReadOnlyDictionary<string, Refusal> Fields) : StepAnswer;
