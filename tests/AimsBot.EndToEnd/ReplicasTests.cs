using System.Globalization;
using System.Net;
using AimsBot.EndToEnd.Slack;
using Xunit.Abstractions;

namespace AimsBot.EndToEnd;

/// <summary>Two hosts on one store: what one promises the other keeps, and nothing is done by both.</summary>
[Collection(AloneTests.Name)]
[Trait("Category", "Long")]
public class ReplicasTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Case", "16")]
    public async Task Two_clicks_at_two_replicas_are_one_act_and_both_say_that_it_is_taken()
    {
        await using var two = await Replicas.Started();
        var id = await two.Office.Reports("clicked at two replicas");
        var card = await two.Office.Hanna.Reads(id);
        var (first, second) = (two.Office.Hanna.Click("Take it on", card), two.Office.Hanna.Click("Take it on", card));

        var replies = await Task.WhenAll(two.First.Slack.Interaction(first), two.Second.Slack.Interaction(second));

        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        var answers = await SlackPerson.Eventually(
            () => two.Office.Hanna.Messages.Where(m => m.OnlyFor is not null && m.Reading.Contains(id, StringComparison.Ordinal)).ToArray() is { Length: 2 } both ? both : null,
            () => "two answers");
        Assert.All(answers, answer => Assert.Contains("Taken by Hanna Handler", answer.Reading, StringComparison.Ordinal));
        Assert.Equal(["incident-reported", "incident-taken"], await two.Office.Verbs(id));
        await two.First.TrailVerifies();
    }

    [Fact]
    public async Task What_one_replica_records_the_other_tells_everybody_about_once()
    {
        await using var two = await Replicas.Started();
        // The first to start has the lease; the second is where people are.
        var id = await two.Second.Report("U0CLERK", "recorded by the second");
        await two.Told(id, "Take it on", seconds: 30);
        await two.SecondsHanna.Clicks("Take it on", Assert.Single(two.CardsOf("U0HANNA", id)));
        await two.Told(id, "Hanna Handler", seconds: 30);
    }

    [Fact]
    public async Task Whichever_replica_dies_the_other_does_its_work_within_seconds_and_nothing_twice()
    {
        await using var two = await Replicas.Started();
        var took = new List<double>();
        for (var round = 0; round < 12; round++)
        {
            // Who took over is the one who dies next.
            var (dies, lives) = round % 2 == 0 ? (two.First, two.Second) : (two.Second, two.First);
            var before = await dies.Report("U0CLERK", $"before round {round}");
            await two.Told(before, "Take it on", seconds: 60);
            dies.Kill();
            var killed = TimeProvider.System.GetUtcNow();
            var after = await lives.Report("U0CLERK", $"in round {round}");
            await two.Told(after, "Take it on", seconds: 60);
            took.Add((two.FirstTold(after) - killed).TotalSeconds);
            await dies.Start();
        }
        await two.First.TrailVerifies();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From the kill to the first card of the other: median {took.Order().ElementAt(6):0.0} s, worst {took.Max():0.0} s of {took.Count}"));
        Assert.True(took.Max() < 20, $"It took {took.Max():0.0} s until the other did the work.");
    }

    [Fact]
    public async Task A_replica_that_is_told_to_stop_leaves_its_work_to_the_other_at_once()
    {
        await using var two = await Replicas.Started();
        var id = await two.First.Report("U0CLERK", "before the stop");
        await two.Told(id, "Take it on", seconds: 30);
        Assert.Equal(0, (await two.First.Stop()).ExitCode);
        var next = await two.Second.Report("U0CLERK", "after the stop");
        await two.Told(next, "Take it on", seconds: 30);
    }

    [Fact]
    public async Task A_replica_that_is_told_to_stop_while_Slack_hangs_ends_in_order_and_within_ten_seconds()
    {
        await using var two = await Replicas.Started();
        await two.Told(await two.First.Report("U0CLERK", "before the stop"), "Take it on", seconds: 60);
        two.Office.Slack.Misbehave(SlackTrouble.Hang, times: 2, method: "chat.postMessage");
        await two.First.Report("U0CLERK", "while Slack hangs");
        var (exitCode, took) = await two.First.Stop();
        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took}");
    }

    private sealed class Replicas : IAsyncDisposable
    {
        private static readonly string[] Handlers = ["U0HANNA", "U0HENRIK"];

        public SlackOffice Office { get; } = new() { IsOnCosmos = true };
        public BotProcess First => Office.Bot;
        public BotProcess Second { get; private set; } = null!;
        public SlackPerson SecondsHanna => new(Office.Slack, Second.Slack, SlackOffice.Team, "U0HANNA");

        public static async Task<Replicas> Started()
        {
            var two = new Replicas();
            await two.Office.InitializeAsync();
            two.Second = two.First.Replica();
            await two.Second.Start();
            return two;
        }

        public IReadOnlyList<SlackDoubleMessage> CardsOf(string user, string id) =>
            [.. new SlackPerson(Office.Slack, Second.Slack, SlackOffice.Team, user).Messages.Where(m => m.OnlyFor is null && m.AuthorId == SlackDouble.BotUserId && m.Reading.Contains(id, StringComparison.Ordinal))];

        /// <summary>When the first card about a record stood in the chat.</summary>
        public DateTimeOffset FirstTold(string id) =>
            Office.Slack.Calls.First(call => call is { Method: "chat.postMessage", Ok: true } && call.Arguments.ToJsonString().Contains(id, StringComparison.Ordinal)).At;

        /// <summary>Waits until every handler has one card about the record, and the English one says these words.</summary>
        public async Task Told(string id, string words, int seconds)
        {
            await Eventually.Is(
                () => Task.FromResult(Handlers.All(user => CardsOf(user, id).Count > 0) && CardsOf("U0HANNA", id).Any(card => card.Reading.Contains(words, StringComparison.Ordinal) || card.Buttons.Contains(words))),
                $"'{words}' on the cards of {id}", seconds);
            Assert.All(Handlers, user => Assert.Single(CardsOf(user, id)));
            Assert.Empty(Office.Slack.Complaints);
        }

        public async ValueTask DisposeAsync()
        {
            await Second.DisposeAsync();
            await Office.DisposeAsync();
        }
    }
}
