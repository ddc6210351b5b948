namespace AimsBot.Core;

/// <summary>
/// The clock of signatures, tokens, claims and retries, which nobody moves. Steps and deadlines go by the business
/// clock, the plain <see cref="TimeProvider"/>, which a demo may move forward.
/// </summary>
public sealed class PlatformClock(TimeProvider clock)
{
    public TimeProvider Time { get; } = clock;

    public DateTimeOffset Now => Time.GetUtcNow();
}
