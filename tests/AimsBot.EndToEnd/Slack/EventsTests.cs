using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>What Slack tells: words said to the bot, members that come, the app that is removed.</summary>
public class EventsTests(SlackOffice office) : IClassFixture<SlackOffice>
{
    [Theory]
    [InlineData("tasks", "Your tasks")]
    [InlineData("  Help ", "What you can ask for")]
    [InlineData("hepl", "Did you mean /aims help?")]
    [InlineData("😀", "I do not know")]
    public async Task What_is_said_to_the_bot_is_answered_there(string said, string answered)
    {
        var before = Answers(office.Clara);
        Assert.Equal(HttpStatusCode.OK, (await office.Clara.Says(said)).Status);
        await SlackPerson.Eventually(
            () => office.Clara.Messages.Where(m => m.AuthorId == SlackDouble.BotUserId && m.OnlyFor is null).Skip(before).FirstOrDefault(m => m.Reading.Contains(answered, StringComparison.Ordinal)),
            () => $"'{answered}' to '{said}'");
        Assert.Empty(office.Slack.Complaints);
    }

    [Fact]
    public async Task An_incident_that_is_said_is_recorded_once_however_often_Slack_tells_it()
    {
        var happened = Said(office.Clara, "incident it broke &amp; burned");
        var before = (await office.Bot.Records()).Count;

        for (var retry = 0; retry <= 3; retry++)
            Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Event("T0BENCH", happened, "EvBROKE", retry)).Status);

        var records = await office.Bot.Records();
        Assert.Equal(before + 1, records.Count);
        var id = (string)records[^1]["id"]!;
        Assert.Equal("it broke & burned", (string?)(await office.Bot.Record(id))["data"]!["text"]);
        await SlackOffice.Card(office.Clara, id, "Recorded as");
    }

    [Fact]
    public async Task Its_own_messages_edits_previews_joins_and_other_bots_are_not_answered()
    {
        var said = Said(office.Clara, "tasks");
        JsonObject[] news =
        [
            With(said, m => m["bot_id"] = "B0BOT"),
            With(said, m => m["user"] = SlackDouble.BotUserId, m => m["bot_profile"] = new JsonObject { ["id"] = "B0BOT" }),
            With(said, m => m["user"] = "USLACKBOT"),
            With(said, m => m["subtype"] = "message_changed", m => m["message"] = new JsonObject { ["text"] = "tasks", ["user"] = "U0CLERK" }),
            With(said, m => m["subtype"] = "message_deleted"),
            With(said, m => m["subtype"] = "channel_join"),
            With(said, m => m["subtype"] = "bot_message"),
            With(said, m => m["edited"] = new JsonObject { ["user"] = "U0CLERK", ["ts"] = "1.2" }),
            With(said, m => m["hidden"] = true),
            With(said, m => m["channel_type"] = "channel"),
        ];
        var before = Answers(office.Clara);

        foreach (var one in news) Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Event("T0BENCH", one)).Status);

        // The answer to what is really said comes after those that were to come.
        await office.Clara.Says("help");
        await office.Clara.Reads("What you can ask for");
        Assert.Equal(before + 1, Answers(office.Clara));
    }

    [Fact]
    public async Task Who_joins_is_staff_and_a_guest_and_a_bot_are_not()
    {
        await Joins("U0JOIN", "Jo Join", _ => { });
        await Joins("U0JOINGUEST", "Guy Guest", user => user["is_restricted"] = true);
        await Joins("U0JOINBOT", "Bo Bot", user => user["is_bot"] = true);
        // Told twice, they are one.
        await Joins("U0JOIN", "Jo Join", _ => { });

        var people = await office.Bot.People();
        var joined = Assert.Single(people, p => (string?)p["name"] == "Jo Join");
        Assert.Equal(["staff"], joined["roles"]!.AsArray().Select(r => (string?)r));
        Assert.DoesNotContain(people, p => (string?)p["name"] is "Guy Guest" or "Bo Bot");
    }

    [Fact]
    public async Task An_app_that_was_removed_and_tokens_that_were_revoked_are_heard_and_the_records_stay()
    {
        var before = (await office.Bot.Records()).Count;
        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Event("T0BENCH", new JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["bot"] = new JsonArray("U0BOT") } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Event("T0BENCH", new JsonObject { ["type"] = "app_uninstalled" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Event("T0GONE", new JsonObject { ["type"] = "app_uninstalled" })).Status);
        Assert.Equal(before, (await office.Bot.Records()).Count);
        Assert.Contains("was removed from the Slack workspace T0BENCH", office.Bot.Output, StringComparison.Ordinal);
    }

    private static int Answers(SlackPerson person) => person.Messages.Count(m => m.AuthorId == SlackDouble.BotUserId && m.OnlyFor is null);

    private static JsonObject Said(SlackPerson person, string text) => new()
    {
        ["type"] = "message",
        ["channel"] = person.DirectMessage,
        ["channel_type"] = "im",
        ["user"] = person.UserId,
        ["team"] = "T0BENCH",
        ["text"] = text,
        ["ts"] = "1795000000.000100",
        ["event_ts"] = "1795000000.000100",
    };

    private static JsonObject With(JsonObject message, params Action<JsonObject>[] changes)
    {
        var changed = message.DeepClone().AsObject();
        foreach (var change in changes) change(changed);
        return changed;
    }

    private async Task Joins(string id, string name, Action<JsonObject> change)
    {
        var user = SlackDouble.Member("T0BENCH", id, name, $"{id.ToLowerInvariant()}@example.com");
        change(user);
        office.Slack.AddUser(user.DeepClone().AsObject());
        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Event("T0BENCH", new JsonObject { ["type"] = "team_join", ["user"] = user })).Status);
    }
}
