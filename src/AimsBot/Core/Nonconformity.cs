using AimsBot.Core.Records;

namespace AimsBot.Core;

/// <summary>
/// Something was not as it should be, told to whoever keeps the corrective actions: workflows know no other, so the two ends
/// share this and the wire ids of the steps that listen. The case is linked both ways: it names the record it came from, and
/// that record hears the number of the case.
/// </summary>
/// <param name="From">The record where it happened.</param>
/// <param name="Source">Where such things come from (N6), such as <c>incident</c> or <c>internal-audit</c>.</param>
/// <param name="What">What was seen.</param>
public sealed record Nonconformity(RecordId From, string Source, string What)
{
    /// <summary>The step that opens the case.</summary>
    private const string Listener = "corrective-action.open-for";

    /// <summary>Which of several of the record it is, such as the finding's item; none where there is one alone.</summary>
    public string? Item { get; init; }

    public string? Requirement { get; init; }
    public string? Evidence { get; init; }

    /// <summary><c>minor</c> or <c>major</c>.</summary>
    public string Grade { get; init; } = "minor";

    /// <summary>Who is to see to it; none where a compliance lead says.</summary>
    public RecordId? Owner { get; init; }

    /// <summary>The step by which the record hears a <see cref="Notice"/> of the case: about the case, with the item.</summary>
    public string? HearsBy { get; init; }

    /// <summary>The step by which the record hears a <see cref="Notice"/> of what the certification body says of the case; none where it need not.</summary>
    public string? HearsVerdictBy { get; init; }

    /// <summary>Opens the case, once for the record and the item however often it is told.</summary>
    public NewFollowUp Open() => new(Listener, null, StoredJson.Write(this)) { Key = $"corrective-action:{From}:{Item ?? Source}" };
}
