using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Workflows.IncidentReport;
using CsCheck;

namespace AimsBot.Tests.Workflows.IncidentReport;

/// <summary>Who may do what to an incident in which state, and where it leads.</summary>
public sealed class IncidentLifeTests : IncidentBench
{
    private static readonly string[] Words = ["take", "triage", "close", "duplicate", "not-an-incident", "reopen", "add-details"];

    [Theory]
    [InlineData("reported", "rita", "add-details")]
    [InlineData("reported", "hans", "take triage duplicate not-an-incident add-details")]
    [InlineData("reported", "hilde", "take triage duplicate not-an-incident add-details")]
    [InlineData("reported", "lea", "")]
    [InlineData("reported", "tom", "")]
    [InlineData("reported", "oda", "")]
    [InlineData("triaged", "rita", "add-details")]
    [InlineData("triaged", "hans", "take duplicate not-an-incident add-details")]
    [InlineData("triaged", "hilde", "take close duplicate not-an-incident add-details")]
    [InlineData("triaged", "lea", "close")]
    [InlineData("triaged", "tom", "")]
    [InlineData("triaged", "sven", "")]
    [InlineData("closed", "rita", "reopen")]
    [InlineData("closed", "hans", "reopen")]
    [InlineData("closed", "hilde", "reopen")]
    [InlineData("closed", "lea", "")]
    [InlineData("closed", "sven", "")]
    [InlineData("duplicate", "rita", "reopen")]
    [InlineData("duplicate", "hans", "reopen")]
    [InlineData("duplicate", "hilde", "reopen")]
    [InlineData("duplicate", "lea", "")]
    [InlineData("not-an-incident", "rita", "reopen")]
    [InlineData("not-an-incident", "hans", "reopen")]
    [InlineData("not-an-incident", "hilde", "reopen")]
    [InlineData("not-an-incident", "petra", "")]
    public async Task In_a_state_somebody_may(string state, string who, string expected)
    {
        var may = new List<string>();
        foreach (var word in Words)
        {
            var head = await InAsync(state);
            if (await Bench.TakeAsync(StepOf(word), await InputAsync(word), head.Id, Named(who)) is Kept) may.Add(word);
        }
        Assert.Equal(expected, string.Join(' ', may));
    }

    [Theory]
    [InlineData("take", "reported")]
    [InlineData("triage", "triaged")]
    [InlineData("duplicate", "duplicate")]
    [InlineData("not-an-incident", "not-an-incident")]
    [InlineData("add-details", "reported")]
    public async Task A_reported_one_goes_to(string word, string state) =>
        Assert.Equal(state, (await Bench.KeepAsync(StepOf(word), await InputAsync(word), (await ReportAsync()).Id, Hans)).State);

    [Theory]
    [InlineData("take", "triaged")]
    [InlineData("close", "closed")]
    [InlineData("duplicate", "duplicate")]
    [InlineData("not-an-incident", "not-an-incident")]
    [InlineData("add-details", "triaged")]
    public async Task A_triaged_one_goes_to(string word, string state) =>
        Assert.Equal(state, (await Bench.KeepAsync(StepOf(word), await InputAsync(word), (await InAsync("triaged")).Id, Hilde)).State);

    [Theory]
    [InlineData("take")]
    [InlineData("triage")]
    [InlineData("close")]
    [InlineData("duplicate")]
    [InlineData("not-an-incident")]
    [InlineData("reopen")]
    [InlineData("add-details")]
    public async Task Nobody_from_outside_the_matter_takes_a_step(string word) =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(StepOf(word), await InputAsync(word), (await InAsync("triaged")).Id, Sven));

    [Theory]
    [InlineData("duplicate")]
    [InlineData("not-an-incident")]
    [InlineData("reopen")]
    public void A_reason_is_asked_for(string word)
    {
        Assert.False(StepOf(word).TryRead(new Dictionary<string, string> { ["other"] = "INC-0000-0001", ["reason"] = "\u200b " }, out _, out var wrong));
        Assert.Equal(["reason"], wrong.Fields.Keys);
    }

    [Theory]
    [InlineData("duplicate")]
    [InlineData("not-an-incident")]
    [InlineData("reopen")]
    public void A_reason_as_long_as_its_form_takes_is_taken(string word) => Assert.True(
        StepOf(word).TryRead(new Dictionary<string, string> { ["other"] = "INC-0000-0001", ["reason"] = new('x', 3000) }, out _, out _));

    [Fact]
    public async Task Where_there_are_no_handlers_the_lead_handles()
    {
        using var bench = new AimsBot.Tests.Bench.CoreBench();
        var lead = await bench.PersonAsync("lead", Role.ComplianceLead);
        var head = await bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "x" }), null, await bench.PersonAsync("rita"));
        Assert.Equal(2, (await bench.KeepAsync(TakeIncident.Step, new TakeIncident(), head.Id, lead)).Revision);
    }

    [Fact]
    public async Task No_history_breaks_the_table_or_the_law()
    {
        (string Word, string[] From)[] table =
        [
            ("take", ["reported", "triaged"]), ("triage", ["reported"]), ("close", ["triaged"]), ("duplicate", ["reported", "triaged"]),
            ("not-an-incident", ["reported", "triaged"]), ("reopen", ["closed", "duplicate", "not-an-incident"]), ("add-details", ["reported", "triaged"]),
        ];
        var other = await ReportAsync();
        string[] people = ["rita", "hans", "hilde", "lea", "tom", "sven"];
        var act = Gen.Select(
            Gen.Int[0, Words.Length - 1].Select(i => Words[i]),
            Gen.Int[0, people.Length - 1].Select(i => people[i]),
            Gen.Int[0, 3].Select(i => (Severity)i),
            Gen.Int[0, 2].Select(i => (Answer)i),
            Gen.Bool);
        await act.Array[1, 14].SampleAsync(
            async acts =>
            {
                var head = await ReportAsync();
                var aware = (await BodyAsync(head)).Aware;
                foreach (var (word, who, severity, answer, decides) in acts)
                {
                    object input = word switch
                    {
                        "triage" => TriageAs(severity, NoToAll with { Rights = answer }),
                        "close" => decides ? Done : new CloseIncident("done", null, null),
                        "duplicate" => new MarkDuplicate(other.Id.Value, "same"),
                        _ => await InputAsync(word),
                    };
                    var before = await BodyAsync(head);
                    if (await Bench.TakeAsync(StepOf(word), input, head.Id, Named(who)) is not Kept { Head: var next }) continue;
                    var after = await BodyAsync(next);
                    if (!table.Single(row => row.Word == word).From.Contains(head.State)) return false;
                    if (word == "reopen" ? next.State != before.StateBefore : next.State != ToOf(word, head.State)) return false;
                    if (after.Aware != aware) return false;
                    if (next.State == "closed" && before.Assignee == Named(who).Person!.Id) return false;
                    if (next.State == "closed" && after.Closing!.Decision is null &&
                        (before.Triage!.Severity < Severity.S3 || before.Triage.Serious.Rights != Answer.No)) return false;
                    head = next;
                }
                return true;
            },
            iter: 60,
            threads: 1);
    }

    private static string ToOf(string word, string from) => word switch
    {
        "triage" => "triaged",
        "close" => "closed",
        "duplicate" or "not-an-incident" => word,
        _ => from,
    };

    private static Step StepOf(string word) => AimsBot.Tests.Bench.CoreBench.Catalogue.ByStep("incident." + word)!.Value.Step;

    private async Task<object> InputAsync(string word) => word switch
    {
        "take" => new TakeIncident(),
        "triage" => TriageAs(Severity.S3),
        "close" => Done,
        "duplicate" => new MarkDuplicate((await ReportAsync()).Id.Value, "the same"),
        "not-an-incident" => new DismissIncident("works as it should"),
        "reopen" => new ReopenIncident("it came back"),
        _ => new AddDetails(new IncidentDetails { Text = "and a third name" }),
    };
}
