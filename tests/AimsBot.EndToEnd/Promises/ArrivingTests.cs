using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd.Promises;

/// <summary>A Slack that is busy, broken and forgetful: every card arrives, once, and ends as the record stands.</summary>
public sealed class ArrivingTests(SlackOffice office) : IClassFixture<SlackOffice>
{
    [Fact]
    public async Task Who_takes_it_on_before_the_bot_hears_that_the_card_was_posted_has_one_card()
    {
        office.Slack.Misbehave(SlackTrouble.CutAfterWork, times: 2, method: "chat.postMessage");
        var id = await office.Bot.Report("U0CLERK", "taken on at once");
        await Waits(() => Cards(id, "U0HANNA").Length > 0 && Cards(id, "U0HENRIK").Length > 0, "both cards");
        await office.Hanna.Clicks("Take it on", Cards(id, "U0HANNA")[0]);
        foreach (var reader in new[] { "U0HANNA", "U0HENRIK" })
            await Waits(() => Cards(id, reader).All(card => card.Reading.Contains("Hanna Handler", StringComparison.Ordinal)), $"the card that says who has it, for {reader}");
        Assert.Equal((1, 1), (Cards(id, "U0HANNA").Length, Cards(id, "U0HENRIK").Length));
    }

    [Fact]
    public async Task Through_refusals_cuts_and_lost_answers_every_card_arrives_once_and_never_goes_back()
    {
        SlackTrouble[] troubles =
        [
            SlackTrouble.TooMany(retryAfter: 1), SlackTrouble.TooMany(retryAfter: null), SlackTrouble.ServerError,
            SlackTrouble.CutBeforeWork, SlackTrouble.CutAfterWork, SlackTrouble.TooMany(retryAfter: 2), SlackTrouble.CutAfterWork,
        ];
        var ids = new List<string>();
        foreach (var trouble in troubles)
        {
            office.Slack.Misbehave(trouble, times: 1, method: "chat.postMessage");
            ids.Add(await office.Bot.Report("U0CLERK", $"through trouble, {ids.Count}"));
            foreach (var reader in new[] { "U0HANNA", "U0HENRIK" }) await Waits(() => Cards(ids[^1], reader).Length > 0, $"a card of {ids[^1]} for {reader}");
        }
        foreach (var (id, trouble) in ids.Zip(troubles))
        {
            office.Slack.Misbehave(trouble, times: 1, method: "chat.update");
            await office.Hanna.Clicks("Take it on", Cards(id, "U0HANNA")[^1]);
        }
        foreach (var id in ids)
        {
            foreach (var reader in new[] { "U0HANNA", "U0HENRIK" })
            {
                await Waits(() => Cards(id, reader)[^1].Reading.Contains("Hanna Handler", StringComparison.Ordinal), $"the card of {id} that says who has it, for {reader}");
                // In a direct message a card whose answer was lost is looked for before it is posted again.
                Assert.Single(Cards(id, reader));
            }
        }
        Assert.Empty(office.Slack.Complaints);
    }

    private SlackDoubleMessage[] Cards(string id, string reader) =>
        [.. office.Slack.Messages.Where(m => m.ChannelId == office.Slack.DirectMessageWith(SlackOffice.Team, reader) && m.OnlyFor is null && m.Reading.Contains(id, StringComparison.Ordinal))];

    private static Task Waits(Func<bool> isSo, string what) => Eventually.Is(() => Task.FromResult(isSo()), what, seconds: 60);
}
