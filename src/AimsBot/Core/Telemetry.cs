using System.Diagnostics;
using System.Diagnostics.Metrics;
using AimsBot.Core.Channels;

namespace AimsBot.Core;

/// <summary>The traces and metrics of the bot, under the name <c>AimsBot</c>. No text of a person is ever part of one.</summary>
public static class Telemetry
{
    public const string Name = "AimsBot";

    public static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    /// <summary>Acts that were decided anew because another came first.</summary>
    public static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("aims.conflicts");

    /// <summary>Seconds from action to answer, by step and by what became of it.</summary>
    private static readonly Histogram<double> Steps = Meter.CreateHistogram<double>("aims.step.duration", "s");

    /// <summary>Records on which the pump failed and which it tries again later.</summary>
    public static readonly Counter<long> PumpFailures = Meter.CreateCounter<long>("aims.pump.failures");

    /// <summary>Messages that were given up.</summary>
    public static readonly Counter<long> GivenUp = Meter.CreateCounter<long>("aims.copies.given_up");

    public static void StepTaken(string step, StepAnswer answer, TimeSpan took) => Steps.Record(
        took.TotalSeconds,
        new KeyValuePair<string, object?>("step", step),
        new KeyValuePair<string, object?>("answer", answer switch
        {
            Kept { Repeated: true } => "repeated",
            Kept => "kept",
            FormReturned => "form-returned",
            _ => "not-taken",
        }));

    /// <summary>Watches how long ago everything was known to be sealed, in seconds.</summary>
    public static void WatchSeals(Func<double> seconds) => Meter.CreateObservableGauge("aims.seal.age", seconds, "s");

    /// <summary>Watches the age of the oldest due wake item, in seconds.</summary>
    public static void WatchOldestWake(Func<double> seconds) => Meter.CreateObservableGauge("aims.wake.oldest", seconds, "s");
}
