using System.Collections.Concurrent;

namespace AimsBot.Core.Channels;

/// <summary>The gates of a channel by what they pace, made when they are first asked for.</summary>
/// <param name="many">A gate that is idle is as good as new, so beyond this number idle ones are dropped.</param>
public sealed class PaceGates(int many)
{
    private readonly ConcurrentDictionary<string, PaceGate> _gates = new();

    public PaceGate Get(string key, Func<PaceGate> make)
    {
        if (_gates.TryGetValue(key, out var known)) return known;
        if (_gates.Count >= many)
        {
            foreach (var (name, gate) in _gates)
            {
                if (gate.IsIdle) _gates.TryRemove(name, out _);
            }
        }
        return _gates.GetOrAdd(key, _ => make());
    }
}
