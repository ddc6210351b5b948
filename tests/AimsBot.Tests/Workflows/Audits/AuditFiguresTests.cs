using System.Diagnostics;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.Reviews;
using Xunit.Abstractions;

namespace AimsBot.Tests.Workflows.Audits;

/// <summary>How fast it is, where it is large: a long run, alone.</summary>
[Trait("Category", "Long")]
public sealed class AuditFiguresTests(ITestOutputHelper output) : AuditBench
{
    private const int Audits = 12;
    private const int Records = 100_000;

    [Fact, Trait("Rule", "IA8")]
    public void The_coverage_of_70_items_and_12_audits_is_known_within_100_ms()
    {
        var audits = Enumerable.Range(0, Audits).Select(i => (
            new Audit { Results = [.. Requirements.All.Select(r => new ItemResult(r.Id, AuditResult.Conforms, Aino.Person!.Id, Bench.Clock.GetUtcNow()))] },
            Today.AddMonths(-i))).ToArray();
        var clock = Stopwatch.StartNew();
        var rows = Coverage.Of(Programme.Default, null, audits, Today);
        output.WriteLine($"{rows.Count} items over {Audits} audits in {clock.Elapsed.TotalMilliseconds:F2} ms");
        Assert.InRange(clock.ElapsedMilliseconds, 0, 100);
    }

    [Fact]
    public async Task The_pack_over_100_000_records_is_made_within_2_s()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Records), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            if (i % 2 == 0) await Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = $"incident {i}" }), null, Oda);
            else await Bench.KeepAsync(OpenCase.Step, new OpenCase($"case {i}", null, null, CaseGrade.Minor, CaseSource.Other, null, "oda@example.com"), null, Mia);
        });
        var review = await Bench.KeepAsync(PlanReview.Step, new PlanReview("Review", "yearly", Today, Today.AddYears(-1), Today, 12, "tara@example.com", []), null, Lea);
        foreach (var input in ReviewInputs.Required) await Bench.KeepAsync(NoteInput.Step, new NoteInput(input, "so"), review.Id, Lea);
        var clock = Stopwatch.StartNew();
        await Bench.KeepAsync(MakePack.Step, new MakePack(), review.Id, Lea);
        output.WriteLine($"the pack over {Records} records in {clock.Elapsed.TotalMilliseconds:F0} ms");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task An_item_is_answered_at_the_speed_of_an_incidents_click()
    {
        var hans = await AddAsync("hans", Role.IncidentHandler);
        var incidents = new List<RecordId>();
        for (var i = 0; i < 70; i++) incidents.Add((await Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = $"incident {i}" }), null, Oda)).Id);
        var audit = await StartedAsync("all");
        var clicks = await TimedAsync(incidents.Select(id => (Func<Task>)(() => Bench.KeepAsync(TakeIncident.Step, new TakeIncident(), id, hans))));
        var answers = await TimedAsync(Enumerable.Range(0, 70).Select(_ => (Func<Task>)(() => AnswerAsync(audit, Aino))));
        output.WriteLine($"an incident taken in {clicks.TotalMilliseconds:F2} ms, an item of 70 answered in {answers.TotalMilliseconds:F2} ms (medians)");
        // Each answer reads and writes its whole list.
        Assert.InRange(answers / clicks, 0, 3);
    }

    /// <summary>The median of so many acts, one after another.</summary>
    private static async Task<TimeSpan> TimedAsync(IEnumerable<Func<Task>> acts)
    {
        var times = new List<TimeSpan>();
        foreach (var act in acts)
        {
            var started = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(started));
        }
        return times.Order().ElementAt(times.Count / 2);
    }
}
