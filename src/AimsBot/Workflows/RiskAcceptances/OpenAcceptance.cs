using AimsBot.Core;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>
/// What was asked for becomes a record and goes to those who may decide; a yes to a question of the law blocks it, an open
/// answer takes it to legal (K15).
/// </summary>
public sealed record OpenAcceptance(Acceptance Request)
{
    public static readonly Step Step = new Step<Acceptance, OpenAcceptance>("acceptance.open", "risk-acceptance-opened", Decide)
    {
        Needs = (_, input) => new Needs
        {
            Roles = AcceptanceWorkflow.Helpers,
            Records = [input.Request.Risk, input.Request.System],
            LineOf = input.Request.SystemOwner,
            Listed = [RiskMethodWorkflow.TypeName],
        },
    };

    public static Outcome Decide(Acceptance? acceptance, OpenAcceptance input, StepFacts facts)
    {
        var request = input.Request with { Last = new AcceptanceAct("requested", input.Request.RequestedBy, input.Request.RequestedIn, input.Request.RequestedAt) };
        return AcceptanceWorkflow.Stale(request, facts) is not null
            ? AcceptanceWorkflow.Settle(request with { Last = AcceptanceWorkflow.Act("returned", facts) }, AcceptanceStates.Returned, facts)
            : AcceptanceWorkflow.Settle(request, StateOf(request), facts);
    }

    internal static string StateOf(Acceptance request)
    {
        var (prohibited, unlawful, people) = request.Law;
        if (prohibited == LawAnswer.Yes || unlawful == LawAnswer.Yes) return AcceptanceStates.Blocked;
        if (request.Band == Band.Critical && people != LawAnswer.No && string.IsNullOrEmpty(request.Plan)) return AcceptanceStates.Blocked;
        return prohibited == LawAnswer.Unknown || unlawful == LawAnswer.Unknown || people == LawAnswer.Unknown ? AcceptanceStates.AtLegal : AcceptanceStates.Waiting;
    }
}
