using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Statements;

/// <summary>A compliance lead starts the organisation's statement; there is one, and its versions.</summary>
public sealed record StartStatement
{
    public static readonly Step Step = new Step<Statement, StartStatement>("statement.start", "statement-started", Decide)
    {
        Form = _ => new StartStatement(),
        Needs = (_, _) => new Needs { Listed = [StatementWorkflow.TypeName], Roles = [Role.TopManagement] },
    };

    public static Outcome Decide(Statement? none, StartStatement input, StepFacts facts) => facts.Listed[StatementWorkflow.TypeName] is { Count: > 0 } there
        ? new Refusal("statement.isThere", ("statement", there[0].Id.Value))
        : StatementWorkflow.Write(new Statement(), [], "started", facts);
}
