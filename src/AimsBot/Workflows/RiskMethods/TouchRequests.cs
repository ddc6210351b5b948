using AimsBot.Core;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskAcceptances;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>
/// The clock goes on where the change of the method stopped: the next 500 open requests are looked at, and those that it touches are
/// named and return.
/// </summary>
public sealed record TouchRequests
{
    public static readonly Step Step = new Step<RiskMethod, TouchRequests>("method.touch", "method-requests-touched", Decide)
    {
        Needs = (method, _) => new Needs { Page = AcceptanceWorkflow.AllPending with { Continuation = method!.Cursor } },
        MovesBasis = false,
    };

    public static Outcome Decide(RiskMethod? method, TouchRequests input, StepFacts facts) =>
        method!.Cursor is null ? new Refusal(Refusals.NotNow) : Page(method, facts);

    /// <summary>The method with the touched ones of a page of open requests.</summary>
    internal static Change Page(RiskMethod method, StepFacts facts)
    {
        RecordId[] touched =
        [
            .. facts.Page.Heads
                .Where(head => !AcceptanceWorkflow.Fits(head.Read<Acceptance>(), method, facts.Organisation.TimeZone))
                .Select(head => head.Id),
        ];
        return new Change(method with { Touched = [.. method.Touched, .. touched], Cursor = facts.Page.Continuation }, RiskMethodWorkflow.InForce)
        {
            FollowUps = [.. touched.Select(id => NewFollowUp.Tell(HearOfRisk.Step.Id, id, new Notice(facts.Record, "method")))],
        };
    }
}
