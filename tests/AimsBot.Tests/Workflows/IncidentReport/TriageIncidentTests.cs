using AimsBot.Core.Records;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class TriageIncidentTests : IncidentBench
{
    [Fact, Trait("Rule", "9.3")]
    public async Task The_reporters_severity_and_the_triages_are_two()
    {
        var body = await BodyAsync(await TriageAsync(await ReportAsync(Severity.S4), Hans, Severity.S1));
        Assert.Equal((Severity.S4, Severity.S1), (body.ReportedSeverity!.Value, body.Triage!.Severity));
    }

    [Theory, Trait("Rule", "9.3")]
    [InlineData(Severity.S1, "hans hilde lotte oda petra rita tom")]
    [InlineData(Severity.S2, "hans hilde lotte oda petra rita")]
    [InlineData(Severity.S3, "hans hilde oda rita")]
    [InlineData(Severity.S4, "hans hilde oda rita")]
    public async Task These_are_told_once(Severity severity, string who) =>
        Assert.Equal(who, await CardsAsync(await TriageAsync(await ReportAsync(), Hans, severity, system: Translator)));

    [Fact, Trait("Rule", "9.3")]
    public async Task Without_a_system_no_owner_is_told() => Assert.Equal("hans hilde rita", await CardsAsync(await TriageAsync(await ReportAsync(), Hans)));

    [Fact, Trait("Rule", "9.3")]
    public async Task Nobody_is_told_again_after_a_reopening()
    {
        var head = await CloseAsync(await TriageAsync(await ReportAsync(), Hans, Severity.S2, system: Translator), Hilde);
        Assert.Equal("hans hilde lotte oda petra rita", await CardsAsync(await ReopenAsync(head, Rita)));
    }

    [Fact]
    public async Task An_owner_who_reports_has_one_card() =>
        Assert.Equal("hans hilde oda", await CardsAsync(await TriageAsync(await ReportAsync(by: Oda), Hans, system: Translator)));

    [Fact]
    public async Task Who_triages_what_nobody_has_has_it() => Assert.Equal(Hans.Person!.Id, (await BodyAsync(await TriageAsync(await ReportAsync(), Hans))).Assignee);

    [Fact]
    public async Task Who_triages_for_somebody_leaves_it_to_them() =>
        Assert.Equal(Hans.Person!.Id, (await BodyAsync(await TriageAsync(await TakeAsync(await ReportAsync(), Hans), Hilde))).Assignee);

    [Fact, Trait("Rule", "I14")]
    public void A_question_that_nobody_answered_is_unknown()
    {
        Assert.True(TriageIncident.Step.TryRead(Values(), out var input, out _));
        Assert.Equal(new SeriousIncident(Answer.Unknown, Answer.Unknown, Answer.Unknown, Answer.Unknown, Answer.Unknown), ((TriageIncident)input).Serious);
    }

    [Theory, Trait("Rule", "I14")]
    [InlineData(Severity.S1)]
    [InlineData(Severity.S4)]
    public async Task No_answer_of_the_law_follows_from_the_severity(Severity severity) =>
        Assert.Equal(NoToAll, (await BodyAsync(await TriageAsync(await ReportAsync(), Hans, severity))).Triage!.Serious);

    [Theory]
    [InlineData("type")]
    [InlineData("severity")]
    [InlineData("categories")]
    public void What_is_missing_is_asked_for(string field)
    {
        var values = Values();
        values.Remove(field);
        Assert.False(TriageIncident.Step.TryRead(values, out _, out var wrong));
        Assert.Equal([(field, "refusal.required")], wrong.Fields.Select(f => (f.Key, f.Value.Key)));
    }

    [Fact]
    public async Task Several_categories_are_kept_each_once()
    {
        var values = Values();
        values["categories"] = "bias, privacy,bias";
        var head = await Bench.KeepAsync(TriageIncident.Step, values, (await ReportAsync()).Id, Hans);
        Assert.Equal([IncidentCategory.Bias, IncidentCategory.Privacy], (await BodyAsync(head)).Triage!.Categories);
    }

    [Fact]
    public async Task A_system_nobody_knows_is_asked_about() => Assert.Equal(
        "system:refusal.noSuchChoice", await WrongAsync(TriageIncident.Step, TriageAs(Severity.S3, system: new RecordId("SYS-0000-0001")), await ReportAsync(), Hans));

    [Fact]
    public async Task The_systems_owner_may_read_it_from_then_on()
    {
        var head = await TriageAsync(await ReportAsync(), Hans, system: Translator);
        Assert.NotNull(await Bench.MakeCards().RecordAsync(AimsBot.Tests.Bench.CoreBench.Organisation, head, Oda.Person!, default));
    }

    private static Dictionary<string, string> Values() => new() { ["type"] = "incident", ["severity"] = "S3", ["categories"] = "bias" };
}
