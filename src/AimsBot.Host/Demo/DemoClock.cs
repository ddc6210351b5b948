using System.Globalization;

namespace AimsBot.Host.Demo;

/// <summary>
/// The business clock of the demo: the real one, moved forward by somebody who wants to see a deadline pass. What it is
/// ahead is kept beside the database, since time that went backwards at a restart would be a lie in the trail. The
/// platform's clock is never moved.
/// </summary>
public sealed class DemoClock(string file, TimeProvider real) : TimeProvider
{
    /// <summary>Far enough for any certificate, and a date that every reader's calendar still has.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(3660);

    private readonly Lock _lock = new();
    private long _ahead = Read(file);

    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Ahead;

    /// <summary>Moves the clock forward. False: not by that much, or backwards, and it was not moved.</summary>
    public bool Forward(TimeSpan by)
    {
        lock (_lock)
        {
            if (!CanGo(by)) return false;
            var ahead = Ahead + by;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText(file, ahead.ToString("c", CultureInfo.InvariantCulture));
            Interlocked.Exchange(ref _ahead, ahead.Ticks);
            return true;
        }
    }

    /// <summary>Whether it may be moved by so much.</summary>
    public bool CanGo(TimeSpan by) => by > TimeSpan.Zero && by <= Farthest && Ahead + by <= Farthest;

    private static long Read(string file) =>
        File.Exists(file) && TimeSpan.TryParseExact(File.ReadAllText(file).Trim(), "c", CultureInfo.InvariantCulture, out var ahead) && ahead > TimeSpan.Zero && ahead <= Farthest
            ? ahead.Ticks
            : 0;
}
