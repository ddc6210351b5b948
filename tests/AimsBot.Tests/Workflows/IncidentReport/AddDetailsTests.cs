using AimsBot.Core.Records;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class AddDetailsTests : IncidentBench
{
    private static readonly DateTimeOffset Thursday = Monday.AddDays(3);

    [Fact, Trait("Rule", "I4")]
    public async Task No_clock_moves_by_it()
    {
        var head = await ReportAsync();
        var seen = new List<(DateTimeOffset, DateTimeOffset, DateTimeOffset, DateTimeOffset)> { await ClocksAsync(head) };
        Bench.Clock.SetUtcNow(Thursday);
        foreach (var date in new[] { null, "2026-12-30", "" })
        {
            var values = Untouched(await FormAsync(AddDetails.Step, head, Rita));
            if (date is not null) values["date"] = date;
            head = await Bench.KeepAsync(AddDetails.Step, values, head.Id, Rita);
            seen.Add(await ClocksAsync(head));
        }
        Bench.Clock.SetUtcNow(Thursday.AddHours(1));
        seen.Add(await ClocksAsync(await TriageAsync(head, Hans)));
        Assert.Equal([(Monday, Monday, Monday.AddDays(1), Monday.AddDays(3))], seen.Distinct());
    }

    [Fact, Trait("Rule", "I4")]
    public async Task A_form_with_its_date_untouched_changes_no_date()
    {
        var head = await ReportAsync(new IncidentDetails { Text = "x", Day = new(2027, 1, 3), Time = new(9, 5) });
        Assert.Equal((await BodyAsync(head)).Occurred, (await BodyAsync(await SendAsync(head, null))).Occurred);
    }

    [Fact, Trait("Rule", "I4")]
    public async Task A_change_of_the_date_is_kept_with_before_and_after()
    {
        var head = await SendAsync(await SendAsync(await ReportAsync(), "2026-12-29"), "2026-12-30");
        Assert.Equal(("2026-12-28T23:00:00.000Z", "2026-12-29T23:00:00.000Z"), (await NoteAsync(head, "occurredBefore"), await NoteAsync(head, "occurredAfter")));
    }

    [Fact, Trait("Rule", "I4")]
    public async Task A_date_that_is_cleared_is_kept_with_what_it_was()
    {
        var head = await SendAsync(await SendAsync(await ReportAsync(), "2026-12-30"), "");
        Assert.Equal(("2026-12-29T23:00:00.000Z", "unknown"), (await NoteAsync(head, "occurredBefore"), await NoteAsync(head, "occurredAfter")));
    }

    [Fact, Trait("Rule", "I4")]
    public async Task Who_changes_the_date_has_set_it()
    {
        var head = await SendAsync(await ReportAsync(new IncidentDetails { Text = "x", Day = new(2026, 12, 29) }), "2026-12-30", Hans.Id);
        Assert.Equal(Hans.Id, (await BodyAsync(head)).Occurred!.SetBy);
    }

    [Fact, Trait("Rule", "I4")]
    public async Task A_day_stays_the_day_for_a_handler_in_another_zone()
    {
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(Hans.Person!.Details with { TimeZone = "America/New_York" }), Hans.Person.Id);
        var head = await ReportAsync(new IncidentDetails { Text = "x", Day = new(2026, 12, 30) });
        var abroad = AimsBot.Core.People.Actor.Of((await Bench.People.PersonAsync("demo", Hans.Person.Id, default))!);
        var values = Untouched(await FormAsync(AddDetails.Step, head, abroad));
        var after = await Bench.KeepAsync(AddDetails.Step, values, head.Id, abroad);
        Assert.Equal(("2026-12-30", (await BodyAsync(head)).Occurred), (values["date"], (await BodyAsync(after)).Occurred));
    }

    [Theory, Trait("Rule", "I4")]
    [InlineData("2027-01-06", "date:incident.afterTheReport")]
    [InlineData("2027-01-08", "date:incident.inTheFuture")]
    public async Task A_date_after_the_report_is_asked_about(string date, string expected)
    {
        var head = await ReportAsync();
        Bench.Clock.SetUtcNow(Thursday);
        var values = Untouched(await FormAsync(AddDetails.Step, head, Rita));
        values["date"] = date;
        Assert.Equal(expected, await WrongAsync(AddDetails.Step, values, head, Rita));
    }

    [Fact]
    public async Task A_worse_severity_before_triage_brings_the_limits_nearer()
    {
        var head = await ReportAsync();
        Bench.Clock.SetUtcNow(Monday.AddMinutes(20));
        var body = await BodyAsync(await AddAsync(head, Rita, new IncidentDetails { Text = "x", Severity = Severity.S1 }));
        Assert.Equal((Monday.AddHours(1), Monday.AddHours(4)), (body.FirstAnswerBy, body.TriageBy));
    }

    [Fact]
    public async Task The_reporters_severity_after_triage_changes_nothing_but_itself()
    {
        var before = await BodyAsync(await InAsync("triaged"));
        var head = (await Bench.AllAsync("incident"))[0];
        var after = await BodyAsync(await AddAsync(head, Rita, new IncidentDetails { Text = "x", Severity = Severity.S1 }));
        Assert.Equal((Severity.S1, Severity.S3, before.TriageBy), (after.ReportedSeverity!.Value, after.Severity, after.TriageBy));
    }

    [Fact]
    public async Task An_old_card_may_still_add() =>
        Assert.Equal(3, (await Bench.KeepAsync(AddDetails.Step, new AddDetails(new IncidentDetails { Text = "y" }), (await TakeAsync(await ReportAsync(), Hans)).Id, Rita, basis: 1)).Revision);

    [Fact]
    public async Task The_reporter_hears_of_what_a_handler_adds() =>
        Assert.Equal("hans hilde rita", await CardsAsync(await AddAsync(await ReportAsync(), Hans, new IncidentDetails { Text = "y" })));

    [Fact]
    public async Task The_reporter_is_not_told_what_they_said_themselves() =>
        Assert.Equal("hans hilde", await CardsAsync(await AddAsync(await ReportAsync(), Rita, new IncidentDetails { Text = "y" })));

    [Fact, Trait("Rule", "A.3.3")]
    public async Task A_concern_is_not_added_either()
    {
        var head = await ReportAsync();
        Assert.Equal("kind:concern.nowhere", await WrongAsync(AddDetails.Step, new Dictionary<string, string> { ["kind"] = "concern", ["text"] = "my boss" }, head, Rita));
    }

    [Fact]
    public async Task A_system_that_was_retired_stays_with_the_incident()
    {
        var head = await ReportAsync(new IncidentDetails { Text = "x", System = Translator.Value });
        await Bench.KeepAsync(RetireSystem.Step, new RetireSystem(), Translator, Lea);
        Assert.Equal(Translator, (await BodyAsync(await SendAsync(head, null))).System);
    }

    // A text that no form can show.

    [Fact]
    public async Task A_long_text_is_not_in_the_form() =>
        Assert.DoesNotContain("text", Untouched(await FormAsync(AddDetails.Step, await ReportLongAsync(), Rita)).Keys);

    [Fact]
    public async Task A_text_that_a_form_can_show_is_in_it() =>
        Assert.Equal(new string('x', 3000), Untouched(await FormAsync(AddDetails.Step, await ReportAsync(new IncidentDetails { Text = new('x', 3000) }), Rita))["text"]);

    [Fact]
    public async Task A_long_text_stays_as_it_was_reported()
    {
        var head = await SendAsync(await ReportLongAsync(), "2026-12-30");
        Assert.Equal(new string('x', 3001), (await BodyAsync(head)).Text);
    }

    [Fact]
    public async Task A_short_text_may_not_be_taken_away() =>
        Assert.Equal("text:refusal.required", await WrongAsync(AddDetails.Step, new Dictionary<string, string> { ["text"] = "" }, await ReportAsync(), Rita));

    [Fact]
    public async Task A_text_that_was_erased_does_not_come_back()
    {
        var head = await Bench.KeepAsync(AimsBot.Core.ErasePayload.Step, new AimsBot.Core.ErasePayload("body.text", "names"), (await ReportAsync()).Id);
        Assert.Equal("", (await BodyAsync(await SendAsync(head, null))).Text);
    }

    private Task<Head> ReportLongAsync() => ReportAsync(new IncidentDetails { Text = new('x', 3001) });

    private async Task<Head> SendAsync(Head head, string? date, string? by = null)
    {
        var actor = by == Hans.Id ? Hans : Rita;
        var values = Untouched(await FormAsync(AddDetails.Step, head, actor));
        if (date is not null) values["date"] = date;
        return await Bench.KeepAsync(AddDetails.Step, values, head.Id, actor);
    }

    private async Task<(DateTimeOffset, DateTimeOffset, DateTimeOffset, DateTimeOffset)> ClocksAsync(Head head)
    {
        var body = await BodyAsync(head);
        return (body.ReportedAt, body.Aware.At, body.FirstAnswerBy, body.TriageBy);
    }
}
