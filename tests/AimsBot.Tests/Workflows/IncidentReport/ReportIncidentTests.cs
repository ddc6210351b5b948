using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class ReportIncidentTests : IncidentBench
{
    [Fact, Trait("Rule", "I4")]
    public async Task The_organisation_is_aware_from_the_report_on()
    {
        var head = await ReportAsync();
        Assert.Equal(new KnownTime(Monday, Rita.Id), (await BodyAsync(head)).Aware);
    }

    [Fact, Trait("Rule", "I4")]
    public async Task When_it_happened_is_what_the_reporter_says_on_their_own_clock()
    {
        var head = await ReportAsync(new IncidentDetails { Text = "x", Day = new(2027, 1, 3), Time = new(23, 30) });
        Assert.Equal(new KnownTime(new(2027, 1, 3, 22, 30, 0, TimeSpan.Zero), Rita.Id) { Zone = "Europe/Oslo" }, (await BodyAsync(head)).Occurred);
    }

    [Fact, Trait("Rule", "I4")]
    public async Task A_day_alone_stays_a_day()
    {
        var head = await ReportAsync(new IncidentDetails { Text = "x", Day = new(2027, 1, 3) });
        Assert.True((await BodyAsync(head)).Occurred!.DayOnly);
    }

    [Fact, Trait("Rule", "I4")]
    public async Task When_it_happened_and_was_noticed_is_unknown_where_nobody_says()
    {
        var body = await BodyAsync(await ReportAsync());
        Assert.Equal((null, null), (body.Occurred, body.Noticed));
    }

    [Fact, Trait("Rule", "I16")]
    public async Task A_line_of_text_is_enough() => Assert.Equal("reported", (await ReportAsync()).State);

    [Fact]
    public async Task Nothing_of_the_text_is_lost()
    {
        var text = string.Concat(Enumerable.Repeat("😀 ${id} <b>", 1600));
        Assert.Equal(text, (await BodyAsync(await ReportAsync(new IncidentDetails { Text = text }))).Text);
    }

    [Fact]
    public async Task Every_handler_gets_one_card() => Assert.Equal("hans hilde", await CardsAsync(await ReportAsync()));

    [Fact]
    public async Task A_handler_who_reports_gets_one_card() => Assert.Equal("hans hilde", await CardsAsync(await ReportAsync(by: Hans)));

    [Fact]
    public async Task It_waits_for_the_handlers() => Assert.Equal(["role:incident-handler"], (await ReportAsync()).WaitsFor);

    [Theory]
    [InlineData(Severity.S1, 0)]
    [InlineData(Severity.S2, 0)]
    [InlineData(Severity.S3, 1)]
    [InlineData(Severity.S4, 1)]
    public async Task The_worse_ones_go_with_the_legal_clocks(Severity severity, int lane) =>
        Assert.All((await Bench.Store.PendingAsync("demo", (await ReportAsync(severity)).Id, default))!.Copies, copy => Assert.Equal(lane, (int)copy.Lane));

    // A concern about people or conduct.

    [Fact, Trait("Rule", "A.3.3")]
    public async Task A_concern_is_not_taken_and_says_whom_to_turn_to()
    {
        var facts = Facts() with { Organisation = CoreBench.Organisation with { ConcernContact = "the ombudsman, 555 0100" } };
        var outcome = Assert.IsType<Corrections>(ReportIncident.Decide(null, new ReportIncident(new IncidentDetails { Text = "x", IsConcern = true }), facts));
        Assert.Equal("the ombudsman, 555 0100", outcome.Fields["kind"].Facts["contact"]);
        Assert.Empty(await Bench.AllAsync("incident"));
    }

    [Fact, Trait("Rule", "A.3.3")]
    public async Task A_concern_where_no_contact_is_set_is_not_taken_either() => Assert.Equal(
        "kind:concern.nowhere", await WrongAsync(ReportIncident.Step, Values(("kind", "concern"), ("text", "my boss")), null, Rita));

    [Fact, Trait("Rule", "A.3.3")]
    public async Task A_concern_leaves_nothing_behind()
    {
        await WrongAsync(ReportIncident.Step, Values(("kind", "concern"), ("text", "my boss")), null, Rita);
        Assert.Empty(await Bench.AllAsync("incident"));
    }

    [Fact, Trait("Rule", "A.3.3")]
    public async Task A_concern_needs_no_words() =>
        Assert.Equal("kind:concern.nowhere", await WrongAsync(ReportIncident.Step, Values(("kind", "concern")), null, Rita));

    // What is asked about.

    [Theory]
    [InlineData("text", "", "text:refusal.required")]
    [InlineData("kind", "catastrophe", "kind:refusal.noSuchChoice")]
    [InlineData("severity", "S0", "severity:refusal.noSuchChoice")]
    [InlineData("system", "SYS-0000-0001", "system:refusal.noSuchChoice")]
    [InlineData("system", "no id at all", "system:refusal.noSuchChoice")]
    [InlineData("date", "2027-01-05", "date:incident.inTheFuture")]
    [InlineData("date", "2027-02-30", "date:refusal.noDate")]
    [InlineData("time", "12:00", "date:incident.timeWithoutDay")]
    [InlineData("time", "25:00", "time:refusal.noTime")]
    public async Task What_is_wrong_is_asked_about(string field, string value, string expected)
    {
        var values = Values(("kind", "incident"), ("text", "x"), ("severity", "S3"));
        values[field] = value;
        Assert.Equal(expected, await WrongAsync(ReportIncident.Step, values, null, Rita));
    }

    [Fact]
    public async Task A_person_is_no_system() => Assert.Equal(
        "system:refusal.noSuchChoice", await WrongAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "x", System = Oda.Id }), null, Rita));

    [Fact]
    public async Task A_system_that_was_retired_while_the_form_was_open_is_asked_about()
    {
        await Bench.KeepAsync(RetireSystem.Step, new RetireSystem(), Translator, Lea);
        var report = new ReportIncident(new IncidentDetails { Text = "x", System = Translator.Value });
        Assert.Equal("system:refusal.noSuchChoice", await WrongAsync(ReportIncident.Step, report, null, Rita));
    }

    [Fact]
    public async Task A_system_that_is_not_listed_is_none() =>
        Assert.Null((await BodyAsync(await Bench.KeepAsync(ReportIncident.Step, Values(("text", "x"), ("system", "not-listed")), null, Rita))).System);

    [Fact]
    public async Task Cleared_fields_are_unknown()
    {
        var body = await BodyAsync(await Bench.KeepAsync(
            ReportIncident.Step, Values(("text", "x"), ("kind", ""), ("severity", ""), ("affected", " "), ("date", ""), ("time", "")), null, Rita));
        Assert.Equal((IncidentKind.NotSure, null, null, null), (body.Kind, body.ReportedSeverity, body.Affected, body.Occurred));
    }

    private static Dictionary<string, string> Values(params (string Id, string Value)[] values) => values.ToDictionary(v => v.Id, v => v.Value);

    private StepFacts Facts() => new()
    {
        Now = Monday,
        Actor = Rita,
        Organisation = CoreBench.Organisation,
        Record = new RecordId("INC-0000-0001"),
        People = new Dictionary<Role, IReadOnlyList<Person>> { [Role.IncidentHandler] = [], [Role.ComplianceLead] = [] },
    };
}
