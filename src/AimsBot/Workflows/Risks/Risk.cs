using System.Text.Json.Serialization;
using AimsBot.Core;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>One risk of an AI system: what could happen, how it was assessed three times, what is done about it, and which acceptance covers it.</summary>
public sealed record Risk : RecordBody
{
    public RecordId System { get; init; }

    /// <summary>What could happen, in one sentence.</summary>
    public string Event { get; init; } = "";

    /// <summary>The controls that were verified: the current assessment counts these alone (K7).</summary>
    public string? Controls { get; init; }

    /// <summary>Who answers for the risk.</summary>
    public RecordId Owner { get; init; }
    public RecordId RaisedBy { get; init; }

    /// <summary>Before treatment, now, and with the planned controls (K7).</summary>
    public Assessment? Inherent { get; init; }
    public Assessment? Current { get; init; }
    public Assessment? Target { get; init; }

    public Treatment? Treatment { get; init; }

    /// <summary>The treatment plan.</summary>
    public string? Plan { get; init; }

    /// <summary>The approval of the plan; it survives the end of the acceptance, and not a change of the plan (K11).</summary>
    public PlanApproval? PlanApproved { get; init; }

    /// <summary>Counts the changes of what an acceptance rests on: a request for other terms than these is out of date (K14).</summary>
    public int Terms { get; init; } = 1;

    /// <summary>True from a request until it is decided.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The acceptance that is asked for.</summary>
    public RecordId? Request { get; init; }

    /// <summary>The acceptance that covers the risk.</summary>
    public RecordId? Acceptance { get; init; }

    /// <summary>Why it is to be looked at again: the words of the notices that nobody has answered by an assessment (K9).</summary>
    public string? ReviewDue { get; init; }

    /// <summary>When it is to be assessed anew even if nothing happens; none before the first assessment of the current risk (K9).</summary>
    public Review? Review { get; init; }
}

/// <summary>A day by which the risk is assessed anew, with the ladder to it.</summary>
/// <param name="Due">On the organisation's own calendar.</param>
/// <param name="Next">The next reminder; none at the end of the ladder.</param>
/// <param name="Reminders">The rungs that have passed, of each due day that there was (M5).</param>
public sealed record Review(DateOnly Due, DateTimeOffset? Next, IReadOnlyList<Reminder> Reminders)
{
    public static readonly Ladder Ladder = Ladder.ShortTasks;

    /// <summary>The last rung that was sent for this day; none before the first.</summary>
    [JsonIgnore]
    public int? Rung => Reminders.LastOrDefault(r => r.Due == Due && r.Sent)?.Rung;

    /// <summary>A day so many months on. Rungs that have passed already are skipped: whoever assesses hears of it now.</summary>
    public static Review After(Review? before, int months, StepFacts facts)
    {
        var calendar = facts.Organisation.Calendar;
        var due = calendar.DayAt(facts.Now).ToDateOnly().AddMonths(months);
        var past = before?.Reminders ?? [];
        return On(due, [.. past, .. Ladder.Pass(due, calendar, past, facts.Now, sends: false)], facts);
    }

    /// <summary>What is left of the ladder once more of it has passed.</summary>
    public static Review On(DateOnly due, IReadOnlyList<Reminder> past, StepFacts facts) =>
        new(due, Ladder.Next(due, facts.Organisation.Calendar, past)?.At, past);
}

/// <summary>The scores of one assessment with the method that they were made by and the band that it gave them (K3).</summary>
public sealed record Assessment(Scores Scores, int Method, Band Band, string By, DateTimeOffset At)
{
    /// <summary>Why the current level is above the inherent one, where it is.</summary>
    public string? Reason { get; init; }
}

/// <summary>Who approved a treatment plan, and in which acceptance's case.</summary>
public sealed record PlanApproval(RecordId By, RecordId In, DateTimeOffset At);

/// <summary>What is done about a risk (K8). Sharing moves cost, not accountability.</summary>
public enum Treatment
{
    Change,
    Avoid,
    Share,
    Accept,
}

/// <summary>The states of a risk.</summary>
public static class RiskStates
{
    /// <summary>Not assessed with its verified controls yet.</summary>
    public const string Raised = "raised";

    /// <summary>No acceptance covers it. Above the tolerance that is a breach (K17).</summary>
    public const string Unaccepted = "unaccepted";

    public const string Accepted = "accepted";
}
