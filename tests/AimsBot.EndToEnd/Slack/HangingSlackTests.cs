using System.Net;

namespace AimsBot.EndToEnd.Slack;

/// <summary>Slack waits three seconds for us, also while we wait for Slack.</summary>
[Collection(AloneTests.Name)]
public class HangingSlackTests
{
    [Fact]
    public async Task While_Slack_s_API_hangs_everything_is_answered_in_time_and_every_act_counts()
    {
        var office = new SlackOffice();
        await office.InitializeAsync();
        try
        {
            var id = await office.Reports("before it hung");
            var card = await office.Hanna.Reads(id);
            await office.Lead.OpensHome();
            await office.Clara.Types("/ai-incident");
            var form = office.Clara.Submission(await office.Clara.SeesForm(), SlackOffice.Report("while it hung"));
            var take = office.Hanna.Click("Take it on", card);
            var triage = office.Henrik.Click("Vurder", await office.Henrik.Reads(id));
            office.Slack.Misbehave(SlackTrouble.Hang, times: 10_000);

            await InTime("a click", () => office.Bot.Slack.Interaction(take));
            await InTime("a click that opens a form", () => office.Bot.Slack.Interaction(triage));
            await InTime("a form", () => office.Bot.Slack.Interaction(form));
            await InTime("a command that opens a form", () => office.Bot.Slack.Send("/slack/commands", SlashCommand.ContentType, new SlashCommand("U0CLERK", "/ai-incident").Body));
            await InTime("a stranger's command that opens a form", () => office.Bot.Slack.Send("/slack/commands", SlashCommand.ContentType, new SlashCommand("U0NEWBIE", "/ai-incident").Body));
            await InTime("a stranger's report", () => office.Bot.Slack.Send("/slack/commands", SlashCommand.ContentType, new SlashCommand("U0NEWBIE2", "/ai-incident x").Body));
            await InTime("the Home tab", () => office.Lead.OpensHome());
            await InTime("a message", () => office.Lead.Says("incident said while it hung"));

            Assert.Contains("incident-taken", await office.Verbs(id));
            var texts = new List<string?>();
            foreach (var record in await office.Bot.Records()) texts.Add((string?)(await office.Bot.Record((string)record["id"]!))["data"]!["text"]);
            Assert.Equal(["before it hung", "said while it hung", "while it hung", "x"], texts.Order(StringComparer.Ordinal));
        }
        finally
        {
            await office.DisposeAsync();
        }
    }

    private static async Task InTime(string what, Func<Task<SlackReply>> send)
    {
        var began = TimeProvider.System.GetTimestamp();
        var reply = await send();
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.True(took < TimeSpan.FromSeconds(3), $"{what} was answered after {took.TotalSeconds:0.0} s");
    }
}
