using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Iso42001;

namespace AimsBot.Workflows.Audits;

/// <summary>The compliance lead, who owns the programme, adopts it or changes it with a reason (IA2). No rhythm is longer than the cycle (IA8).</summary>
public sealed record ChangeProgramme(
    int? ClauseMonths, int? ControlMonths, int? LookBackMonths, string? Months, string Methods, string Duties, string Reporting, string Reason)
{
    public static readonly Step Adopt = new Step<Programme, ChangeProgramme>("programme.adopt", "programme-adopted", Decide)
    {
        Form = Read,
        FormCard = "Audits/ProgrammeForm",
        Needs = (_, _) => new Needs { Listed = [ProgrammeWorkflow.TypeName] },
    };

    public static readonly Step Change = new Step<Programme, ChangeProgramme>("programme.change", "programme-changed", Decide)
    {
        Form = Read,
        FormCard = "Audits/ProgrammeForm",
        Needs = (_, _) => new Needs { Listed = [ProgrammeWorkflow.TypeName] },
    };

    public static Outcome Decide(Programme? body, ChangeProgramme input, StepFacts facts)
    {
        if (body is null && facts.Listed[ProgrammeWorkflow.TypeName] is { Count: > 0 } there) return new Refusal("programme.isThere", ("programme", there[0].Id.Value));
        var wrong = new Dictionary<string, Refusal>();
        Check("clauseMonths", input.ClauseMonths, Programme.MostMonths);
        Check("controlMonths", input.ControlMonths, Programme.MostMonths);
        Check("lookBack", input.LookBackMonths, 120);
        var months = new Dictionary<string, int>();
        foreach (var word in (input.Months ?? "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = word.Split('=', 2, StringSplitOptions.TrimEntries);
            var found = Requirements.Under(parts[0]);
            if (found.Count == 0) wrong["months"] = new Refusal("audit.noSuchItem", ("item", parts[0]));
            else if (parts.Length < 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Programme.MostMonths) wrong["months"] = new Refusal("programme.months", ("most", AuditCards.Number(Programme.MostMonths)));
            else foreach (var requirement in found) months[requirement.Id] = number;
        }
        if (wrong.Count > 0) return new Corrections(wrong);
        return new Change(
            (body ?? Programme.Default) with
            {
                Number = body is null ? 1 : body.Number + 1,
                ClauseMonths = input.ClauseMonths!.Value,
                ControlMonths = input.ControlMonths!.Value,
                LookBackMonths = input.LookBackMonths!.Value,
                Months = months,
                Methods = input.Methods,
                Duties = input.Duties,
                Reporting = input.Reporting,
                ChangedBy = facts.Actor.Person!.Id,
                Last = AuditWorkflow.Act(body is null ? "adopted" : "programme-changed", facts) with { Reason = input.Reason },
            },
            Programme.State);

        void Check(string field, int? value, int most)
        {
            if (value is null or < 1 || value > most) wrong[field] = new Refusal("programme.months", ("most", AuditCards.Number(most)));
        }
    }

    private static ChangeProgramme Read(FormReader form) => new(
        Number(form, "clauseMonths"), Number(form, "controlMonths"), Number(form, "lookBack"), form.Text("months", 1000),
        form.RequiredText("methods", 2000), form.RequiredText("duties", 2000), form.RequiredText("reporting", 2000), form.RequiredText("reason", 1000));

    private static int? Number(FormReader form, string id) =>
        int.TryParse(form.Text(id, 10), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
