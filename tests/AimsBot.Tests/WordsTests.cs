using System.Text.Json;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Workflows.IncidentReport;
using CsCheck;

namespace AimsBot.Tests;

/// <summary>What is typed means the same in every channel.</summary>
public sealed class WordsTests : IncidentBench
{
    private int _deliveries;

    public static TheoryData<string> Channels => [ChannelNames.Slack, ChannelNames.Teams];

    [Theory]
    [InlineData(ChannelNames.Slack, "tasks", "Shared/Tasks")]
    [InlineData(ChannelNames.Teams, "tasks", "Shared/Tasks")]
    [InlineData(ChannelNames.Teams, "  TASKS  ", "Shared/Tasks")]
    [InlineData(ChannelNames.Teams, "tasks please", "Shared/Tasks")]
    [InlineData(ChannelNames.Teams, "/aims tasks", "Shared/Tasks")]
    [InlineData(ChannelNames.Teams, "Aims\ttasks", "Shared/Tasks")]
    [InlineData(ChannelNames.Slack, "system", "SystemRegister/Systems")]
    [InlineData(ChannelNames.Teams, "system", "SystemRegister/Systems")]
    [InlineData(ChannelNames.Slack, "policy", "Policies/Policies")]
    [InlineData(ChannelNames.Teams, "policy status", "Policies/Policies")]
    [InlineData(ChannelNames.Slack, "audit", "Audits/Audits")]
    [InlineData(ChannelNames.Teams, "audit start", "Audits/Audits")]
    [InlineData(ChannelNames.Slack, "audit status", "Audits/Status")]
    [InlineData(ChannelNames.Teams, "audit programme", "Audits/Status")]
    [InlineData(ChannelNames.Slack, "audit soa", "Statements/None")]
    [InlineData(ChannelNames.Slack, "review", "Reviews/Reviews")]
    [InlineData(ChannelNames.Teams, "review", "Reviews/Reviews")]
    [InlineData(ChannelNames.Slack, "action", "CorrectiveActions/Actions")]
    [InlineData(ChannelNames.Teams, "action", "CorrectiveActions/Actions")]
    [InlineData(ChannelNames.Slack, "people", "People/Roles")]
    [InlineData(ChannelNames.Teams, "people", "People/Roles")]
    [InlineData(ChannelNames.Slack, "help", "Shared/Help")]
    [InlineData(ChannelNames.Teams, "help", "Shared/Help")]
    [InlineData(ChannelNames.Slack, "", "Shared/Help")]
    [InlineData(ChannelNames.Teams, "", "Shared/Help")]
    [InlineData(ChannelNames.Teams, "/aims", "Shared/Help")]
    public async Task A_word_shows_its_card(string channel, string typed, string card) => Assert.Equal(card, Assert.IsType<CardReply>(await SayAsync(channel, typed)).Card.Name);

    [Theory]
    [InlineData(ChannelNames.Slack, "incident two names\nwere swapped")]
    [InlineData(ChannelNames.Teams, "incident two names\nwere swapped")]
    [InlineData(ChannelNames.Teams, "INCIDENT   two names\nwere swapped ")]
    [InlineData(ChannelNames.Teams, "incident\ntwo names\nwere swapped")]
    [InlineData(ChannelNames.Teams, "/ai-incident two names\nwere swapped")]
    [InlineData(ChannelNames.Teams, "ai-incident two names\nwere swapped")]
    public async Task What_follows_the_word_is_the_report(string channel, string typed) =>
        Assert.Equal("two names\nwere swapped", (await BodyAsync(Assert.IsType<KeptReply>(await SayAsync(channel, typed)).Head)).Text);

    [Theory]
    [InlineData(ChannelNames.Slack, "incident")]
    [InlineData(ChannelNames.Teams, "incident")]
    [InlineData(ChannelNames.Teams, "/ai-incident")]
    [InlineData(ChannelNames.Teams, "incident \u200B ")]
    public async Task Without_a_report_the_form_opens(string channel, string typed) => Assert.IsType<FormReply>(await SayAsync(channel, typed));

    [Theory, MemberData(nameof(Channels))]
    public async Task With_a_number_the_incident_is_shown(string channel)
    {
        var head = await ReportAsync();
        Assert.Equal(head.Id, Assert.IsType<CardReply>(await SayAsync(channel, $"incident {head.Id.Value.ToLowerInvariant()}")).Record!.Id);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_message_that_comes_twice_is_one_report(string channel)
    {
        for (var i = 0; i < 2; i++) await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Rita, channel), "incident two names", new Delivery("once"), default);
        Assert.Single(await Bench.AllAsync("incident"));
    }

    [Theory]
    [InlineData(ChannelNames.Slack, "taks", "/aims tasks?")]
    [InlineData(ChannelNames.Teams, "taks", " tasks?")]
    [InlineData(ChannelNames.Slack, "/other thing", "/ai-incident?")]
    [InlineData(ChannelNames.Teams, "/other thing", " incident?")]
    public async Task Who_slips_is_told_the_nearest_word_as_it_is_typed_there(string channel, string typed, string nearest) =>
        Assert.Contains("Did you mean" + (nearest[0] == ' ' ? "" : " ") + nearest, await SaidAsync(channel, typed), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Channels))]
    public async Task A_word_that_is_far_from_all_is_named(string channel) => Assert.Contains("I do not know banana.", await SaidAsync(channel, "banana split"), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Channels))]
    public async Task The_help_names_every_word_once_as_it_is_typed_there(string channel)
    {
        var lines = (await SaidAsync(channel, "help")).Split('\n');
        Assert.All(CommandWords.All, word => Assert.Single(lines, line => line.StartsWith(CommandWords.Typed(channel, word.Word) + ":", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task Whatever_else_is_typed_is_answered_with_the_help(string channel) => await Gen.String[0, 60].Where(typed => !CommandWords.All.Any(w => typed.Contains(w.Word, StringComparison.OrdinalIgnoreCase)))
        .SampleAsync(async typed => Assert.Equal("Shared/Help", Assert.IsType<CardReply>(await SayAsync(channel, typed)).Card.Name), iter: 50, threads: 1);

    private Task<Reply> SayAsync(string channel, string typed, Actor? by = null) =>
        Bench.MakeWords().AnswerAsync(CoreBench.Visit(by ?? Rita, channel), typed, new Delivery($"said-{_deliveries++}"), default);

    private async Task<string> SaidAsync(string channel, string typed)
    {
        using var card = JsonDocument.Parse(Assert.IsType<CardReply>(await SayAsync(channel, typed)).Card.Json);
        return CardReading.Aloud(card.RootElement);
    }
}
