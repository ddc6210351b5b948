using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>One AI system of the organisation: what it is for, whose it is, what it is made of and whom it affects (V2).</summary>
public sealed record AiSystem : RecordBody
{
    public string Name { get; init; } = "";
    public RecordId Owner { get; init; }
    public SystemStatus Status { get; init; }

    /// <summary>What the organisation is to the system, in the words of the law.</summary>
    public SystemRole Role { get; init; } = SystemRole.Deployer;

    public string? Purpose { get; init; }

    /// <summary>What it is not to be used for.</summary>
    public string? NotFor { get; init; }

    /// <summary>Users and affected groups.</summary>
    public string? Affected { get; init; }

    public string? Data { get; init; }

    /// <summary>Model and version.</summary>
    public string? Model { get; init; }

    public string? Supplier { get; init; }
    public string? Hosting { get; init; }

    /// <summary>What the last finished impact assessment found; none where there was none.</summary>
    public ImpactResult? Impact { get; init; }

    /// <summary>When purpose, affected groups, data, model, supplier or hosting last changed (V5).</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>The records that hear of such a change, and of incidents on the system.</summary>
    public IReadOnlyList<Watcher> Watchers { get; init; } = [];

    /// <summary>What is significant when it changes, by the word that a notice gives it.</summary>
    public static IReadOnlyList<string> Changes(AiSystem before, AiSystem after) =>
    [
        .. new (string Word, string? Before, string? After)[]
        {
            ("purpose", before.Purpose, after.Purpose),
            ("affected", before.Affected, after.Affected),
            ("data", before.Data, after.Data),
            ("model", before.Model, after.Model),
            ("supplier", before.Supplier, after.Supplier),
            ("hosting", before.Hosting, after.Hosting),
        }.Where(field => field.Before != field.After).Select(field => field.Word),
    ];

    /// <summary>Tells every watcher.</summary>
    public IReadOnlyList<NewFollowUp> Tell(Notice notice) => [.. Watchers.Select(w => NewFollowUp.Tell(w.Step, w.Record, notice))];
}

/// <summary>The result of an impact assessment (6.1.4, 8.4): how grave its effects are, from 1 to 5.</summary>
/// <param name="On">The day on which it was finished.</param>
/// <param name="Gravest">The gravest effect that it found, in one sentence.</param>
/// <param name="Where">Where the assessment itself is kept.</param>
public sealed record ImpactResult(DateOnly On, int Individuals, int Society, string Gravest, string? Where, RecordId By)
{
    /// <summary>From here on an effect is grave or worse, and has to reach the risks (K10).</summary>
    public const int HighFrom = 4;

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHigh => Math.Max(Individuals, Society) >= HighFrom;
}

/// <summary>Where a system stands in its life.</summary>
public enum SystemStatus
{
    Planned,
    Pilot,
    InUse,
}

/// <summary>What the organisation is to a system.</summary>
public enum SystemRole
{
    Maker,
    Provider,
    Deployer,
    User,
}

/// <summary>The states of a system's record.</summary>
public static class SystemStates
{
    public const string Active = "active";

    /// <summary>Out of use. The record stays; nothing new is reported on it.</summary>
    public const string Retired = "retired";
}
