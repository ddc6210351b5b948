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
