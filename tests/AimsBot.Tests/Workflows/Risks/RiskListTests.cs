using System.Text;
using System.Text.Json;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using SkiaSharp;

namespace AimsBot.Tests.Workflows.Risks;

public sealed class RiskListTests : RiskBench
{
    // The list.

    [Theory]
    [InlineData("", "critical high medium low accepted")]
    [InlineData("high", "high accepted")]
    [InlineData("HIGH low", "high low accepted")]
    [InlineData("breach", "critical high medium low")]
    [InlineData("accepted", "accepted")]
    [InlineData("accepted low", "")]
    [InlineData("mine", "critical high medium low accepted")]
    [InlineData("due", "")]
    public async Task Words_narrow_it_and_breaches_stand_first(string typed, string expected)
    {
        var risks = await FiveAsync();
        var shown = Shown(await SaidAsync(typed, Rolf));
        Assert.Equal(expected, string.Join(' ', shown.Select(id => risks.Single(r => r.Value == id).Key).OrderBy(name => Array.IndexOf(Names, name))));
        if (typed.Length == 0) Assert.Equal(risks["accepted"], shown[^1]);
    }

    [Fact]
    public async Task A_systems_number_narrows_it_too()
    {
        var risks = await FiveAsync();
        Assert.Equal(risks.Count, Shown(await SaidAsync(Screening.Value.ToLowerInvariant(), Lea)).Count);
        Assert.Empty(Shown(await SaidAsync("SYS-0000-0000", Lea)));
    }

    [Fact]
    public async Task A_word_that_is_not_understood_is_said_and_the_rest_shown()
    {
        await FiveAsync();
        var card = await SaidAsync("hihg", Lea);
        Assert.Contains("Not understood: hihg", card, StringComparison.Ordinal);
        Assert.Equal(5, Shown(card).Count);
    }

    [Fact]
    public async Task Nobody_sees_a_risk_that_is_not_theirs_to_read()
    {
        await FiveAsync();
        var card = await SaidAsync("", Sven);
        Assert.Empty(Shown(card));
        Assert.DoesNotContain("likelihood", card, StringComparison.Ordinal);
    }

    // The heat map.

    [Fact]
    public async Task Without_an_address_the_numbers_stand_as_text()
    {
        await FiveAsync();
        var card = await SaidAsync("", Lea);
        Assert.Contains("likelihood 2: 0 1 0 0 2", card, StringComparison.Ordinal);
        Assert.Contains("critical 1, high 2, medium 1, low 1, breaches 4", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_it_is_a_picture_and_the_numbers_are_its_alt_text()
    {
        await FiveAsync();
        Bench.Links.Origin = "https://bot.example.com";
        using var card = JsonDocument.Parse((await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Lea), "risk", new Delivery("1", null), default) as CardReply)!.Card.Json);
        var image = card.RootElement.GetProperty("body").EnumerateArray().Single(e => e.GetProperty("type").GetString() == "Image");
        Assert.Contains("likelihood 2: 0 1 0 0 2", image.GetProperty("altText").GetString(), StringComparison.Ordinal);
        using var bitmap = SKBitmap.Decode(await Bench.FetchAsync(new HeatMapFile(Bench.MakeRisks()), image.GetProperty("url").GetString()!));
        Assert.Equal((661, 661), (bitmap.Width, bitmap.Height));
        // A cell in which a risk stands has a light field with its number, and graver cells are darker.
        Assert.Equal(SKColors.White, bitmap.GetPixel(60 + (4 * 120) + 20, (3 * 120) + 40));
        Assert.True(Brightness(bitmap.GetPixel(66, (4 * 120) + 6)) > Brightness(bitmap.GetPixel(60 + (4 * 120) + 6, 6)));
    }

    [Fact]
    public void Each_cell_of_the_map_counts_its_own()
    {
        var counts = HeatMap.Count([Low, Low, Critical, new Scores(5, 1, 1, 1)]);
        Assert.Equal(2, counts[3][1]);
        Assert.Equal((1, 1, 4), (counts[1][4], counts[0][0], counts.Sum(row => row.Sum())));
    }

    // The file.

    [Fact]
    public async Task The_file_has_a_line_for_each_risk_that_the_words_mean_and_no_formula()
    {
        Bench.Links.Origin = "https://bot.example.com";
        await Bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(Screening.Value, "=HYPERLINK(\"http://evil\",\"x\")", "-1+1", "rolf@example.com"), null, Rita);
        await RaisedAsync(High, plan: "one, two\nand \"three\"");
        var lines = (await FileAsync("csv", Lea)).Split("\r\n");
        Assert.StartsWith("\uFEFFid,system,system_name,event,owner,state,breach,band,level", lines[0], StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", lines[2] + lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(",=", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Contains("\"one, two\nand \"\"three\"\"\"", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Contains("rolf,unaccepted,yes,high,10,2,1,5,1,1", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Equal(2, (await FileAsync("csv high", Lea)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task That_somebody_took_it_is_an_entry_and_taken_twice_by_one_command_it_is_one()
    {
        Bench.Links.Origin = "https://bot.example.com";
        await RaisedAsync(High);
        foreach (var _ in new[] { 1, 2 }) await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Lea), "risk csv", new Delivery("same", null), default);
        Assert.Single(await VerbsAsync(await Bench.HeadAsync(Lea.Person!.Id)), "evidence-exported");
    }

    [Fact]
    public async Task Without_an_address_nothing_is_exported_and_it_says_so()
    {
        await RaisedAsync(High);
        Assert.Contains("Nothing was exported", await SaidAsync("csv", Lea), StringComparison.Ordinal);
        Assert.DoesNotContain("evidence-exported", await VerbsAsync(await Bench.HeadAsync(Lea.Person!.Id)));
    }

    [Fact]
    public async Task The_file_has_nothing_that_its_reader_may_not_see()
    {
        Bench.Links.Origin = "https://bot.example.com";
        await RaisedAsync(High);
        Assert.Single((await FileAsync("csv", Sven)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    private static readonly string[] Names = ["critical", "high", "medium", "low", "accepted"];

    private async Task<Dictionary<string, string>> FiveAsync()
    {
        var risks = new Dictionary<string, string>();
        foreach (var (name, scores) in new[] { ("critical", Critical), ("high", High), ("medium", Medium), ("low", Low) }) risks[name] = (await RaisedAsync(scores)).Id.Value;
        risks["accepted"] = (await BodyAsync(await AcceptedAsync(High, Tara))).Risk.Value;
        return risks;
    }

    private async Task<string> SaidAsync(string typed, Actor who) => Encoding.UTF8.GetString(
        Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(who), $"risk {typed}", new Delivery(typed, null), default)).Card.Json);

    private async Task<string> FileAsync(string typed, Actor who)
    {
        using var card = JsonDocument.Parse(await SaidAsync(typed, who));
        return Encoding.UTF8.GetString((await Bench.FetchAsync(new RiskFile(Bench.MakeRisks()), card.RootElement.GetProperty("actions")[0].GetProperty("url").GetString()!))!);
    }

    private static List<string> Shown(string card)
    {
        using var json = JsonDocument.Parse(card);
        return
        [
            .. json.RootElement.GetProperty("body").EnumerateArray().Where(e => e.GetProperty("type").GetString() == "ColumnSet")
                .Select(e => e.GetProperty("columns")[0].GetProperty("items")[0].GetProperty("inlines")[0].GetProperty("text").GetString()!.Trim()),
        ];
    }

    private static int Brightness(SKColor color) => color.Red + color.Green + color.Blue;
}
