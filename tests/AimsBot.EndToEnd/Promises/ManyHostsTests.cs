using AimsBot.CosmosDouble;
using AimsBot.EndToEnd.Slack;
using Xunit.Abstractions;

namespace AimsBot.EndToEnd.Promises;

/// <summary>
/// The promises where several hosts share one store: killed, paused, cut off from the store, with clocks that disagree, and
/// of two versions, while people report and click at any of them.
/// </summary>
[Collection(AloneTests.Name)]
[Trait("Category", "Long")]
public sealed class ManyHostsTests(ITestOutputHelper output)
{
    private const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    /// <summary>So long ago that both limits of an incident have passed since.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(20);

    /// <summary>The program of another version, built by whoever runs this.</summary>
    private static readonly string? OtherVersion = Environment.GetEnvironmentVariable("AIMS_TEST_OTHER_VERSION");

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task With_one_killed_every_second_nothing_is_lost_or_doubled_and_nobody_is_reminded_twice(int hosts)
    {
        await using var many = await ManyHosts.Started(hosts);
        var overdue = await ReportedLongAgo(many, 8);
        await many.StartAll();
        using var stop = new CancellationTokenSource();
        var work = many.Work(stop.Token);
        var starting = new List<Task>();
        for (var round = 0; round < 20; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            // One is always there: who reaches nobody at all is no matter of replicas.
            await Eventually.Is(() => Task.FromResult(many.Hosts.Count(host => host.IsUp) > 1), "two hosts that live", seconds: 120);
            var up = many.Hosts.Where(host => host.IsUp).ToArray();
            var dies = up[many.Next(up.Length)];
            dies.Kill();
            starting.Add(dies.Start());
        }
        await Task.WhenAll(starting);
        await stop.CancelAsync();
        await work;
        await many.Holds();
        await RemindedOnce(many, overdue);
        output.WriteLine($"{many.Said.Count} reports, {many.Hosts.Sum(host => host.Killed.Count)} kills, {many.TwiceInTeams} cards twice in Teams");
    }

    [Fact]
    public async Task A_holder_of_the_lease_that_is_paused_for_a_minute_and_wakes_sends_nothing_old_and_nothing_twice()
    {
        await using var many = await ManyHosts.Started(2);
        await many.StartAll();
        using var stop = new CancellationTokenSource();
        var work = many.Work(stop.Token);
        foreach (var host in many.Hosts)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            host.IsUp = false;
            await host.Bot.Pause();
            await Task.Delay(TimeSpan.FromMinutes(1));
            await host.Bot.Wake();
            host.IsUp = true;
        }
        await stop.CancelAsync();
        await work;
        await many.Holds();
        Assert.Equal(0, many.TwiceInTeams);
    }

    [Fact]
    public async Task A_host_that_cannot_reach_the_store_for_half_a_minute_says_so_and_leaves_the_work_to_the_other()
    {
        await using var many = await ManyHosts.Started(2);
        await many.StartAll();
        using var stop = new CancellationTokenSource();
        var work = many.Work(stop.Token);
        foreach (var (host, door) in many.Hosts.Select((host, door) => (host, door)).ToArray())
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            many.Office.Bot.Cosmos.Misbehave = call => call.Door == door ? new Mischief.CutsBefore() : null;
            // Whoever asks this one hears that nothing is kept, and asks again.
            Assert.Contains("NOT recorded", await host.Bot.Say("U0LENA", "/ai-incident while it is cut off"), StringComparison.Ordinal);
            await Task.Delay(TimeSpan.FromSeconds(30));
            many.Office.Bot.Cosmos.Misbehave = null;
        }
        await stop.CancelAsync();
        await work;
        await many.Holds();
        Assert.Equal(0, many.TwiceInTeams);
    }

    [SkippableTheory]
    [InlineData(-120)]
    [InlineData(120)]
    public async Task Clocks_two_minutes_apart_lose_nothing_and_double_nothing(int seconds)
    {
        await using var many = await ManyHosts.Started(2, (number, bot) =>
        {
            if (number == 1) Shift(bot, TimeSpan.FromSeconds(seconds));
        });
        var overdue = await ReportedLongAgo(many, 4);
        await many.StartAll();
        using var stop = new CancellationTokenSource();
        var work = many.Work(stop.Token);
        // The lease goes from the one to the other and back.
        foreach (var host in many.Hosts)
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            host.Kill();
            await Task.Delay(TimeSpan.FromSeconds(10));
            await host.Start();
        }
        await stop.CancelAsync();
        await work;
        await many.Holds();
        await RemindedOnce(many, overdue);
    }

    [SkippableFact]
    public async Task From_one_version_to_the_next_and_back_with_traffic_on_nothing_is_lost_or_doubled()
    {
        Skip.If(OtherVersion is null, "AIMS_TEST_OTHER_VERSION names no folder with the built host of another version.");
        await using var many = await ManyHosts.Started(3);
        var overdue = await ReportedLongAgo(many, 4);
        var own = many.Office.Bot.Program;
        foreach (var host in many.Hosts) host.Bot.Program = OtherVersion;
        await many.StartAll();
        using var stop = new CancellationTokenSource();
        var work = many.Work(stop.Token);
        foreach (var program in new[] { own, OtherVersion, own })
        {
            foreach (var host in many.Hosts)
            {
                await Task.Delay(TimeSpan.FromSeconds(4));
                // The other version may have faults that this one has not.
                Assert.True(await host.Stop() == 0 || host.Bot.Program == OtherVersion);
                host.Bot.Program = program;
                await host.Start();
            }
        }
        await stop.CancelAsync();
        await work;
        await many.Holds();
        await RemindedOnce(many, overdue);
        Assert.True(many.TwiceInTeams == 0 || many.Hosts.Any(host => host.Killed.Count > 0));
    }

    /// <summary>Incidents that nobody answered or triaged in time, which nobody was told of yet: the host that took them in is gone since.</summary>
    private static async Task<IReadOnlyList<string>> ReportedLongAgo(ManyHosts many, int count)
    {
        Skip.IfNot(File.Exists(FakeTime), "libfaketime is missing (apt-get install -y libfaketime).");
        var ids = new List<string>();
        await using var host = new OneHost(many.Office, many.Office.Bot.Replica());
        Shift(host.Bot, -LongAgo);
        await host.Start();
        using var slack = new SlackSender(host.Bot.Address, BotProcess.SigningSecret, new ShiftedClock(-LongAgo));
        for (var number = 0; number < count; number++) ids.Add(await many.ReportsAt(slack, "U0CLERK", $"long ago, number {number}"));
        return ids;
    }

    private static async Task RemindedOnce(ManyHosts many, IReadOnlyList<string> overdue)
    {
        foreach (var id in overdue)
        {
            var verbs = await many.Office.Verbs(id);
            Assert.Equal(["first-answer-missed", "triage-missed"], verbs.Where(verb => verb.EndsWith("-missed", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            // One call for each of the two; that each of them stands in the chat once is looked at with the others.
            Assert.Equal(2, many.Office.InSlack("U0LENA").Messages.Count(m => m.OnlyFor is null && ((string?)m.Metadata?["event_payload"]?["copy"])?.StartsWith(id + "/", StringComparison.Ordinal) == true));
        }
        // What each of the two left behind is dealt with once.
        Assert.Equal(2 * overdue.Count, (await many.Office.Bot.Records("corrective-action")).Count);
    }

    private static void Shift(BotProcess bot, TimeSpan by)
    {
        Skip.IfNot(File.Exists(FakeTime), "libfaketime is missing (apt-get install -y libfaketime).");
        bot.Settings["LD_PRELOAD"] = FakeTime;
        bot.Settings["FAKETIME"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{by.TotalSeconds:+0;-0}");
        // Lengths of time are what they are; with the library's own mending of waits, .NET's waits never wait.
        bot.Settings["DONT_FAKE_MONOTONIC"] = bot.Settings["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        bot.Settings["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
