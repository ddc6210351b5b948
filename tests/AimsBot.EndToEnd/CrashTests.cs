using System.Collections.Concurrent;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd;

/// <summary>What a receipt says is on the disk: no kill takes it away, and no retry doubles it.</summary>
public class CrashTests
{
    protected virtual bool IsOnCosmos => false;

    private const int Clients = 16;

    [Fact]
    public Task Killed_at_a_receipt_the_host_has_lost_nothing_and_doubled_nothing() => Survives(rounds: 3);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_a_hundred_times_at_a_receipt_the_host_has_lost_nothing_and_doubled_nothing() => Survives(rounds: 100);

    [Fact]
    public async Task Asked_to_end_the_host_ends_within_ten_seconds_with_everything_kept()
    {
        await using var bot = await BotProcess.Started(onCosmos: IsOnCosmos);
        var kept = new ConcurrentDictionary<string, SlashCommand>();
        var clients = Enumerable.Range(0, 4).Select(c => Stream(bot, 0, c, kept, _ => { })).ToArray();
        await Eventually.Is(() => Task.FromResult(kept.Count > 50), "Fifty receipts");

        var (exitCode, took) = await bot.Stop();

        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"the host took {took} to end");
        await Task.WhenAll(clients);
        Assert.Subset((await bot.Records()).Select(r => (string)r["id"]!).ToHashSet(), kept.Keys.ToHashSet());
        await bot.TrailVerifies();
    }

    private async Task Survives(int rounds)
    {
        await using var bot = new BotProcess(onCosmos: IsOnCosmos);
        var kept = new ConcurrentDictionary<string, SlashCommand>();
        for (var round = 0; round < rounds; round++)
        {
            await bot.Start();
            var goal = kept.Count + 50 + (37 * round % 200);
            var kill = new Lazy<bool>(() =>
            {
                bot.Kill();
                return true;
            });
            var inFlight = await Task.WhenAll(Enumerable.Range(0, Clients).Select(c => Stream(bot, round, c, kept, count =>
            {
                if (count >= goal) _ = kill.Value;
            })));

            await bot.Start();
            // Nobody knows whether these were kept; the same deliveries again decide it, once.
            foreach (var unanswered in inFlight) kept.TryAdd(await bot.Report(unanswered), unanswered);
            foreach (var (id, command) in kept.TakeLast(3)) Assert.Equal(id, await bot.Report(command));

            var ids = (await bot.Records()).Select(r => (string)r["id"]!).ToArray();
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Assert.Equal(kept.Keys.Order(), ids.Order());
            await bot.TrailVerifies();
            bot.Kill();
        }
        var (last, said) = kept.Last();
        Assert.Equal(said.Fields["text"], (string?)(await bot.Record(last))["data"]!["text"]);
    }

    /// <summary>One client that reports until the host is gone; gives the delivery that got no answer.</summary>
    private static async Task<SlashCommand> Stream(BotProcess bot, int round, int client, ConcurrentDictionary<string, SlashCommand> kept, Action<int> afterReceipt)
    {
        // Not on the caller's thread: a kill there would wait for itself.
        await Task.Yield();
        using var slack = new SlackSender(bot.Address, BotProcess.SigningSecret);
        for (var number = 0; ; number++)
        {
            var command = new SlashCommand($"U0CLIENT{client}", $"/ai-incident round {round} client {client} number {number}");
            try
            {
                Assert.True(kept.TryAdd(SlashCommands.ReceiptIn(await slack.Say(command)), command), "two deliveries got one receipt");
                afterReceipt(kept.Count);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                return command;
            }
        }
    }
}
