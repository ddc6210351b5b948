using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.People;
using CsCheck;

namespace AimsBot.Tests.Workflows.CorrectiveActions;

/// <summary>Whatever happens in whatever order, a case closes only where somebody who never owned it saw that it worked, or decided that nothing need be done about the cause.</summary>
public sealed class CaseHistoryTests : CaseBench
{
    private const int Acts = 40;
    private const int Histories = 20;

    private static readonly Dictionary<Step, Func<int, object>> Inputs = new()
    {
        [ContainCase.Step] = _ => new ContainCase("read again"),
        [AnalyseCase.Step] = _ => new AnalyseCase("no deputy", false, "the translator", "so it is"),
        [PlanAction.Step] = _ => new PlanAction("a deputy", new DateOnly(2032, 1, 1)),
        [DecideNoAction.Step] = _ => new DecideNoAction("once"),
        [StartAction.Step] = _ => new StartAction(),
        [FinishAction.Step] = _ => new FinishAction("done"),
        [CheckEffect.Step] = n => new CheckEffect(n % 3 != 0, "five looked at", n % 2 == 0 ? "the body asks" : null),
        [RejectCase.Step] = _ => new RejectCase("no"),
        [AskExtension.Step] = n => new AskExtension(new DateOnly(2032, 1, 1).AddDays(n), "late"),
        [AskExtension.Grant] = _ => new GrantExtension(),
        [AskExtension.Decline] = _ => new DeclineExtension("no"),
        [AssignCase.Step] = n => new AssignCase(new[] { "oda@example.com", "lea@example.com", "rita@example.com", "tara@example.com" }[n % 4], "so"),
        [NoteBodyWord.Step] = _ => new NoteBodyWord(BodyVerdict.Verified, null, null, null),
    };

    // Everybody has every role, so that nothing but the relation to the case keeps anybody apart.
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var actor in Everyone)
        {
            foreach (var role in new[] { Role.ComplianceLead, Role.InternalAuditor, Role.TopManagement }) await Bench.TakeAsync(GrantRole.Step, new GrantRole(role), actor.Person!.Id);
        }
    }

    [Fact, Trait("Rule", "N1"), Trait("Rule", "N3"), Trait("Rule", "N4"), Trait("Rule", "N7")]
    public async Task No_history_closes_a_case_that_nobody_else_looked_at()
    {
        var closed = 0;
        await Gen.Select(Gen.Int[0, 12], Gen.Int[0, 5], Gen.Int[0, 100]).Array[Acts].SampleAsync(
            async history =>
            {
                var head = await OpenAsync(CaseGrade.Minor, "oda@example.com");
                var tries = 0;
                foreach (var (act, who, number) in history)
                {
                    if (act == 12) WaitDays(number % 40);
                    var state = await StateAsync(head);
                    // Mostly what may be done, so that histories get far; now and then anything.
                    var legal = new CorrectiveActionWorkflow().Lifecycle.StepsFrom(state).Select(s => s.Id).ToHashSet();
                    var steps = Inputs.Keys.Where(s => number % 4 == 0 || legal.Contains(s.Id)).ToArray();
                    var step = steps[act % steps.Length];
                    // The owner is tried first, so that histories get far.
                    var owner = (await BodyAsync(head)).Owner;
                    var first = Everyone.Single(e => e.Person!.Id == owner);
                    foreach (var by in new[] { first, Everyone[who] }) await Bench.TakeAsync(step, Inputs[step](number), head.Id, by);
                    var body = await BodyAsync(head);
                    Assert.True(body.Rounds.Count >= tries, "A try that did not work was forgotten.");
                    tries = body.Rounds.Count;
                }
                head = await Bench.HeadAsync(head.Id);
                if (head.State == CaseStates.Closed)
                {
                    closed++;
                    Assert.True(IsLookedAt(await BodyAsync(head)), "Closed, and nobody else looked at it.");
                }
                Assert.True((await Bench.VerifyAsync(head.Id)).Fault is null);
            },
            iter: Histories,
            threads: 1);
        Assert.True(closed > 0, "Nothing was ever closed: the histories prove nothing.");
    }

    private static bool IsLookedAt(CorrectiveAction body) =>
        (body.Check is { Effective: true } check && !body.Owners.Contains(check.By) && body.Done is not null) ||
        (body.NoCauseAction is { } ruling && !body.Owners.Contains(ruling.By) && body.Analysis is not null);
}
