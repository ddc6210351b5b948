using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Slack.BlockKit;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Slack.BlockKit;
using AimsBot.Tests.Workflows.IncidentReport;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Core.Cards;

public sealed class TaskListTests : IncidentBench
{
    [Fact]
    public async Task What_waits_for_a_handler_is_on_it()
    {
        var head = await ReportAsync();
        Assert.Contains($"{head.Id} two names were swapped", await ReadAsync(Hans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_by_when() => Assert.Contains("reported, first answer by", await ReadOneAsync(Hans), StringComparison.Ordinal);

    [Fact]
    public async Task What_somebody_took_waits_for_nobody_else()
    {
        await TakeAsync(await ReportAsync(), Hilde);
        Assert.Contains("Nothing waits for you.", await ReadAsync(Hans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_took_waits_for_them()
    {
        var head = await TakeAsync(await ReportAsync(), Hilde);
        Assert.Contains(head.Id.Value, await ReadAsync(Hilde), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_is_not_asked_while_there_are_handlers() => Assert.Contains("Nothing waits for you.", await ReadOneAsync(Lea), StringComparison.Ordinal);

    [Fact]
    public async Task A_lead_stands_in_where_there_are_no_handlers()
    {
        using var bench = new CoreBench();
        var lead = await bench.PersonAsync("lead", Role.ComplianceLead);
        var head = await bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "x" }), null, await bench.PersonAsync("rita"));
        Assert.Contains(head.Id.Value, Aloud(await bench.MakeTasks().ForAsync(CoreBench.Visit(lead), default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_management_that_was_called_finds_it_there()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Contains(head.Id.Value, await ReadAsync(Tom), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_reported_is_on_theirs()
    {
        var head = await DismissAsync(await ReportAsync(), Hans);
        Assert.Contains($"{head.Id} two names were swapped\nnot an incident", await ReadAsync(Rita), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_reported_is_not() => Assert.DoesNotContain("INC-", await ReadOneAsync(Sven), StringComparison.Ordinal);

    [Fact]
    public async Task An_erased_text_shows_as_erased()
    {
        var head = await ReportAsync();
        await Bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.text", "names"), head.Id);
        Assert.Contains($"{head.Id} (This text was erased.)", await ReadAsync(Hans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_and_twenty_open_things_are_fifteen_and_a_number()
    {
        for (var i = 0; i < 120; i++) await ReportAsync();
        Assert.Contains("105 more are not shown here.", await ReadAsync(Hans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_come_first()
    {
        var first = await ReportAsync();
        for (var i = 1; i < 20; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await ReportAsync();
        }
        Assert.StartsWith("Your tasks\nWaiting for you\n" + first.Id, await ReadAsync(Hans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_keeps_the_limits_of_a_home_tab()
    {
        var hostile = new IncidentDetails { Text = string.Concat(Enumerable.Repeat("<&> 😀 ", 500)) };
        for (var i = 0; i < 40; i++) await ReportAsync(hostile, Hans);
        Assert.Empty(SlackRules.BrokenByView(CardTranslator.Home((await MakeAsync(Hans)).Json).Json));
    }

    [Fact]
    public async Task A_long_list_is_whole_in_a_home_tab()
    {
        for (var i = 0; i < 40; i++) await ReportAsync(by: Hans);
        Assert.Equal(25, Regex.Count(Encoding.UTF8.GetString(CardTranslator.Home((await MakeAsync(Hans)).Json).Json), "\"action_id\""));
    }

    private Task<RenderedCard> MakeAsync(Actor reader) => Bench.MakeTasks().ForAsync(CoreBench.Visit(reader), default);

    private async Task<string> ReadAsync(Actor reader) => Aloud(await MakeAsync(reader));

    private async Task<string> ReadOneAsync(Actor reader)
    {
        await ReportAsync();
        return await ReadAsync(reader);
    }

    private static string Aloud(RenderedCard card)
    {
        using var json = JsonDocument.Parse(card.Json);
        return CardReading.Aloud(json.RootElement);
    }
}
