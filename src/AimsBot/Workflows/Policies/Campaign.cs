using System.Text.Json.Serialization;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// One version of a policy, asked of an audience by a day. It holds no list of people: who is asked is a record for each of
/// them, and totals are counted from those.
/// </summary>
public sealed record Campaign : RecordBody, IRounds
{
    public RecordId Policy { get; init; }
    public string Title { get; init; } = "";
    public string Number { get; init; } = "";
    public string Hash { get; init; } = "";
    public string? Link { get; init; }

    /// <summary>SHA-256 of the questions that go with the text; none where nothing is asked.</summary>
    public string? Quiz { get; init; }
    public Audience Audience { get; init; } = new(AudienceKind.Everyone);

    /// <summary>The last day; for each person on their own clock.</summary>
    public DateOnly Due { get; init; }

    /// <summary>How many days a joiner has at least, before being counted (P3).</summary>
    public int GraceDays { get; init; } = 14;

    public Ladder Ladder { get; init; } = Ladder.ShortTasks;
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The campaign for the version before: from it is known what each person has read last.</summary>
    public CampaignBefore? Before { get; init; }

    /// <summary>Where the round through all people stands; none where no round is under way.</summary>
    public string? Cursor { get; init; }

    /// <summary>Counts the rounds, so that a page of each is an act of its own.</summary>
    public int Round { get; init; } = 1;

    /// <summary>When the next round begins: joiners, leavers and moves of a day are made up for by the next.</summary>
    public DateTimeOffset NextRound { get; init; }
    public RoundWindow? Window { get; init; }

    public bool LeadCalled { get; init; }
    public bool TopManagementCalled { get; init; }

    /// <summary>When the figures are kept next, and those of each month (P4).</summary>
    public DateTimeOffset NextSnapshot { get; init; }
    public IReadOnlyList<Snapshot> Snapshots { get; init; } = [];

    /// <summary>How many had read it, of how many, at the end of each day.</summary>
    public IReadOnlyList<ProgressPoint> Progress { get; init; } = [];
    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public LastAct? Last { get; init; }

    [JsonIgnore]
    public bool IsInRound => Cursor is not null;

    /// <summary>Whether nobody whom the round comes to has been asked yet; where the campaign is moved or ends, another round begins.</summary>
    [JsonIgnore]
    public bool IsFirstRound => Round == 1;
}

/// <summary>The campaign before, with the version that it asked for.</summary>
public sealed record CampaignBefore(RecordId Id, string Version);

/// <summary>Who is asked.</summary>
/// <param name="Of">The role's name, the manager's id or the language; none where everyone is asked.</param>
public sealed record Audience(AudienceKind Kind, string? Of = null)
{
    /// <summary>Employment makes no difference: whoever works here is in scope, contractors too (P6).</summary>
    public bool Has(Person person) => person is { IsActive: true, IsGuest: false } && Kind switch
    {
        AudienceKind.Everyone => true,
        AudienceKind.Role => person.Details.Roles.Any(role => Roles.Name(role) == Of),
        AudienceKind.Line => person.Details.Manager?.Value == Of,
        AudienceKind.Language => person.Details.Language is { } language && language.Split('-')[0] == Of,
    };
}

public enum AudienceKind
{
    Everyone,
    Role,

    /// <summary>Those who report to one manager.</summary>
    Line,
    Language,
}

/// <summary>The figures of one day, never counted anew with later people (P4).</summary>
public sealed record Snapshot(DateTimeOffset At, int Acknowledged, int Pending, int Overdue, int Unreachable, int Grace, int Exempt)
{
    [JsonIgnore]
    public CampaignFigures Figures => new(Acknowledged, Pending, Overdue, Unreachable, Grace, Exempt);
}

/// <param name="Required">Those who count on that day (P3).</param>
public sealed record ProgressPoint(DateOnly Day, int Acknowledged, int Required);

/// <summary>The states of a campaign.</summary>
public static class CampaignStates
{
    public const string Running = "running";

    /// <summary>Ended by what happened to the policy: another version, or its withdrawal.</summary>
    public const string Stopped = "stopped";

    /// <summary>Ended by a lead.</summary>
    public const string Closed = "closed";
}
