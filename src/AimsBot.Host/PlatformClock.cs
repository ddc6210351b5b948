namespace AimsBot.Host;

/// <summary>
/// The clock of signatures, tokens, leases and retries, which nobody moves. The business clock, by which steps and
/// deadlines go, is the registered <see cref="TimeProvider"/>.
/// </summary>
public sealed class PlatformClock : TimeProvider;
