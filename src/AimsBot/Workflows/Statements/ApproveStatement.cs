using System.Security.Cryptography;
using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Statements;

/// <summary>Top management, and nobody who wrote it, approves the draft: it becomes a version, and its rows a document (Y5). Each control must be decided (Y1).</summary>
public sealed record ApproveStatement(string Reason)
{
    public static readonly Step Step = new Step<Statement, ApproveStatement>("statement.approve", "statement-approved", Decide)
    {
        Needs = (_, _) => new Needs { Listed = [ReliedOn.RiskType, BigChange.Listed] },
        Form = form => new ApproveStatement(form.RequiredText("reason", 1000)),
        FormCard = "Statements/ApproveForm",
        Style = "positive",
    };

    public static Outcome Decide(Statement? body, ApproveStatement input, StepFacts facts)
    {
        if (body!.Undecided is { Count: > 0 } open) return new Refusal("statement.undecided", ("controls", string.Join(", ", open)));
        // A risk may have come to rely on it since the row was written.
        if (ReliedOn.ByRisk([.. body.Draft.Where(r => !r.IsIncluded).Select(r => r.Control)], facts) is { } relied) return relied;
        var rows = StoredJson.Write(body.Draft);
        var version = new StatementVersion(
            (body.Current?.Number ?? 0) + 1, Convert.ToHexStringLower(SHA256.HashData(rows)), body.Draft.Count(r => r.IsIncluded), input.Reason, facts.Actor.Person!.Id, facts.Now);
        var next = body with
        {
            Versions = [.. body.Versions, version],
            InForce = body.Draft,
            Authors = [],
            Last = StatementWorkflow.Act("approved", facts) with { Reason = input.Reason },
        };
        return StatementWorkflow.Tell(next, StatementStates.Approved, body.Authors) with
        {
            Documents = [rows],
            // The certificate names a version of it (Y5).
            FollowUps = [.. BigChange.Tell(facts, BigChange.Statement, input.Reason)],
        };
    }
}
