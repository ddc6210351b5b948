using System.Text.Json.Serialization;
using AimsBot.Core.Iso42001;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Statements;

/// <summary>
/// The statement of applicability (6.1.3): each of the 38 controls in or out, with a reason either way (Y1), and the
/// organisation's own controls beside them. What is approved is a version; what is being changed is the draft.
/// </summary>
public sealed record Statement : RecordBody
{
    /// <summary>The rows as they are being written; those of the version in force where nothing is.</summary>
    public IReadOnlyList<StatementRow> Draft { get; init; } = [];

    /// <summary>Who wrote the draft: none of them approves it.</summary>
    public IReadOnlyList<RecordId> Authors { get; init; } = [];

    /// <summary>The approved versions, oldest first. The rows of each are a document of the store.</summary>
    public IReadOnlyList<StatementVersion> Versions { get; init; } = [];

    /// <summary>The rows of the version in force.</summary>
    public IReadOnlyList<StatementRow> InForce { get; init; } = [];

    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public StatementAct? Last { get; init; }

    [JsonIgnore]
    public StatementVersion? Current => Versions.Count == 0 ? null : Versions[^1];

    /// <summary>The controls that the draft says nothing of yet.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Undecided => [.. Requirements.Controls.Select(c => c.Id).Except(Draft.Select(r => r.Control))];
}

/// <summary>One control, in or out.</summary>
/// <param name="Control">The standard's identifier, or <c>OWN-1</c> for one of the organisation's own.</param>
/// <param name="Ground">Of which kind the reason is.</param>
/// <param name="Link">The risk, law, contract or impact assessment that the reason for an included one rests on (Y3).</param>
public sealed record StatementRow(string Control, Applicability Ground, string Reason, string? Link)
{
    /// <summary>What an own control is called; none for one of the standard.</summary>
    public string? Title { get; init; }

    [JsonIgnore]
    public bool IsIncluded => Ground is Applicability.Risk or Applicability.Law or Applicability.Contract or Applicability.Impact;
}

/// <summary>An approved version.</summary>
/// <param name="Hash">SHA-256 of its rows, which are a document of the store.</param>
public sealed record StatementVersion(int Number, string Hash, int Included, string Reason, RecordId ApprovedBy, DateTimeOffset ApprovedAt);

/// <summary>One act, as a card tells it.</summary>
public sealed record StatementAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
}

/// <summary>Why a control is in, or out. "Not yet done" and "not important" are no grounds (Y3).</summary>
public enum Applicability
{
    /// <summary>In: a risk asks for it.</summary>
    Risk,
    Law,
    Contract,

    /// <summary>In: an impact assessment asks for it.</summary>
    Impact,

    /// <summary>Out: the organisation does nothing that it is about.</summary>
    NoSuchActivity,

    /// <summary>Out: another measure deals with the risk.</summary>
    DealtWithElsewhere,

    /// <summary>Out: no risk, law or contract asks for it.</summary>
    NotAskedFor,
}

/// <summary>The states of the statement.</summary>
public static class StatementStates
{
    /// <summary>Never approved yet.</summary>
    public const string Draft = "draft";
    public const string Approved = "approved";

    /// <summary>In force, with changes that wait for approval.</summary>
    public const string Revised = "revised";
}
