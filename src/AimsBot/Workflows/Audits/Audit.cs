using System.Text.Json.Serialization;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>One internal audit: its plan, which is fixed before it starts (IA3), who audits what, what was found, and its report (9.2).</summary>
public sealed record Audit : RecordBody
{
    public string Title { get; init; } = "";
    public string Goal { get; init; } = "";
    public string Criteria { get; init; } = "";
    public string Method { get; init; } = "";

    /// <summary>What is audited: clauses, controls, and things of the organisation's own.</summary>
    public IReadOnlyList<AuditItem> Items { get; init; } = [];

    /// <summary>Answers for the audit; confirms, grades and issues.</summary>
    public RecordId Lead { get; init; }

    /// <summary>Everyone who audits, the lead among them.</summary>
    public IReadOnlyList<RecordId> Auditors { get; init; } = [];
    public RecordId PlannedBy { get; init; }
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }

    /// <summary>What auditors themselves say that they had to do with.</summary>
    public IReadOnlyList<Declaration> Declared { get; init; } = [];

    /// <summary>Conflicts that the programme owner overruled; each is printed in the report (IA5).</summary>
    public IReadOnlyList<Overrule> Overrules { get; init; } = [];

    /// <summary>What changed in the plan after the start (IA3).</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    public IReadOnlyList<ItemResult> Results { get; init; } = [];
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What the audited say to the draft.</summary>
    public IReadOnlyList<AuditedAnswer> Answers { get; init; } = [];

    /// <summary>SHA-256 of the draft's text, a document of the store.</summary>
    public string? Draft { get; init; }

    /// <summary>The issued versions of the report, oldest first (IA12).</summary>
    public IReadOnlyList<ReportVersion> Versions { get; init; } = [];

    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public AuditAct? Last { get; init; }

    /// <summary>The items that nobody has answered yet.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Unanswered => [.. Items.Select(i => i.Id).Except(Results.Select(r => r.Item))];
}

/// <summary>One thing to audit.</summary>
/// <param name="Id">A clause, a control, an own control, or a record of ours.</param>
public sealed record AuditItem(string Id, string Title)
{
    /// <summary>Who audits it; none before the start.</summary>
    public RecordId? Auditor { get; init; }

    /// <summary>The record that it is, where it is one.</summary>
    [JsonIgnore]
    public RecordId? Record => RecordId.Parse(Id);
}

/// <summary>Somebody says what they had to do with.</summary>
public sealed record Declaration(RecordId Auditor, string Item, string What, DateTimeOffset At);

/// <summary>A conflict that was overruled: whose, on what, which, by whom and why.</summary>
public sealed record Overrule(RecordId Auditor, string Item, Involvement How, RecordId By, string Reason, DateTimeOffset At);

public sealed record PlanChange(string What, string Reason, RecordId By, DateTimeOffset At);

/// <summary>What became of an item.</summary>
public sealed record ItemResult(string Item, AuditResult Result, RecordId Auditor, DateTimeOffset At)
{
    // As with the items of a checklist.
    [JsonConstructor]
    private ItemResult() : this("", default, default, default)
    {
    }

    /// <summary>The auditor's words to it.</summary>
    public string? Note { get; init; }

    /// <summary>What the answer rests on.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public Sample? Sample { get; init; }

    /// <summary>Why these were picked where no sample was drawn.</summary>
    public string? Judgement { get; init; }

    /// <summary>Whether it says what only evidence can show, and there is none (IA10).</summary>
    [JsonIgnore]
    public bool LacksEvidence => Result is AuditResult.Conforms or AuditResult.Minor or AuditResult.Major && Evidence.Count == 0 && Sample is null;
}

/// <summary>A finding: requirement, observation and evidence (IA10), and what the lead auditor made of it.</summary>
public sealed record Finding(string Item, AuditResult Result, string Requirement, string Observation, string Evidence, RecordId Auditor)
{
    /// <summary>The grade that the lead auditor confirmed; the auditor's own stays beside it.</summary>
    public AuditResult? Confirmed { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Who answers for the thing audited.</summary>
    public RecordId? Owner { get; init; }

    /// <summary>The corrective action that it opened.</summary>
    public RecordId? Case { get; init; }
}

public sealed record AuditedAnswer(RecordId By, string Text, DateTimeOffset At);

/// <summary>An issued report; a correction is a new version, and the old one stays (IA12).</summary>
/// <param name="Hash">SHA-256 of its text, a document of the store.</param>
public sealed record ReportVersion(int Number, string Hash, string? Reason, RecordId IssuedBy, DateTimeOffset At);

/// <summary>What an answer rests on: a record of ours, a document of the store, or a link, which is not preserved.</summary>
public sealed record Evidence(EvidenceKind Kind, string Reference)
{
    // As with the items of a checklist.
    [JsonConstructor]
    private Evidence() : this(default, "")
    {
    }

    /// <summary>What the file was called by whoever shared it.</summary>
    public string? Name { get; init; }

    public override string ToString() => Name is null ? Reference : $"{Name} ({Reference})";
}

/// <summary>A sample that anybody can draw again (IA13).</summary>
/// <param name="Population">The query in words: type, and state where there is one.</param>
/// <param name="Count">How many it found.</param>
/// <param name="PopulationHash">SHA-256 of their ids, one a line, in order.</param>
public sealed record Sample(string Population, int Count, string PopulationHash, string Seed, IReadOnlyList<RecordId> Picked);

/// <summary>One act, as a card tells it.</summary>
public sealed record AuditAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
}

public enum AuditResult
{
    Conforms,
    Minor,
    Major,

    /// <summary>Advice; nothing is owed.</summary>
    Opportunity,
    NotAudited,
}

public enum EvidenceKind
{
    Record,
    Document,
    Link,
}

/// <summary>What somebody had to do with a thing (IA5).</summary>
public enum Involvement
{
    Owned,
    Wrote,
    Approved,
    Operated,

    /// <summary>They said so themselves.</summary>
    Declared,

    /// <summary>They manage somebody who had.</summary>
    Manages,
}

/// <summary>The states of an audit.</summary>
public static class AuditStates
{
    public const string Planned = "planned";
    public const string Running = "running";

    /// <summary>Everything is answered, and the audited see the draft.</summary>
    public const string Reporting = "reporting";
    public const string Issued = "issued";
    public const string Cancelled = "cancelled";
}
