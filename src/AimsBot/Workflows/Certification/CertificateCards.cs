using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Certification;

/// <summary>The data of the certificate's cards in <c>cards/Certification</c>, and what they share with the visit's.</summary>
public static class CertificateCards
{
    /// <summary>The form that asks for some words.</summary>
    public const string WordsForm = "Certification/WordsForm";

    /// <summary>The form that asks for a day and some words.</summary>
    public const string DayForm = "Certification/DayForm";

    private const int MostLines = 12;

    // The newest stay on the card; all of them are in the record.
    private const int MostAnswered = 3;

    // Whose lines of the readiness they are, by the words of its card.
    private static readonly Dictionary<Role, string> Owners = new() { [Role.ComplianceLead] = "lead", [Role.IncidentHandler] = "handler", [Role.InternalAuditor] = "auditor", [Role.TopManagement] = "top" };

    // What is wanted day to day stands first; the rest is found behind it.
    private static readonly Step[] Everyday = [PlanVisit.Step, GrantCertificate.Step, CheckReadiness.Step, AskForGap.Step, RaiseChange.Step, AnswerChange.Step, AnswerYear.Step, LiftSuspension.Step];

    public static JsonObject Card(Certificate body, CardFacts facts)
    {
        var (text, zone) = (facts.Text, facts.Organisation.TimeZone);
        var today = LocalTimes.At(facts.Now, zone).Day;
        var plan = CyclePlan.Of(body);
        var lines = Certification.Readiness.Of(body, facts.Listed, facts.Counts, zone);
        var data = new JsonObject { ["id"] = facts.Head!.Id.Value, ["standing"] = StandingLine(body, today, facts), ["facts"] = Rows(FactsOf(body, facts)) };
        data["next"] = NextLine(body, plan, today, facts);
        AddLines(data, "missing", Missing(body, plan, lines, today, text));
        AddLines(data, "words", StageGap(body).Concat(plan is null ? [] : plan.Breaches(today).Concat(plan.Warnings()).Concat(plan.Questions())).Select(w => Word(w, facts)));
        var steps = new JsonArray([.. Timeline.Rows(body, facts).Take(MostLines).Select(r => StepRow(r.Text, r.Visit))]);
        if (steps.Count > 0) data["steps"] = steps;
        AddLines(data, "changes", body.Changes.Where(c => c.Answer is null).Concat(body.Changes.Where(c => c.Answer is not null).TakeLast(MostAnswered)).Select(c => Change(c, facts)));
        AddLines(data, "asked", body.Asked.Select(a => $"{text["gap." + a.Gap]}: {string.Join(", ", a.Whom.Select(w => facts.NameOf(w)))}, {facts.Format.Moment(a.At)}{(a.Words is { } words ? $": {words}" : "")}"));
        if (facts.FileOf(Timeline.File) is { } picture && (plan is not null || body.Visits.Count > 0))
        {
            data["picture"] = picture.AbsoluteUri;
            data["pictureAlt"] = Timeline.Alt(body, facts);
        }
        if (facts.FileOf(CertificationCalendar.File) is { } calendar && body.Visits.Count > 0) data["calendar"] = calendar.AbsoluteUri;
        return Ended(data, body.Last, StepsOn(body, plan, facts), facts);
    }

    private static JsonObject StepRow(string text, RecordId? visit)
    {
        var row = new JsonObject { ["text"] = text };
        if (visit is { } id) (row["id"], row["data"]) = (id.Value, new Core.Channels.ActionRef(id, null).ToJson());
        return row;
    }

    /// <summary>How it stands today, in the organisation's zone, in a sentence.</summary>
    public static string StandingLine(Certificate body, DateOnly today, CardFacts facts)
    {
        var state = Standing.On(body, today);
        return state switch
        {
            CertificateStates.Withdrawn => facts.Text.Format("standing.withdrawn", Facts(("from", Date(body.Withdrawn, facts)))),
            CertificateStates.Suspended => facts.Text.Format("standing.suspended", Facts(("from", Date(body.Suspensions[^1].From, facts)), ("until", Date(body.Suspensions[^1].Until, facts)))),
            CertificateStates.Valid => facts.Text.Format("standing.valid", Facts(("until", Date(body.Cycle!.Expires, facts)))),
            CertificateStates.Expired => facts.Text.Format("standing.expired", Facts(("from", Date(body.Cycle!.Expires.AddDays(1), facts)), ("until", Date(CycleDates.RestoreLimit(body.Cycle.Expires), facts)))),
            _ when body.Cycle is { } cycle && cycle.Expires < today => facts.Text.Format("standing.lapsed", Facts(("from", Date(cycle.Expires.AddDays(1), facts)))),
            _ => facts.Text["standing.none"],
        };
    }

    /// <summary>What an auditor will ask for, what the bot can show today and what is open, by whose matter it is.</summary>
    public static JsonObject Readiness(Certificate body, CardFacts facts)
    {
        var lines = Certification.Readiness.Of(body, facts.Listed, facts.Counts, facts.Organisation.TimeZone);
        var owners = new JsonObject();
        foreach (var owner in lines.GroupBy(l => l.Owner)) owners[Owners[owner.Key]] = new JsonArray([.. owner.Select(l => Row(l, facts))]);
        return new JsonObject { ["id"] = facts.Head!.Id.Value, ["count"] = lines.Count(l => l.IsGap), ["owners"] = owners };
    }

    // What one record shows is a click away; for the rest, and for every gap, whoever it belongs to is asked.
    private static JsonObject Row(ReadinessLine line, CardFacts facts)
    {
        var text = facts.Text;
        var name = text["gap." + line.Key];
        var row = new JsonObject { ["mark"] = line.IsGap ? "○" : "●", ["name"] = name, ["text"] = $"({line.Supports}): {Shown(line, text)}" };
        // The scope stands on the certificate itself.
        var shows = line.Key == "scope" ? facts.Head!.Id : line.Record;
        (row["verb"], row["title"], row["data"]) = !line.IsGap && shows is { } record
            ? (Core.Channels.ActionRef.ShowVerb, text["tasks.show"], new Core.Channels.ActionRef(record, null).ToJson())
            : (AskForGap.Step.Id, text["readiness.ask"], new Core.Channels.ActionRef(facts.Head!.Id, facts.Head.Basis) { Line = line.Key }.ToJson());
        row["tooltip"] = $"{row["title"]}: {name}";
        return row;
    }

    public static JsonObject Form(Step step, Certificate? body, CardFacts facts)
    {
        var (text, values, data) = (facts.Text, new JsonObject(), new JsonObject());
        if (body is not null)
        {
            // Where one form serves several steps it says which.
            data["title"] = text[step.FormCard == DayForm ? "step." + NameOf(step) : "fact.body"];
            data["about"] = Excerpt.Of(body.Body, 200);
        }
        if (step.FormCard == DayForm) data["intro"] = text["words." + NameOf(step)];
        if (step == GrantCertificate.Step)
        {
            values["scope"] = body!.Scope;
            if (body.Cycle is { Number: var number, Statement: var statement }) (values["number"], values["statement"]) = (number, statement ?? "");
        }
        if (step == ChangeScope.Step) (values["scope"], values["statement"], values["number"]) = (body!.Scope, body.Cycle?.Statement ?? "", body.Cycle?.Number ?? "");
        if (step == ChangeLimits.Step)
        {
            values["majorDays"] = Number(body!.Limits.MajorDays);
            values["minorDays"] = Number(body.Limits.MinorDays);
            values["stageDays"] = Number(body.Limits.StageDays);
            values["suspensionMonths"] = Number(body.Limits.SuspensionMonths);
        }
        if (step == AnswerYear.Step) data["years"] = new JsonArray([.. AnswerYear.YearsOf(body!.Cycle!).Select(y => new JsonObject { ["name"] = y, ["value"] = y })]);
        if (step == NoteProgramme.Step) data["steps"] = new JsonArray([.. NoteProgramme.Steps.Select(s => new JsonObject { ["name"] = StepName(s, text), ["value"] = s })]);
        if (step == AnswerChange.Step) data["changes"] = new JsonArray([.. body!.Changes.Where(c => c.Answer is null).Select(c => new JsonObject { ["name"] = Excerpt.Of($"{Number(c.Number)}. {Or(c.Text, text)}", 70), ["value"] = Number(c.Number) })]);
        if (step == AskForGap.Step && facts.Line is { } line) values["gap"] = line;
        if (step == AskForGap.Step) data["gaps"] = new JsonArray([.. Certification.Readiness.Keys.Select(k => new JsonObject { ["name"] = text["gap." + k], ["value"] = k })]);
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;
    }

    public static string? LastLine(CertificationAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", last.By is null ? facts.Text["certificate.bot"] : facts.NameOf(last.By)),
        ("channel", facts.Text["channel." + (last.Channel ?? "none")]),
        ("at", facts.Format.Moment(last.At)),
        ("day", Date(last.Day, facts)),
        ("reason", last.Reason ?? "")));

    /// <summary>What a step of a cycle is called.</summary>
    public static string StepName(string step, CardText text) => step == CycleStep.Recertification
        ? text["cycle.recertification"]
        : text.Format("cycle.surveillance", Facts(("number", step[CycleStep.SurveillancePrefix.Length..])));

    internal static JsonObject Ended(JsonObject data, CertificationAct? last, IEnumerable<Step> steps, CardFacts facts)
    {
        if (LastLine(last, facts) is { } line) data["last"] = line;
        var actions = new JsonArray([.. steps.OrderBy(s => IsRare(s) ? 1 : 0).Select(Button)]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;

        JsonObject Button(Step step)
        {
            var action = CardActions.Of(step, facts);
            if (IsRare(step)) action["mode"] = "secondary";
            return action;
        }
    }

    private static bool IsRare(Step step) => step.Id.StartsWith("certificate.", StringComparison.Ordinal) ? !Everyday.Contains(step) : VisitCards.Rare.Contains(step);

    internal static void AddLines(JsonObject data, string name, IEnumerable<string> lines)
    {
        var rows = new JsonArray([.. lines.Take(MostLines).Select(line => new JsonObject { ["text"] = line })]);
        if (rows.Count > 0) data[name] = rows;
    }

    internal static JsonArray Rows(IEnumerable<(string Name, string Text)> rows) => new([.. rows.Select(r => new JsonObject { ["name"] = r.Name, ["text"] = r.Text })]);

    internal static string NameOf(Step step) => step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    internal static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    internal static string Date(DateOnly? day, CardFacts facts) => day is { } some ? facts.Format.Date(some) : "";

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Number(int? number) => number is { } some ? Number(some) : "";

    internal static string WordOf<T>(IReadOnlyDictionary<string, T> words, T value) => words.First(w => Equals(w.Value, value)).Key;

    internal static string Or(string text, CardText texts) => text.Length > 0 ? text : texts["text.erased"];

    internal static string Word(CycleWord word, CardFacts facts) =>
        facts.Text.Format(word.Key, Facts([.. word.Facts, ("day", Date(word.Day, facts))]));

    private static IEnumerable<(string, string)> FactsOf(Certificate body, CardFacts facts)
    {
        var text = facts.Text;
        yield return (text["fact.body"], body.Body);
        yield return (text["fact.scope"], body.Scope);
        if (body.Cycle is not { } cycle) yield break;
        yield return (text["fact.number"], cycle.Number);
        yield return (text["fact.decided"], Date(cycle.Decided, facts));
        yield return (text["fact.expires"], Date(cycle.Expires, facts));
        if (cycle.Statement is { } statement) yield return (text["fact.statement"], statement);
    }

    private static string Change(SignificantChange change, CardFacts facts)
    {
        var text = facts.Text;
        var from = change.About is { } about ? about.Value : facts.NameOf(change.RaisedBy);
        var line = $"{Number(change.Number)}. {text["change." + WordOf(RaiseChange.Kinds, change.Kind)]}: {Or(change.Text, text)} ({from})";
        return change.Answer is not { } answer ? line
            : $"{line}. {text.Format(answer.MustTell ? "changed.told" : "changed.notTold", Facts(("day", Date(answer.ToldOn, facts)), ("by", facts.NameOf(answer.By)), ("reason", answer.Reason)))}";
    }

    // What comes next, and by when.
    private static string NextLine(Certificate body, CyclePlan? plan, DateOnly today, CardFacts facts)
    {
        var text = facts.Text;
        var state = Standing.On(body, today);
        if (state is CertificateStates.Valid or CertificateStates.Suspended && plan is not null)
        {
            return plan.Next is not { } next
                ? text.Format("next.decision", Facts(("day", Date(plan.Cycle.Expires, facts))))
                : text.Format(next.Visit is null ? "next.undated" : "next.dated", Facts(("what", StepName(next.Step, text)), ("day", Date(next.Due, facts)), ("planned", Date(next.Visit?.From, facts))));
        }
        if (state == CertificateStates.Withdrawn) return text["next.withdrawn"];
        if (state == CertificateStates.Expired) return text.Format("next.restore", Facts(("day", Date(CycleDates.RestoreLimit(body.Cycle!.Expires), facts))));
        return body.Visits.Where(v => v.IsPlanned).OrderBy(v => v.From).FirstOrDefault() is { } visit
            ? text.Format("next.visit", Facts(("what", text["visit." + WordOf(PlanVisit.Kinds, visit.Kind)]), ("day", Date(visit.From, facts))))
            : text[body.Visits.Any(v => v is { Kind: VisitKind.Stage2, IsHeld: true, Outcome: null }) ? "next.await" : "next.none"];
    }

    // How long stage 2 may come after stage 1 differs by body: pointed out, and no more (C3).
    private static IEnumerable<CycleWord> StageGap(Certificate body)
    {
        if (body is not { Cycle: null, Limits.StageDays: { } most }) yield break;
        var first = body.Visits.Where(v => v is { Kind: VisitKind.Stage1, State: not VisitStates.Cancelled }).OrderBy(v => v.Until).LastOrDefault();
        var second = body.Visits.Where(v => v is { Kind: VisitKind.Stage2, State: not VisitStates.Cancelled }).OrderBy(v => v.From).LastOrDefault();
        if (first is not null && second is not null && second.From.DayNumber - first.Until.DayNumber is var days && days > most)
            yield return new CycleWord("warning.stageGap", ("days", Number(days)), ("most", Number(most)));
    }

    // What must exist between two visits (C9) and does not yet.
    private static IEnumerable<string> Missing(Certificate body, CyclePlan? plan, IReadOnlyList<ReadinessLine> lines, DateOnly today, CardText text)
    {
        if (Standing.On(body, today) == CertificateStates.Withdrawn) yield break;
        if (plan?.Next is { Visit: null } && plan.Cycle.Expires >= today) yield return text["missing.date"];
        if (lines.First(l => l.Key == "audit").Shown == 0) yield return text["missing.audit"];
        if (lines.First(l => l.Key == "review").Shown == 0) yield return text["missing.review"];
        if (lines.First(l => l.Key == "actions").Open is > 0 and var open) yield return text.Format("missing.actions", JsonSerializer.SerializeToElement(new { count = open }));
        if (lines.First(l => l.Key == "coverage").Open is > 0 and var left) yield return text.Format("missing.coverage", JsonSerializer.SerializeToElement(new { count = left }));
    }

    private static string Shown(ReadinessLine line, CardText text) => line.Shown is not { } shown
        ? text["readiness.elsewhere"]
        : shown == 0 && line.Open == 0 ? text["readiness.nothing"]
        : text.Format(line.Open > 0 ? "readiness.open" : "readiness.shown", Facts(("shown", Number(shown)), ("open", Number(line.Open))));

    private static IEnumerable<Step> StepsOn(Certificate body, CyclePlan? plan, CardFacts facts) => facts.Steps
        .Where(s => s != AnswerYear.Step || plan is { IsYearOpen: true })
        .Where(s => s != AnswerChange.Step || body.Changes.Any(c => c.Answer is null))
        .Where(s => s != GrantCertificate.Step || body.Visits.Any(v => v is { IsHeld: true, Outcome: null, Kind: VisitKind.Stage2 or VisitKind.Recertification }));
}
