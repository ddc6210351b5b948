using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class TakeIncidentTests : IncidentBench
{
    [Fact]
    public async Task Who_takes_it_has_it() => Assert.Equal(Hans.Person!.Id, (await BodyAsync(await TakeAsync(await ReportAsync(), Hans))).Assignee);

    [Fact]
    public async Task It_then_waits_for_that_person() => Assert.Equal([Hans.Id], (await TakeAsync(await ReportAsync(), Hans)).WaitsFor);

    [Fact, Trait("Rule", "9.3")]
    public async Task Taking_is_a_first_answer() => Assert.True((await BodyAsync(await TakeAsync(await ReportAsync(), Hans))).Answered);

    [Fact]
    public async Task The_reporter_gets_one_card_however_often_it_changes() =>
        Assert.Equal("hans hilde rita", await CardsAsync(await TakeAsync(await TakeAsync(await ReportAsync(), Hans), Hilde)));

    [Fact]
    public async Task A_reporter_who_handles_gets_no_second_card() => Assert.Equal("hans hilde", await CardsAsync(await TakeAsync(await ReportAsync(by: Hans), Hilde)));

    [Fact]
    public async Task A_second_handler_on_the_same_card_learns_that_it_is_out_of_date()
    {
        var head = await ReportAsync();
        await TakeAsync(head, Hans);
        Assert.Equal(Refusals.Stale, await Bench.RefusalAsync(TakeIncident.Step, new TakeIncident(), head.Id, Hilde, basis: head.Basis));
    }

    [Fact]
    public async Task A_second_click_of_the_same_handler_is_done()
    {
        var head = await ReportAsync();
        await TakeAsync(head, Hans);
        Assert.True(Assert.IsType<Kept>(await Bench.TakeAsync(TakeIncident.Step, new TakeIncident(), head.Id, Hans, head.Basis)).Repeated);
    }
}
