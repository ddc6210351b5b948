using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class NoteMessageChangeTests : IncidentBench
{
    [Theory]
    [InlineData(false, "edited")]
    [InlineData(true, "deleted")]
    public async Task The_trail_says_what_became_of_the_message(bool isDeleted, string note) =>
        Assert.Equal(note, await NoteAsync(await NoteAsync(await ReportAsync(), isDeleted), "message"));

    [Fact]
    public async Task The_record_says_what_was_reported()
    {
        var head = await ReportAsync();
        Assert.Equal(head.Body.ToArray(), (await NoteAsync(head)).Body.ToArray());
    }

    [Fact]
    public async Task A_card_from_before_is_not_out_of_date()
    {
        var head = await ReportAsync();
        await NoteAsync(head);
        await Bench.KeepAsync(TakeIncident.Step, new TakeIncident(), head.Id, Hans, head.Basis);
    }

    [Theory]
    [InlineData(IncidentStates.Reported)]
    [InlineData(IncidentStates.Triaged)]
    [InlineData(IncidentStates.Closed)]
    [InlineData(IncidentStates.Duplicate)]
    [InlineData(IncidentStates.NotAnIncident)]
    public async Task It_is_noted_in_every_state_and_changes_none(string state) => Assert.Equal(state, (await NoteAsync(await InAsync(state))).State);

    [Fact]
    public async Task However_often_the_message_changes_it_is_noted_once()
    {
        var head = await ReportAsync();
        for (var i = 0; i < 3; i++) await NoteAsync(head, isDeleted: i == 2);
        Assert.Equal(["incident-reported", "message-changed"], await VerbsAsync(head));
    }

    [Fact]
    public async Task Nobody_but_the_host_notes_it() =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(NoteMessageChange.Step, new NoteMessageChange(false), (await ReportAsync()).Id, Hans));

    [Fact]
    public async Task It_stands_on_no_button()
    {
        var head = await ReportAsync();
        var card = await Bench.MakeCards().RecordAsync(CoreBench.Organisation, head, Hans.Person!, default);
        Assert.DoesNotContain("message-changed", System.Text.Encoding.UTF8.GetString(card!.Json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentStates.Reported, true)]
    [InlineData(IncidentStates.Closed, false)]
    public async Task The_reporter_hears_how_to_correct_the_record_while_that_can_be_done(string state, bool isOpen)
    {
        var head = await NoteAsync(await InAsync(state));
        var card = await Bench.MakeCards().ReceiptAsync(CoreBench.Visit(Rita, ChannelNames.Teams), NoteMessageChange.Step, head, default);
        Assert.Equal((IncidentCards.MessageChangedCard, isOpen), (card.Name, System.Text.Encoding.UTF8.GetString(card.Json).Contains(AddDetails.Step.Id, StringComparison.Ordinal)));
    }

    private Task<Head> NoteAsync(Head head, bool isDeleted = false) =>
        Bench.KeepAsync(NoteMessageChange.Step, new NoteMessageChange(isDeleted), head.Id, Actor.Host, key: "message:changed");
}
