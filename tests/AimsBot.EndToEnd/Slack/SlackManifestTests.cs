using System.Text;
using System.Text.Json.Nodes;
using AimsBot.Core.Channels;
using AimsBot.Slack;
using AimsBot.Slack.Wire;

namespace AimsBot.EndToEnd.Slack;

/// <summary>The manifest against Slack's own types, and against the lengths that types do not know (slackapi/manifest-schema).</summary>
public class SlackManifestTests
{
    private static readonly JsonNode Manifest = JsonNode.Parse(File.ReadAllText(Repository.PathOf("manifests", "slack", "manifest.json")))!;

    [SkippableFact]
    public async Task The_manifest_is_of_the_type_that_Slack_takes()
    {
        var packages = await NodePackages.In("npm-slack");
        var checks = new JsonArray(new JsonObject { ["type"] = "manifest", ["value"] = Manifest.DeepClone() });

        Assert.Equal("", await packages.Run("check-types.mjs", checks.ToJsonString()));
    }

    [Fact]
    public void No_text_of_the_manifest_is_too_long_or_too_short()
    {
        var faults = new List<string>();
        var display = Manifest["display_information"]!;
        Check(display["name"], 1, 35);
        Check(display["description"], 1, 140);
        Check(display["long_description"], 175, 4000);
        Check(Manifest["features"]!["bot_user"]!["display_name"], 1, 80);
        foreach (var shortcut in Manifest["features"]!["shortcuts"]!.AsArray())
        {
            Check(shortcut!["name"], 1, 24);
            Check(shortcut["callback_id"], 1, 255);
            Check(shortcut["description"], 1, 150);
        }
        foreach (var command in Manifest["features"]!["slash_commands"]!.AsArray())
        {
            Check(command!["command"], 2, 32);
            Check(command["description"], 1, 2000);
            Check(command["usage_hint"], 1, 1000);
        }

        Assert.Empty(faults);

        void Check(JsonNode? text, int least, int most)
        {
            var length = text!.GetValue<string>().Length;
            if (length < least || length > most) faults.Add($"{text.GetPath()}: {length}, {least} to {most} are allowed");
        }
    }

    [Fact]
    public void The_manifest_and_the_bot_agree_on_commands_words_shortcuts_and_events()
    {
        var features = Manifest["features"]!;
        var commands = features["slash_commands"]!.AsArray();
        Assert.Equal([CommandWords.ReportCommand, CommandWords.AimsCommand], commands.Select(c => (string?)c!["command"]));
        Assert.Equal(string.Join(" | ", CommandWords.All.Select(w => w.Word)), (string?)commands[1]!["usage_hint"]);
        Assert.Equal(SlackInteractions.ReportShortcut, (string?)Assert.Single(features["shortcuts"]!.AsArray())!["callback_id"]);

        // What the bot makes nothing of, it reads as an event of another kind.
        var asked = Manifest["settings"]!["event_subscriptions"]!["bot_events"]!.AsArray().Select(e => (string)e!).ToArray();
        Assert.All(asked, name => Assert.IsNotType<SlackOtherEvent>(Delivered(name.Split('.')[0])));
        var taken = typeof(SlackInnerEvent).Assembly.GetTypes().Where(t => t.BaseType == typeof(SlackInnerEvent) && t != typeof(SlackOtherEvent));
        Assert.Equal(taken.OrderBy(t => t.Name), asked.Select(name => Delivered(name.Split('.')[0]).GetType()).OrderBy(t => t.Name));
        Assert.Contains("message.im", asked);
    }

    [Fact]
    public void Every_scope_and_event_has_its_reason_in_the_README()
    {
        var readme = File.ReadAllText(Repository.PathOf("manifests", "README.md"));
        var asked = Manifest["oauth_config"]!["scopes"]!["bot"]!.AsArray()
            .Concat(Manifest["settings"]!["event_subscriptions"]!["bot_events"]!.AsArray())
            .Select(name => name!.GetValue<string>());

        Assert.All(asked, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_address_is_one_that_the_host_answers()
    {
        string[] addresses =
        [
            .. Manifest["features"]!["slash_commands"]!.AsArray().Select(command => command!["url"]!.GetValue<string>()),
            Manifest["settings"]!["event_subscriptions"]!["request_url"]!.GetValue<string>(),
            Manifest["settings"]!["interactivity"]!["request_url"]!.GetValue<string>(),
            Manifest["settings"]!["interactivity"]!["message_menu_options_url"]!.GetValue<string>(),
        ];

        Assert.Equal(
            ["/slack/commands", "/slack/commands", "/slack/events", "/slack/interactions", "/slack/options"],
            addresses.Select(address => new Uri(address).AbsolutePath));
        Assert.All(addresses, address => Assert.Equal("https://aimsbot.example.com", new Uri(address).GetLeftPart(UriPartial.Authority)));
    }

    private static SlackInnerEvent Delivered(string type)
    {
        var body = new JsonObject
        {
            ["type"] = "event_callback",
            ["event_id"] = "Ev1",
            ["event"] = new JsonObject
            {
                ["type"] = type,
                ["channel"] = "D0CLERK",
                ["user"] = type is "user_change" or "team_join" ? new JsonObject { ["id"] = "U0CLERK" } : "U0CLERK",
            },
        };
        return Assert.IsType<SlackEventCallback>(SlackEvent.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()))).Inner;
    }
}
