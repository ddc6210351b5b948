namespace AimsBot.Core.Pump;

/// <summary>
/// Whether sending is held: a host that opened a backup must not write to people until an operator says that it may.
/// </summary>
public sealed class PumpHold(Func<bool> isHeld)
{
    public bool IsHeld => isHeld();
}
