using AimsBot.Core;

namespace AimsBot.Workflows.Audits;

/// <summary>The report is taken out of the bot; that is an entry of its own (E13), and changes nothing of the audit.</summary>
public sealed record ExportReport(string Format)
{
    public static readonly Step Step = new Step<Audit, ExportReport>("audit.note-export", "audit-report-exported", Decide)
    {
        Form = form => new ExportReport(form.RequiredText("format", 10)),
        MovesBasis = false,
    };

    public static Outcome Decide(Audit? body, ExportReport input, StepFacts facts) =>
        new Change(body!, facts.State!) { Notes = new Dictionary<string, string> { ["format"] = input.Format } };
}
