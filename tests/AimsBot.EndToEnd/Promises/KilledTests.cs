using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Incidents;
using Xunit.Sdk;

namespace AimsBot.EndToEnd.Promises;

/// <summary>
/// SIGKILL at any moment, while commands and clicks come from Slack, activities from Teams, and the pump writes to both:
/// what was said to be kept is kept, once, and in the end every card says how its record stands.
/// </summary>
public class KilledTests
{
    // Few, so that Slack's limits let everybody be told within minutes.
    private const string People = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id,preferred_channel
        Hanna Handler,hanna@example.com,incident-handler,,Europe/Oslo,en,T0BENCH,U0HANNA,,,
        Hedda Handler,hedda@example.com,incident-handler,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a1,
        Clara Clerk,clara@example.com,staff,,Europe/Oslo,en,T0BENCH,U0CLERK,,,
        Sara Clerk,sara@example.com,staff,,Europe/Oslo,en,T0BENCH,U0SARA,,,
        Tim Clerk,tim@example.com,staff,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a3,
        """;

    private const int MostReports = 2;

    protected virtual bool IsOnCosmos => false;

    protected virtual int ShortDose => 20;

    [Fact]
    public Task Killed_at_random_moments_the_bot_has_lost_nothing_doubled_nothing_and_tells_everybody() => Survives(ShortDose);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_a_hundred_times_the_bot_has_lost_nothing_doubled_nothing_and_tells_everybody() => Survives(rounds: 100);

    private async Task Survives(int rounds)
    {
        var office = new TwoChats { People = People, IsOnCosmos = IsOnCosmos, IsKilled = true };
        await office.InitializeAsync();
        foreach (var person in new[] { "29:hedda", "29:tim" }) await office.InTeams(person).Installs();
        var said = new ConcurrentDictionary<string, string?>();
        var random = new Random(20261126);
        for (var round = 0; round < rounds; round++)
        {
            var (calls, acts) = (office.Slack.Calls.Count, new Acts());
            var streams = new[]
            {
                Commands(office, $"round {round} of Clara", "U0CLERK", said, acts),
                Commands(office, $"round {round} of Sara", "U0SARA", said, acts),
                Lines(office, $"round {round} of Tim", said, acts),
                Clicks(office, acts),
            };
            // On every other one in the middle of the pump, which may first wait for the claims of the one killed before; else in the middle of an act.
            var some = random.Next(0, 7);
            await Eventually.Is(() => Task.FromResult(round % 2 == 0 ? acts.Answered >= some : office.Slack.Calls.Count > calls + some), "what the kill waits for", seconds: 300);
            await Task.Delay(random.Next(0, 40));
            office.Bot.Kill();
            var unanswered = await Task.WhenAll(streams);
            await office.Start();
            // As the platforms, and people, do it: what had no answer comes again.
            foreach (var again in unanswered) await again();
        }

        // A claim of two minutes is what a dead sender leaves behind.
        var incidents = await Receipts.Hold(office.Bot, said, seconds: 240);
        Assert.True(incidents.Count(i => i.Head.Revision > 1) >= rounds / 5, "hardly a click was kept");
        await office.DisposeAsync();
    }

    /// <summary>Somebody who reports by command until the host is gone; gives how the last one is sent again.</summary>
    private static async Task<Func<Task>> Commands(TwoChats office, string who, string user, ConcurrentDictionary<string, string?> said, Acts acts)
    {
        await Task.Yield();
        for (var number = 0; number < MostReports; number++)
        {
            var text = $"{who}, number {number}";
            var command = new SlashCommand(user, $"/ai-incident {text}");
            said[text] = null;
            try
            {
                said[text] = SlashCommands.ReceiptIn(await office.Bot.Say(command));
                acts.Count();
            }
            catch (Exception e) when (IsGone(e))
            {
                return async () => said[text] = SlashCommands.ReceiptIn(await office.Bot.Say(command));
            }
        }
        return Nothing;
    }

    /// <summary>Somebody in Teams who types reports.</summary>
    private static async Task<Func<Task>> Lines(TwoChats office, string who, ConcurrentDictionary<string, string?> said, Acts acts)
    {
        await Task.Yield();
        var tim = office.InTeams("29:tim");
        for (var number = 0; number < MostReports; number++)
        {
            var text = $"{who}, number {number}";
            var activity = tim.Typed($"incident {text}");
            said[text] = null;
            try
            {
                await tim.Sends((JsonObject)activity.DeepClone());
                acts.Count();
            }
            catch (Exception e) when (IsGone(e))
            {
                return () => office.InTeams("29:tim").Sends(activity);
            }
        }
        return Nothing;
    }

    /// <summary>A handler in Slack who takes on whatever she sees.</summary>
    private static async Task<Func<Task>> Clicks(TwoChats office, Acts acts)
    {
        await Task.Yield();
        var hanna = office.InSlack("U0HANNA");
        var seen = new HashSet<string>();
        while (true)
        {
            var card = hanna.Messages.LastOrDefault(m => m.OnlyFor is null && Label(m.Blocks, "Take it on") && seen.Add(m.Timestamp));
            if (card is null)
            {
                // Also the one who only looks finds out that the host is gone.
                try
                {
                    await office.Bot.Http.GetStringAsync(new Uri("/health/live", UriKind.Relative));
                    await Task.Delay(TimeSpan.FromMilliseconds(10));
                    continue;
                }
                catch (Exception e) when (IsGone(e))
                {
                    return Nothing;
                }
            }
            JsonObject click;
            try
            {
                click = hanna.Click("Take it on", card);
            }
            catch (TrueException)
            {
                // The card changed between her look and her press.
                continue;
            }
            try
            {
                await hanna.Sends((JsonObject)click.DeepClone());
                acts.Count();
            }
            catch (Exception e) when (IsGone(e))
            {
                return () => office.InSlack("U0HANNA").Sends(click);
            }
        }
    }

    private static Task Nothing() => Task.CompletedTask;

    private static bool Label(JsonArray blocks, string label) => blocks.ToJsonString().Contains($"\"{label}\"", StringComparison.Ordinal);

    /// <summary>How many acts were answered in a round.</summary>
    private sealed class Acts
    {
        private int _answered;

        public int Answered => Volatile.Read(ref _answered);

        public void Count() => Interlocked.Increment(ref _answered);
    }

    private static bool IsGone(Exception e) => e is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException;
}
