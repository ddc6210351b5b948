using AimsBot.Core.Records;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>One AI system of the organisation, as far as incidents need it: what it is called, who owns it, whether it is in use.</summary>
public sealed record AiSystem : RecordBody
{
    public string Name { get; init; } = "";
    public RecordId Owner { get; init; }
    public SystemStatus Status { get; init; }
}

/// <summary>Where a system stands in its life.</summary>
public enum SystemStatus
{
    Planned,
    Pilot,
    InUse,
}

/// <summary>The states of a system's record.</summary>
public static class SystemStates
{
    public const string Active = "active";

    /// <summary>Out of use. The record stays; nothing new is reported on it.</summary>
    public const string Retired = "retired";
}
