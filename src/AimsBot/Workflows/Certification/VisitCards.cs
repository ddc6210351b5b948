using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using NodaTime;
using static AimsBot.Workflows.Certification.CertificateCards;

namespace AimsBot.Workflows.Certification;

/// <summary>The data of the visit's cards in <c>cards/Certification</c>.</summary>
public static class VisitCards
{
    internal static readonly Step[] Rare = [ArrangeVisit.Step, MoveVisit.Step, CancelVisit.Step, RegradeFinding.Step];

    public static JsonObject Card(BodyVisit body, CardFacts facts)
    {
        var text = facts.Text;
        var data = new JsonObject { ["id"] = facts.Head!.Id.Value, ["kind"] = text["visit." + WordOf(PlanVisit.Kinds, body.Kind)], ["facts"] = Rows(FactsOf(body, facts)) };
        AddLines(data, "words", Words(body, facts));
        AddLines(data, "preparations", facts.Head.State == VisitStates.Planned ? body.Preparations.Select(p => Preparation(p, body, facts)) : []);
        AddLines(data, "attendees", body.Attendees.Select(a => $"{facts.NameOf(a.Person)}: {text[a.Comes switch { true => "answer.comes", false => "answer.declined", null => "answer.open" }]}{(a.Reason is { } reason ? $" ({reason})" : "")}"));
        AddLines(data, "worries", body.Worries.Select(w => w.Text));
        AddLines(data, "findings", body.Findings.Select(f => Finding(f, facts)));
        AddLines(data, "evidence", body.Evidence.Select(e => $"{Date(e.On, facts)}{(e.Finding is { } number ? $" ({Number(number)})" : "")}: {e.What}"));
        return Ended(data, body.Last, StepsOn(body, facts), facts);
    }

    public static JsonObject Form(Step step, BodyVisit body, CardFacts facts)
    {
        var (text, values) = (facts.Text, new JsonObject());
        var data = new JsonObject { ["title"] = text[step.FormCard == CertificateCards.WordsForm ? "step." + NameOf(step) : "fact.visit"], ["about"] = $"{text["visit." + WordOf(PlanVisit.Kinds, body.Kind)]}, {Date(body.From, facts)}" };
        if (step.FormCard == CertificateCards.WordsForm) data["intro"] = text["words." + NameOf(step)];
        if (step == MoveVisit.Step || step == HoldVisit.Step) (values["from"], values["until"]) = (NoteProgramme.Iso(body.From), NoteProgramme.Iso(body.Until));
        if (step == ArrangeVisit.Step) (values["leadAuditor"], values["agenda"]) = (body.LeadAuditor ?? "", body.Agenda ?? "");
        if (step == DecideVisit.Step) data["outcomes"] = new JsonArray([.. DecideVisit.Outcomes[body.Kind].Select(o => WordOf(DecideVisit.OutcomeWords, o)).Select(o => new JsonObject { ["name"] = text["outcome." + o], ["value"] = o })]);
        if (step == MoveDeadline.Step) data["kinds"] = new JsonArray([.. body.Preparations.Select(p => WordOf(MoveDeadline.Kinds, p.Kind)).Select(k => new JsonObject { ["name"] = text["preparation." + k], ["value"] = k })]);
        if (step == RegradeFinding.Step || step == SendEvidence.Step)
            data["findings"] = new JsonArray([.. body.Findings.Select(f => new JsonObject { ["name"] = Excerpt.Of($"{Number(f.Number)}. {f.Clause}: {Or(f.Text, text)}", 70), ["value"] = Number(f.Number) })]);
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;
    }

    private static IEnumerable<(string, string)> FactsOf(BodyVisit body, CardFacts facts)
    {
        var text = facts.Text;
        yield return (text["fact.state"], text["state." + facts.Head!.State]);
        yield return (text["fact.days"], body.Until > body.From ? $"{Date(body.From, facts)} – {Date(body.Until, facts)}" : Date(body.From, facts));
        yield return (text["fact.body"], body.Body);
        if (body.LeadAuditor is { } auditor) yield return (text["fact.leadAuditor"], auditor);
        if (body.Agenda is { } agenda) yield return (text["fact.agenda"], agenda);
        if (body.Outcome is { } outcome) yield return (text["fact.outcome"], $"{text["outcome." + WordOf(DecideVisit.OutcomeWords, outcome)]}, {Date(body.DecidedOn, facts)}");
    }

    // A day off is pointed out and no error: bodies do come on them.
    private static IEnumerable<string> Words(BodyVisit body, CardFacts facts)
    {
        if (facts.Head!.State != VisitStates.Planned) yield break;
        for (var day = body.From; day <= body.Until; day = day.AddDays(1))
        {
            if (!facts.Organisation.Calendar.IsWorkingDay(LocalDate.FromDateOnly(day))) yield return facts.Text.Format("warning.dayOff", Facts(("day", Date(day, facts))));
        }
    }

    private static string Preparation(Preparation one, BodyVisit body, CardFacts facts)
    {
        var text = facts.Text;
        var state = Preparing.IsDone(one.Kind, body, facts.Listed, facts.Counts, facts.Organisation.TimeZone) ? "preparationState.done" : one.IsAccepted ? "preparationState.accepted" : "preparationState.proposed";
        var line = $"{Date(one.Due, facts)}: {text["preparation." + WordOf(MoveDeadline.Kinds, one.Kind)]} ({text[state]})";
        if (one.Moved is { } reason) line += $"; {text.Format("preparationState.moved", Facts(("day", Date(one.Proposed, facts)), ("reason", reason)))}";
        return one.IsPushed ? $"{line}; {text["preparationState.pushed"]}" : line;
    }

    private static string Finding(BodyFinding one, CardFacts facts)
    {
        var text = facts.Text;
        var line = $"{Number(one.Number)}. {Grade(one.Grade)}, {one.Clause}: {Or(one.Text, text)}";
        var more = one.Regradings.Select(r => text.Format("regraded.from", Facts(("grade", Grade(r.From)), ("reason", r.Reason)))).ToList();
        if (one.Limit is { } limit) more.Add(text.Format("finding.limit", Facts(("day", Date(limit, facts)))));
        else if (one.Grade != BodyGrade.Opportunity) more.Add(text["finding.noLimit"]);
        if (one.Case is { } id) more.Add(id.Value);
        if (one.Verdict is { } verdict) more.Add(text["verdict." + verdict]);
        return more.Count == 0 ? line : $"{line} ({string.Join("; ", more)})";

        string Grade(BodyGrade grade) => text["grade." + WordOf(NoteFinding.Grades, grade)];
    }

    private static IEnumerable<Step> StepsOn(BodyVisit body, CardFacts facts)
    {
        var mine = body.Attendees.FirstOrDefault(a => facts.Reader.Is(a.Person));
        return facts.Steps
            .Where(s => s != AnswerInvitation.Accept || mine is { Comes: not true })
            .Where(s => s != AnswerInvitation.Decline || mine is { Comes: not false })
            .Where(s => s != AcceptPlan.Step || body.Preparations.Any(p => !p.IsAccepted))
            .Where(s => s != MoveDeadline.Step || body.Preparations.Count > 0)
            .Where(s => s != NoteWorry.Step || body.Kind is VisitKind.Stage1 or VisitKind.Gap)
            .Where(s => s != RegradeFinding.Step || body.Findings.Count > 0);
    }
}
