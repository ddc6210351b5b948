using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>People of another company, and guests, in a channel of ours: they are answered politely and change nothing.</summary>
public class OutsidersTests(SlackOffice office) : IClassFixture<SlackOffice>
{
    [Theory]
    [InlineData(0, "U0OUT")]
    [InlineData(1, "U0OUT")]
    [InlineData(2, "U0GUEST")]
    public async Task An_outsider_s_click_is_answered_privately_and_changes_nothing(int line, string outsider)
    {
        var id = await office.Reports("seen by more than us");
        var card = await office.Hanna.Reads(id);
        var before = (Card: card.Reading, card.Updates, People: (await office.Bot.People()).Count);

        var reply = await office.Bot.Slack.Interaction(Click(line, card));

        Assert.Equal((HttpStatusCode.OK, ""), (reply.Status, reply.Body));
        var told = await SlackPerson.Eventually(
            () => office.Slack.Messages.LastOrDefault(m => m.OnlyFor == outsider), () => "an answer to the outsider");
        Assert.Contains("This bot is for members of Bench", told.Reading, StringComparison.Ordinal);
        Assert.DoesNotContain(id, told.Reading, StringComparison.Ordinal);
        Assert.Equal(["incident-reported"], await office.Verbs(id));
        Assert.Equal(before, (card.Reading, card.Updates, (await office.Bot.People()).Count));
        await office.Bot.TrailVerifies();
    }

    [Fact]
    public async Task A_colleague_s_click_in_the_same_channel_works()
    {
        var id = await office.Reports("seen by one of us");
        var card = await office.Hanna.Reads(id);
        var click = Click(3, card);
        // The lead is no handler while there are handlers; a handler is a colleague as good as any.
        click["user"]!["id"] = "U0HENRIK";

        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Interaction(click)).Status);

        await SlackOffice.Card(office.Hanna, id, "Taken by Henrik Handler");
        Assert.Equal(["incident-reported", "incident-taken"], await office.Verbs(id));
    }

    [Fact]
    public async Task An_outsider_s_command_form_and_message_change_nothing_either()
    {
        await office.Clara.Types("/ai-incident");
        var form = office.Clara.Submission(await office.Clara.SeesForm(), SlackOffice.Report("by somebody else"));
        form["user"] = new JsonObject { ["id"] = "U0OUT", ["team_id"] = "T0OTHER" };
        var before = ((await office.Bot.Records()).Count, (await office.Bot.People()).Count);

        var reply = await office.Bot.Slack.Interaction(form);
        Assert.Contains("is for members of Bench", reply.Body, StringComparison.Ordinal);
        var otto = new SlackPerson(office.Slack, office.Bot.Slack, SlackOffice.Team, "U0OUT") { HomeTeam = "T0OTHER" };
        Assert.Contains("is for members of Bench", (await otto.Hears("/ai-incident from next door")).Reading, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await otto.Says("tasks")).Status);
        Assert.Equal(HttpStatusCode.OK, (await otto.OpensHome()).Status);

        Assert.Contains("is for members of Bench", Assert.Single(otto.Messages, m => m.OnlyFor is null && m.AuthorId == SlackDouble.BotUserId).Reading, StringComparison.Ordinal);
        Assert.Null(otto.Home);
        Assert.Equal(before, ((await office.Bot.Records()).Count, (await office.Bot.People()).Count));
    }

    private JsonObject Click(int line, SlackDoubleMessage card)
    {
        var pressed = SlackScreen.Press(card.Blocks, "Take it on", "1");
        var click = CaseData.Lines(
            "06-outsiders.jsonl",
            ("TS", card.Timestamp), ("CHANNEL", card.ChannelId), ("ACTION_ID", (string)pressed["action_id"]!), ("BLOCK_ID", (string)pressed["block_id"]!),
            ("VALUE", (string)pressed["value"]!), ("LABEL", "Take it on"))[line];
        click["response_url"] = office.Slack.NewResponseUrl(SlackOffice.Team, card.ChannelId, (string)click["user"]!["id"]!, card);
        return click;
    }
}
