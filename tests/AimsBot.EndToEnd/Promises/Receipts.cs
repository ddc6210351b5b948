using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.EndToEnd.Promises;

/// <summary>What must be so after whatever happened to the hosts.</summary>
internal static class Receipts
{
    /// <summary>
    /// Each thing that was said is there exactly once, under the number that its receipt names where there was one; and
    /// in the end everything was said to everybody. Gives the incidents.
    /// </summary>
    /// <param name="said">What was reported, and the receipt of it as far as there was one.</param>
    /// <param name="seconds">How long the bot may take to tell everybody.</param>
    public static async Task<IReadOnlyList<PendingWork>> Hold(BotProcess bot, IReadOnlyDictionary<string, string?> said, int seconds)
    {
        var incidents = await bot.Work();
        var texts = incidents.Select(incident => (Id: incident.Head.Id.Value, Text: JsonDocument.Parse(incident.Head.Body).RootElement.GetProperty("text").GetString()!)).ToArray();
        Assert.Equal(said.Keys.Order(StringComparer.Ordinal), texts.Select(t => t.Text).Order(StringComparer.Ordinal));
        Assert.All(texts, t => Assert.True(said[t.Text] is not { } receipt || receipt == t.Id, $"the receipt of '{t.Text}' names {said[t.Text]}, and it is {t.Id}"));
        await Eventually.Is(async () => (await bot.Work()).All(IsDone), "everything was said to everybody", seconds);
        Assert.DoesNotContain((await bot.Work()).SelectMany(i => i.Copies), copy => copy.State == CopyState.GivenUp);
        return incidents;
    }

    private static bool IsDone(PendingWork work) => work.FollowUps.Count == 0 && !work.Copies.Any(copy => copy.IsBehind(work.Head));
}
