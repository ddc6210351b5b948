using System.Globalization;

namespace AimsBot.EndToEnd.Slack;

/// <summary>What is typed into a form is kept to the character, and shown within Slack's limits.</summary>
public class FormTextTests(SlackOffice office) : IClassFixture<SlackOffice>
{
    private const string Family = "👨‍👩‍👧‍👦";
    private const string Flag = "🇳🇴";

    public static TheoryData<int> Lengths => [60, 71, 75, 148, 149, 150, 151, 160, 2_950, 2_982];

    [Fact]
    public async Task Text_that_looks_like_a_template_comes_back_and_is_shown_as_it_was_typed()
    {
        var typed = (await File.ReadAllTextAsync(CaseData.PathOf("13-text.txt"))).TrimEnd();

        var id = await Submits(typed);

        var data = (await office.Bot.Record(id))["data"]!;
        Assert.Equal((typed, typed), ((string?)data["text"], (string?)data["affected"]));
        var card = await office.Hanna.Reads(id);
        // On the wire the signs of Slack's markup are entities; a reader sees them as they were.
        Assert.Contains(typed, card.Reading.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(office.Slack.Complaints);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_long_text_with_joined_emoji_at_the_edge_is_kept_whole_and_cut_nowhere_inside_a_sign(int letters)
    {
        var typed = new string('a', letters) + Family + "&&&" + Flag;

        var id = await Submits(typed);

        var kept = (string)(await office.Bot.Record(id))["data"]!["text"]!;
        Assert.StartsWith(new string('a', letters), kept, StringComparison.Ordinal);
        var card = await office.Hanna.Reads(id);
        await office.Clara.OpensHome();
        Assert.DoesNotContain('\uFFFD', card.Reading + office.Clara.Home!.Reading);
        Assert.All(Pieces(card.Reading + '\n' + office.Clara.Home.Reading), piece => Assert.Contains(piece, Whole));
        Assert.Empty(office.Slack.Complaints);
    }

    [Fact]
    public async Task A_text_longer_than_a_form_takes_stays_whole_when_details_are_added_by_form()
    {
        var typed = (await File.ReadAllTextAsync(CaseData.PathOf("13-emoji.txt"))).TrimEnd();
        var receipt = await office.Clara.Types($"/ai-incident {typed}");
        var id = SlashCommands.ReceiptIn(receipt!.Text);

        await office.Clara.Clicks("Add details", receipt);
        var form = await office.Clara.SeesForm();
        Assert.Contains("[…]", form.Blocks.Single(b => (string?)b!["block_id"] == "input.text")!["element"]!["initial_value"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", form.View.ToJsonString(), StringComparison.Ordinal);
        await office.Clara.Submits(("What is it?", "incident"), ("Who is affected?", "many"));

        var data = (await office.Bot.Record(id))["data"]!;
        Assert.Equal((typed, "many"), ((string?)data["text"], (string?)data["affected"]));
        Assert.Empty(office.Slack.Complaints);
    }

    // What a joined emoji may leave behind: itself, and nothing less.
    private static readonly string[] Whole = [Family, Flag];

    private static IEnumerable<string> Pieces(string shown)
    {
        var signs = StringInfo.GetTextElementEnumerator(shown);
        while (signs.MoveNext())
        {
            var sign = signs.GetTextElement();
            if (char.IsSurrogate(sign[0])) yield return sign;
        }
    }

    private async Task<string> Submits(string text)
    {
        await office.Clara.Types("/ai-incident");
        await office.Clara.Submits(SlackOffice.Report(text, ("Who is affected?", text.Length <= 300 ? text : null)));
        return SlashCommand.IncidentsIn(office.Clara.Form!.View.ToJsonString())[0];
    }
}
