using AimsBot.Core;

namespace AimsBot.Workflows.Audits;

/// <summary>The report is taken out of the bot; that is an entry of its own (E13), and changes nothing of the audit. Whoever takes it in a chat gets the addresses on their card.</summary>
public sealed record ExportReport(string? Format)
{
    public static readonly Step Step = new Step<Audit, ExportReport>("audit.note-export", "audit-report-exported", Decide)
    {
        Form = form => new ExportReport(form.Text("format", 10)),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Audit? body, ExportReport input, StepFacts facts) =>
        new Change(body! with { Last = facts.Actor.Person is null ? body.Last : AuditWorkflow.Act("exported", facts) }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["format"] = input.Format ?? "pdf md" },
        };
}
