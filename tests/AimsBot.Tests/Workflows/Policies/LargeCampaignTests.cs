using System.Diagnostics;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using Xunit.Abstractions;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>A campaign to very many people is queued a page at a time.</summary>
public sealed class LargeCampaignTests(ITestOutputHelper output) : PolicyBench
{
    private const int People = 100_000;

    [Fact]
    public async Task Each_person_on_several_pages_is_asked_once_with_two_pumps_at_once()
    {
        await AddAsync(1_300);
        var campaign = await StartAsync();
        await Task.WhenAll(Bench.MakePump().AttendAsync("demo", campaign.Id, default), Bench.MakePump().AttendAsync("demo", campaign.Id, default));
        await Bench.MakePump().SweepAsync("demo", default);
        var asked = await Bench.Store.AllAsync("demo", new RecordQuery { Type = AcknowledgementWorkflow.TypeName, Parent = campaign.Id }, default);
        Assert.Equal((1_307, 1_307), (asked.Count, asked.Select(head => head.Read<Acknowledgement>().Person).Distinct().Count()));
        Assert.Empty((await Bench.Store.PendingAsync("demo", campaign.Id, default))!.FollowUps);
    }

    [Fact, Trait("Category", "Long")]
    public async Task A_hundred_thousand_people_are_asked_within_bounded_memory()
    {
        await AddAsync(People);
        var campaign = await StartAsync();
        GC.Collect();
        var (before, most, clock) = (Environment.WorkingSet, 0L, Stopwatch.StartNew());
        using (new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 100))
            await Bench.MakePump().AttendAsync("demo", campaign.Id, default);
        var queued = clock.Elapsed;
        clock.Restart();
        var figures = await FiguresAsync(campaign);
        output.WriteLine($"{figures.Headcount} asked in {queued.TotalSeconds:F1} s ({figures.Headcount / queued.TotalSeconds:F0}/s), {(most - before) / 1e6:F0} MB more at most, {most / 1e6:F0} MB in all; the figures took {clock.ElapsedMilliseconds} ms");
        Assert.Equal(People + 7, figures.Headcount);
        Assert.True(most - before < 400_000_000, $"{(most - before) / 1e6:F0} MB");
        Assert.True((await Bench.Store.QueryAsync("demo", new RecordQuery { Type = "acknowledgement", Limit = 1 }, default)).Heads[0].WaitsFor.Count == 1);
    }

    private Task AddAsync(int people) => Parallel.ForEachAsync(Enumerable.Range(0, people), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        await Bench.KeepAsync(AddPerson.Step, new AddPerson(new PersonDetails { Name = $"p{i}" })));

    private async Task<Head> StartAsync()
    {
        // Nobody works on a Sunday, so all is queued and nothing is sent.
        Bench.Clock.SetUtcNow(Monday.AddDays(6));
        return await Bench.KeepAsync(
            StartCampaign.Step, new StartCampaign((await PublishAsync()).Id.Value, AudienceKind.Everyone, null, Due.AddDays(30), 14, Ladder.ShortTasks), null, Lea);
    }
}
