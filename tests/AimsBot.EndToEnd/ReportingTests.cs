using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd;

/// <summary>The first click: what is typed after <c>/ai-incident</c> is kept, once, every character of it.</summary>
[Collection(SharedBotTests.Name)]
public class ReportingTests(SharedBot shared)
{
    private BotProcess Bot => shared.Bot;

    [Fact]
    public async Task A_report_is_kept_named_shown_and_verified()
    {
        var id = await Bot.Report("U0LEAD", "the chatbot promised a refund that we do not give");

        var record = await Bot.Record(id);
        Assert.Equal("incident", (string?)record["type"]);
        Assert.Equal("reported", (string?)record["state"]);
        Assert.Equal(1, (int)record["revision"]!);
        Assert.Equal("the chatbot promised a refund that we do not give", (string?)record["data"]!["text"]);
        var entry = Assert.Single(record["entries"]!.AsArray())!;
        Assert.Equal("incident-reported", (string?)entry["verb"]);
        Assert.Equal("Lead One", (string?)entry["payload"]!["actor.name"]);
        Assert.Equal((string?)record["data"]!["reporter"], (string?)entry["actor"]);
        await Bot.TrailVerifies();
    }

    [Fact]
    [Trait("Case", "16")]
    public async Task The_same_delivery_again_gets_the_same_receipt_and_makes_nothing()
    {
        var delivery = new SlashCommand("U0LEAD", "/ai-incident the same one again");
        var first = await Bot.Say(delivery);
        var before = (await Bot.Records()).Count;

        Assert.Equal(first, await Bot.Say(delivery));
        Assert.Equal(first, await Bot.Say(delivery));

        Assert.Equal(before, (await Bot.Records()).Count);
        Assert.Single((await Bot.Record(SlashCommands.ReceiptIn(first)))["entries"]!.AsArray());
    }

    [Fact]
    [Trait("Case", "16")]
    public async Task Twenty_at_once_of_one_delivery_by_somebody_unknown_make_one_record_and_one_person()
    {
        var (records, people) = ((await Bot.Records()).Count, (await Bot.People()).Count);
        var delivery = new SlashCommand("U0TWENTY", "/ai-incident twenty at once");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Bot.Say(delivery)));

        SlashCommands.ReceiptIn(Assert.Single(answers.Distinct()));
        Assert.Equal(answers[0], await Bot.Say(delivery));
        Assert.Equal(records + 1, (await Bot.Records()).Count);
        Assert.Equal(people + 1, (await Bot.People()).Count);
        await Bot.TrailVerifies();
    }

    [Fact]
    public async Task The_same_words_typed_twice_are_two_reports()
    {
        Assert.NotEqual(await Bot.Report("U0LEAD", "once more the same"), await Bot.Report("U0LEAD", "once more the same"));
    }

    [Fact]
    [Trait("Case", "13")]
    public async Task Text_that_looks_like_a_template_comes_back_character_by_character()
    {
        var text = (await File.ReadAllTextAsync(Repository.PathOf("tests", "AimsBot.EndToEnd", "Data", "13-text.txt"))).Trim();
        await Returns(text, text);
    }

    [Fact]
    [Trait("Case", "13")]
    public async Task Wherever_a_receipt_is_cut_no_character_is_cut_in_half()
    {
        foreach (var letters in Enumerable.Range(60, 100).Concat(Enumerable.Range(2_950, 50)))
        {
            var receipt = await Bot.Say("U0LEAD", $"/ai-incident {new string('x', letters)}👨‍👩‍👧‍👦{new string('&', 20)}🇳🇴");
            SlashCommands.ReceiptIn(receipt);
            Assert.DoesNotContain('\uFFFD', receipt);
            Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", receipt);
        }
    }

    [Theory]
    [InlineData("אבג 123 ‎(left)‎ ‏عربي‏", "אבג 123 ‎(left)‎ ‏عربي‏")]
    [InlineData("👨‍👩‍👧‍👦 & 🇳🇴 <b> e\u0301", "👨‍👩‍👧‍👦 & 🇳🇴 <b> e\u0301")]
    [InlineData("line one\nline two\ttabbed", "line one\nline two\ttabbed")]
    [InlineData("  blanks around  ", "blanks around")]
    [InlineData("'); DROP TABLE head; --", "'); DROP TABLE head; --")]
    public async Task Unusual_text_is_kept_as_it_was_typed(string typed, string kept) => await Returns(typed, kept);

    [Fact]
    public async Task Ten_thousand_characters_are_kept_whole() => await Returns(new string('å', 9_999) + '.', new string('å', 9_999) + '.');

    [Fact]
    public async Task A_text_beyond_the_longest_is_refused_whole_with_both_numbers()
    {
        await Makes_nothing(async () =>
        {
            var answer = await Bot.Say("U0LEAD", "/ai-incident " + new string('x', 20_001));
            Assert.Contains("too long: 20001 characters, at most 20000", answer, StringComparison.Ordinal);
            Assert.Contains("Nothing was recorded", answer, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Text_in_which_nothing_is_to_be_seen_is_answered_with_how_to_use_it()
    {
        // Nothing, blanks, characters of no width, fillers, NUL, half an emoji.
        string[] texts = ["", "%20%20%0A%09", "%E2%80%8B%E2%80%8D%EF%BB%BF%E2%81%A0", "%E3%85%A4%E2%A0%80", "%00", "%ED%A0%BD"];
        await Makes_nothing(async () =>
        {
            foreach (var encoded in texts)
                Assert.Contains("Write what happened after the command", await SayEncoded(encoded), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("a%00b", "ab")]
    [InlineData("half%20%ED%A0%BD%20emoji", "half \uFFFD\uFFFD\uFFFD emoji")]
    [InlineData("cut%20%F0%9F%98", "cut \uFFFD")]
    [InlineData("bell%07%1B%5B31m", "bell[31m")]
    public async Task Bytes_that_are_no_text_are_taken_out_and_the_rest_is_kept(string encoded, string kept)
    {
        var id = SlashCommands.ReceiptIn(await SayEncoded(encoded));
        Assert.Equal(kept, (string?)(await Bot.Record(id))["data"]!["text"]);
    }

    [Fact]
    public async Task Aims_help_says_what_there_is()
    {
        var answer = await Bot.Say("U0LEAD", "/aims help");
        Assert.Contains("/ai-incident", answer, StringComparison.Ordinal);
        Assert.Contains("/aims help", answer, StringComparison.Ordinal);
        Assert.Equal(answer, await Bot.Say("U0LEAD", "/aims"));
        Assert.Equal(answer, await Bot.Say("U0LEAD", "/aims  HELP "));
    }

    [Fact]
    public async Task An_unknown_command_is_answered_with_the_nearest_and_makes_nothing()
    {
        await Makes_nothing(async () =>
        {
            Assert.Contains("Did you mean /aims help?", await Bot.Say("U0LEAD", "/aims hepl"), StringComparison.Ordinal);
            Assert.Contains("I do not know /ai-incidnet.", await Bot.Say("U0LEAD", "/ai-incidnet it broke"), StringComparison.Ordinal);
            // Nothing of what was typed becomes a mention of everybody.
            Assert.Contains("I do not know &lt;!channel&gt;.", await Bot.Say("U0LEAD", "/aims <!channel>"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_address_for_events_takes_commands_too()
    {
        var delivery = new SlashCommand("U0LEAD", "/ai-incident by the other door");
        var reply = await Bot.Slack.Send("/slack/events", SlashCommand.ContentType, delivery.Body);
        Assert.Equal(reply.Text(), await Bot.Say(delivery));
    }

    [Fact]
    public async Task Slack_may_try_the_addresses()
    {
        var probe = await Bot.Slack.Send("/slack/commands", SlashCommand.ContentType, "ssl_check=1&token=x");
        Assert.Equal((HttpStatusCode.OK, ""), (probe.Status, probe.Body));

        var challenge = await Bot.Slack.Send("/slack/events", "application/json", """{"type":"url_verification","token":"x","challenge":"3eZbrw1aB10"}""");
        Assert.Equal(HttpStatusCode.OK, challenge.Status);
        Assert.Equal("""{"challenge":"3eZbrw1aB10"}""", challenge.Json!.ToJsonString());
    }

    [Fact]
    public async Task An_event_that_means_nothing_here_is_answered_with_200()
    {
        var reply = await Bot.Slack.Event("T0NOBODY", new JsonObject { ["type"] = "something_new" });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    private async Task<string> SayEncoded(string encodedText)
    {
        var body = new SlashCommand("U0LEAD", "/ai-incident").Body.Replace("&text=", "&text=" + encodedText, StringComparison.Ordinal);
        return (await Bot.Slack.Send("/slack/commands", SlashCommand.ContentType, body)).Text();
    }

    private async Task Returns(string typed, string kept)
    {
        var id = await Bot.Report("U0LEAD", typed);
        Assert.Equal(kept, (string?)(await Bot.Record(id))["data"]!["text"]);
    }

    private async Task Makes_nothing(Func<Task> act)
    {
        var before = (await Bot.Records()).Count;
        await act();
        Assert.Equal(before, (await Bot.Records()).Count);
    }
}
