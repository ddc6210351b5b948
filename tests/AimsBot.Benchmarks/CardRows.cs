using System.Diagnostics;
using System.Text.Json;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;

namespace AimsBot.Benchmarks;

/// <summary>Binding a card to its data, and translating it to Block Kit: a plain loop on one thread.</summary>
internal static class CardRows
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    public static Task RunAsync(Table table)
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Server.Root, "cards", "IncidentReport", "Incident.sample.json")));
        var bind = Measure(() => CardLibrary.Embedded.Render("IncidentReport/Incident", "en", sample.RootElement));
        var both = Measure(() => CardTranslator.Message(CardLibrary.Embedded.Render("IncidentReport/Incident", "en", sample.RootElement).Json));
        table.Add("an incident's card bound, one thread", $"{bind:#,0}/s");
        table.Add("the same bound and translated to Block Kit, one thread", $"{both:#,0}/s");
        return Task.CompletedTask;
    }

    private static double Measure<T>(Func<T> work)
    {
        Run(TimeSpan.FromSeconds(2));
        return Run(Lasting);

        double Run(TimeSpan lasting)
        {
            var began = Stopwatch.GetTimestamp();
            var done = 0;
            for (; Stopwatch.GetElapsedTime(began) < lasting; done++) work();
            return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }
}
