using System.Text.Json.Serialization;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Audits;

/// <summary>One auditor's items of an audit, on one card that moves on. Several auditors work at once, each on a list of their own.</summary>
public sealed record Checklist : RecordBody, IAsked
{
    public RecordId Audit { get; init; }
    public string Title { get; init; } = "";
    public RecordId Auditor { get; init; }
    public RecordId Lead { get; init; }
    public IReadOnlyList<ChecklistItem> Items { get; init; } = [];

    /// <summary>The item that the card shows.</summary>
    public string Current { get; init; } = "";

    /// <summary>The last day, on the auditor's clock.</summary>
    public DateOnly Until { get; init; }
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];
    public AuditAct? Last { get; init; }

    RecordId IAsked.Person => Auditor;
    DateOnly IAsked.Due => Until;
    Ladder IAsked.Ladder => Ladder.ShortTasks;

    [JsonIgnore]
    public int Answered => Items.Count(i => i.Result is not null);

    [JsonIgnore]
    public ChecklistItem? Shown => Items.FirstOrDefault(i => i.Id == Current) ?? (Items.Count > 0 ? Items[0] : null);

    /// <summary>The open item that comes next after another, in the order of the list and round again; none where all are answered.</summary>
    public string? NextOpen(string after)
    {
        var place = Items.ToList().FindIndex(i => i.Id == after);
        return Items.Skip(place + 1).Concat(Items.Take(place + 1)).FirstOrDefault(i => i.Result is null)?.Id;
    }

    public Checklist With(ChecklistItem item) => this with { Items = [.. Items.Select(i => i.Id == item.Id ? item : i)] };
}

/// <summary>One item and what its auditor answered (IA10).</summary>
public sealed record ChecklistItem(string Id, string Title)
{
    // Each answer reads all of its list, and by properties that costs half of what it does by a constructor with parameters.
    [JsonConstructor]
    private ChecklistItem() : this("", "")
    {
    }

    public ItemResult? Result { get; init; }
    public string? Requirement { get; init; }
    public string? Observation { get; init; }
    public Sample? Sample { get; init; }

    /// <summary>Files that the auditor shared for it, each a document of the store.</summary>
    public IReadOnlyList<Evidence> Files { get; init; } = [];
}

/// <summary>The states of a checklist.</summary>
public static class ChecklistStates
{
    public const string Open = "open";
    public const string Paused = "paused";

    /// <summary>Every item is answered; until the report is drafted an answer can still be changed.</summary>
    public const string Answered = "answered";
    public const string Closed = "closed";
}
