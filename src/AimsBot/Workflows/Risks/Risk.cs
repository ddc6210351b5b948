using AimsBot.Core.Records;
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

    /// <summary>Why it is to be looked at again: the words of the last notice that nobody has answered by an assessment (K9).</summary>
    public string? ReviewDue { get; init; }
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
