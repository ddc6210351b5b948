using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class CloseIncidentTests : IncidentBench
{
    private static readonly CloseIncident Undecided = new("put right", null, null);

    public static TheoryData<Severity, string, bool> Cases
    {
        get
        {
            var data = new TheoryData<Severity, string, bool>();
            foreach (var severity in Enum.GetValues<Severity>())
            {
                data.Add(severity, "no", severity is Severity.S1 or Severity.S2);
                foreach (var question in new[] { "death", "infrastructure", "rights", "property", "widespread" })
                {
                    data.Add(severity, question + " unknown", true);
                    data.Add(severity, question + " yes", true);
                }
            }
            return data;
        }
    }

    [Theory, Trait("Rule", "I14"), MemberData(nameof(Cases))]
    public void A_decision_is_needed(Severity severity, string answers, bool needed) => Assert.Equal(
        needed, CloseIncident.NeedsDecision(new Incident { Triage = new Triage(IncidentKind.Incident, [], severity, Serious(answers), "PER-0000-0001", Monday) }));

    [Fact, Trait("Rule", "I14")]
    public async Task Without_a_needed_decision_it_is_not_closed() => Assert.Equal(
        "decision:incident.decisionMissing reason:incident.decisionReasonMissing",
        await WrongAsync(CloseIncident.Step, Undecided, await TriageAsync(await ReportAsync(), Hans, Severity.S2), Hilde));

    [Fact, Trait("Rule", "I14")]
    public async Task Without_the_reason_of_a_needed_decision_it_is_not_closed() => Assert.Equal(
        "reason:incident.decisionReasonMissing",
        await WrongAsync(CloseIncident.Step, Done with { DecisionReason = null }, await TriageAsync(await ReportAsync(), Hans, Severity.S4, Serious("rights unknown")), Hilde));

    [Fact, Trait("Rule", "I14")]
    public async Task A_decision_is_kept_with_its_reason_and_who_took_it()
    {
        var closing = (await BodyAsync(await CloseAsync(await TriageAsync(await ReportAsync(), Hans, Severity.S1), Hilde))).Closing;
        Assert.Equal(new Closing("put right", NotificationDecision.NotRequired, "nobody was harmed", Hilde.Id, Monday), closing);
    }

    [Fact]
    public async Task A_harmless_one_is_closed_without_a_decision() =>
        Assert.Equal("closed", (await Bench.KeepAsync(CloseIncident.Step, Undecided, (await InAsync("triaged")).Id, Hilde)).State);

    [Fact]
    public async Task The_assignee_does_not_close_it() => Assert.Equal(
        Refusals.NotAllowed, await Bench.RefusalAsync(CloseIncident.Step, Done, (await InAsync("triaged")).Id, Hans));

    [Fact]
    public async Task Top_management_closes_what_nobody_else_may()
    {
        var (bench, head, top) = await AloneAsync();
        using (bench) Assert.Equal("closed", (await bench.KeepAsync(CloseIncident.Step, Done, head, top)).State);
    }

    [Fact]
    public async Task Top_management_does_not_close_where_there_is_somebody_else() => Assert.Equal(
        Refusals.NotAllowed, await Bench.RefusalAsync(CloseIncident.Step, Done, (await InAsync("triaged")).Id, Tom));

    [Fact]
    public async Task The_only_handler_does_not_close_their_own_though_nobody_else_is_there()
    {
        var (bench, head, _) = await AloneAsync();
        using (bench) Assert.Equal(Refusals.NotAllowed, await bench.RefusalAsync(CloseIncident.Step, Done, head, await OnlyAsync(bench)));
    }

    [Fact]
    public async Task It_waits_for_nobody_then() => Assert.Empty((await InAsync("closed")).WaitsFor);

    private static async Task<(CoreBench, AimsBot.Core.Records.RecordId, Actor)> AloneAsync()
    {
        var bench = new CoreBench();
        var handler = await bench.PersonAsync("only", Role.IncidentHandler);
        var top = await bench.PersonAsync("top", Role.TopManagement);
        var head = await bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "x" }), null, await bench.PersonAsync("rita"));
        await bench.KeepAsync(TriageIncident.Step, TriageAs(Severity.S2), head.Id, handler);
        return (bench, head.Id, top);
    }

    private static async Task<Actor> OnlyAsync(CoreBench bench) => Actor.Of((await bench.EveryoneAsync()).Single(p => p.Details.Name == "only"));

    private static SeriousIncident Serious(string answers)
    {
        var answer = answers.EndsWith("yes", StringComparison.Ordinal) ? Answer.Yes : Answer.Unknown;
        return answers.Split(' ')[0] switch
        {
            "death" => NoToAll with { Death = answer },
            "infrastructure" => NoToAll with { Infrastructure = answer },
            "rights" => NoToAll with { Rights = answer },
            "property" => NoToAll with { Property = answer },
            "widespread" => NoToAll with { Widespread = answer },
            _ => NoToAll,
        };
    }
}
