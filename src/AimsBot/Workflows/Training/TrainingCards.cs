using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Training;

/// <summary>The data of the cards in <c>cards/Training</c>.</summary>
public static class TrainingCards
{
    public static JsonObject Course(Course course, CardFacts facts)
    {
        var head = facts.Head!;
        var data = new JsonObject
        {
            ["id"] = head.Id.Value,
            ["title"] = course.Title,
            ["purpose"] = facts.Text["purposeWord." + Word(CourseDetails.Purposes, course.Purpose)],
            ["state"] = facts.Text["state." + head.State],
            ["owner"] = facts.NameOf(course.Owner),
            ["roles"] = RolesOf(course.Roles, facts.Text),
            ["valid"] = facts.Text["months.m" + course.ValidMonths.ToString(CultureInfo.InvariantCulture)],
            ["days"] = facts.Format.Duration(TimeSpan.FromDays(course.Days)),
        };
        if (course.Purpose == CoursePurpose.Literacy) data["note"] = facts.Text["course.literacy"];
        if (course.Judge is { } judge) data["judge"] = facts.Text.Format("course.judged", Facts(("roles", RolesOf(course.JudgedRoles, facts.Text)), ("by", facts.NameOf(judge))));
        if (course.Current is { } current)
        {
            data["version"] = current.Number;
            data["hash"] = TextOnCard.Hash(current.Hash);
            if (facts.Reader.Details.Roles.Any(SeesFigures))
            {
                data["figures"] = Figures(CourseFigures.Of(facts.Counts), facts.Text);
                if (course.Snapshots.Count > 0) data["months"] = string.Join(", ", course.Snapshots.TakeLast(MostMonths).Select(s => Month(s, facts)));
            }
        }
        if (course.Last is { What: "exported" } exported && exported.By == facts.Reader.Id && facts.FileOf(TrainingFile.FileName) is { } list) data["file"] = list.AbsoluteUri;
        if ((course.Draft?.Hash ?? course.Current?.Hash) is { } hash) data["pieces"] = TextOnCard.Pieces(hash, facts);
        var quiz = QuizOf(course.Draft is { } draft ? draft.Quiz : course.Current?.Quiz, facts);
        data["quiz"] = quiz is null ? facts.Text["course.declared"] : QuizCards.Summary(quiz, facts.Text);
        return Ended(data, course.Last, facts.Steps.Where(s => s != DropCourseQuestions.Step || course.Draft?.Quiz is not null), facts);
    }

    private const int MostMonths = 12;

    private static string Month(CourseSnapshot snapshot, CardFacts facts) =>
        $"{facts.Format.Date(LocalTimes.At(snapshot.At, facts.Organisation.TimeZone).Day)}: {snapshot.Figures.Valid.ToString(CultureInfo.InvariantCulture)}/{snapshot.Figures.Headcount.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Leads and top management see how many, of everyone.</summary>
    public static bool SeesFigures(Role role) => role is Role.ComplianceLead or Role.TopManagement;

    /// <summary>The figures in words; the classes of evidence stand apart (T5), and the parts add up to the headcount.</summary>
    public static JsonArray Figures(CourseFigures figures, CardText text)
    {
        return
        [
            Row("valid", figures.Valid),
            Row("tested", figures.Tested),
            Row("declared", figures.Declared),
            Row("recorded", figures.Recorded),
            Row("competent", figures.Competent),
            Row("pending", figures.Pending),
            Row("overdue", figures.Overdue),
            Row("unreachable", figures.Unreachable),
            Row("exempt", figures.Exempt),
            Row("headcount", figures.Headcount),
        ];

        JsonObject Row(string name, int value) => new() { ["name"] = text["figure." + name], ["value"] = value.ToString(CultureInfo.InvariantCulture) };
    }

    public static JsonObject CourseForm(Step step, Course? course, CardFacts facts)
    {
        if (step.FormCard == WordsForm.Card) return WordsForm.Data(step, course!.Title, facts);
        if (step.FormCard == NewQuestion.FormCard) return NewQuestion.Data(facts);
        if (step != PublishCourse.Step) return new JsonObject { ["values"] = CourseValues(course, facts) };
        var data = new JsonObject { ["values"] = Values(facts), ["title"] = course!.Title, ["pieces"] = TextOnCard.Pieces(course.Draft!.Hash, facts) };
        if (course.Current is { } current) data["changes"] = TextOnCard.Changes(current.Hash, course.Draft.Hash, facts);
        if (QuizOf(course.Draft.Quiz, facts) is { } quiz)
        {
            data["quiz"] = QuizCards.Summary(quiz, facts.Text);
            data["solved"] = QuizCards.Solved(quiz, facts.Text);
        }
        return data;
    }

    public static JsonObject Assignment(Assignment body, CardFacts facts)
    {
        var state = facts.Head!.State;
        var data = new JsonObject
        {
            ["id"] = facts.Head.Id.Value,
            ["title"] = body.Title,
            ["version"] = body.Number,
            ["state"] = StateOf(body, state, facts.Text),
            ["roles"] = RolesOf(body.Roles, facts.Text),
        };
        if (facts.Reader.Id != body.Person) data["person"] = facts.NameOf(body.Person);
        if (state == AssignmentStates.Assigned) data["due"] = facts.Format.Date(body.Due);
        if (body.Current is { } current)
        {
            data["evidence"] = EvidenceOf(current, facts);
            data["until"] = Until(body, current, facts.Format);
            if (current.Judgement is { } judged) data["judgement"] = facts.Text.Format("training.judgement", Facts(("by", facts.NameOf(judged.By)), ("how", judged.How), ("at", facts.Format.Moment(judged.At))));
        }
        if (body.LastTry is { } tried && QuizOf(body.Quiz, facts) is { } quiz)
        {
            data["quiz"] = QuizCards.Result(quiz, tried, body.Tries, facts.Text);
            if (facts.Reader.Id == body.Person) data["wrong"] = QuizCards.Wrong(quiz, tried);
        }
        if (body.Exemption is { } exemption && state == AssignmentStates.Exempt) data["exemption"] = exemption.ByLeave ? facts.Text["training.leave"] : exemption.Reason;
        if (body.Undelivered is not null && facts.Reader.Id != body.Person) data["undelivered"] = facts.Text["training.undelivered"];
        var steps = facts.Steps.Where(s => s != PutOffTraining.Step || (body.Tomorrow is null && body.PutOffs < Reminding.MostPutOffs));
        return Ended(data, body.Last, steps.Where(s => s != JudgeCompetence.Step || body.Judge is not null), facts);
    }

    /// <summary>The receipt of whoever has taken it: who, what, which version, how it was shown, until when.</summary>
    public static JsonObject Certificate(Assignment body, CardFacts facts)
    {
        var current = body.Current!;
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["organisation"] = facts.Organisation.Name,
            ["person"] = facts.NameOf(body.Person),
            ["title"] = body.Title,
            ["version"] = current.Number,
            ["roles"] = RolesOf(current.Roles, facts.Text),
            ["evidence"] = EvidenceOf(current, facts),
            ["statement"] = current.Statement,
            ["taken"] = facts.Format.Moment(current.At),
            ["until"] = Until(body, current, facts.Format),
            ["hash"] = TextOnCard.Hash(current.Hash),
            ["note"] = body.Judge is { } judge ? facts.Text.Format("certificate.judge", Facts(("by", facts.NameOf(judge)))) : facts.Text["certificate.attendance"],
        };
        if (body.LastTry is { } tried && QuizOf(body.Quiz, facts) is { } quiz)
        {
            data["quiz"] = QuizCards.Result(quiz, tried, body.Tries, facts.Text);
            data["wrong"] = QuizCards.Wrong(quiz, tried);
        }
        return data;
    }

    public static JsonObject AssignmentForm(Step step, Assignment body, CardFacts facts)
    {
        var about = $"{body.Title} {body.Number}";
        if (step.FormCard == WordsForm.Card) return WordsForm.Data(step, about, facts);
        if (step != AttestTraining.Step) return new JsonObject { ["values"] = Values(facts), ["title"] = about, ["person"] = facts.NameOf(body.Person) };
        var data = new JsonObject
        {
            ["title"] = body.Title,
            ["version"] = body.Number,
            ["minutes"] = TextOnCard.Minutes(body.Hash, facts),
            ["pieces"] = TextOnCard.Pieces(body.Hash, facts),
            ["statement"] = facts.Text.Format("attest.statement", Facts(("version", body.Number), ("title", body.Title))),
        };
        if (AssignmentWorkflow.LastTaken(body) is { } before && before != body.Hash) data["changes"] = TextOnCard.Changes(before, body.Hash, facts);
        if (QuizOf(body.Quiz, facts) is { } quiz)
        {
            data["quiz"] = QuizCards.Summary(quiz, facts.Text);
            data["questions"] = QuizCards.Questions(quiz, facts);
        }
        return data;
    }

    /// <summary>Where somebody stands with a course, in the reader's words.</summary>
    public static string StateOf(Assignment body, string state, CardText text) => text[
        state == AssignmentStates.Assigned && body.Attestations.Count > 0 ? "state.assigned-again"
        : state == AssignmentStates.Attested && body.Judge is not null ? "state.to-judge"
        : "state." + state];

    public static string Until(Assignment body, Attestation current, ReaderFormat format) =>
        format.Date(Reminding.CalendarOf(body).DayAt(current.Until).PlusDays(-1).ToDateOnly());

    /// <summary>What was done last, in the reader's words.</summary>
    public static string? LastLine(LastAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", facts.NameOf(last.By)),
        ("channel", facts.Text["channel." + (last.Channel ?? "none")]),
        ("at", facts.Format.Moment(last.At)),
        ("reason", last.Reason ?? ""),
        ("id", facts.Head!.Id.Value)));

    private static string EvidenceOf(Attestation current, CardFacts facts) => current.Evidence == Evidence.Recorded
        ? facts.Text.Format("evidence.recorded", Facts(("by", facts.NameOf(current.RecordedBy)), ("where", current.Where ?? "")))
        : facts.Text["evidence." + AssignmentWorkflow.DateOf(current.Evidence)];

    private static string RolesOf(IEnumerable<Role> roles, CardText text) => string.Join(", ", roles.Select(role => text["role." + Roles.Name(role)]));

    private static JsonObject Ended(JsonObject data, LastAct? last, IEnumerable<Step> steps, CardFacts facts)
    {
        if (LastLine(last, facts) is { } line) data["last"] = line;
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    private static JsonObject CourseValues(Course? course, CardFacts facts)
    {
        var values = new JsonObject
        {
            ["purpose"] = Word(CourseDetails.Purposes, course?.Purpose ?? CoursePurpose.Literacy),
            ["valid"] = (course?.ValidMonths ?? 12).ToString(CultureInfo.InvariantCulture),
            ["days"] = (course?.Days ?? 30).ToString(CultureInfo.InvariantCulture),
            ["roles"] = string.Join(',', (course?.Roles ?? [Role.Staff]).Select(Roles.Name)),
            ["owner"] = (course is null ? facts.Reader.Details.Email : facts.Addresses.GetValueOrDefault(course.Owner)) ?? "",
        };
        if (course is not null)
        {
            values["title"] = course.Title;
            if ((course.Draft?.Hash ?? course.Current?.Hash) is { } hash && facts.Documents.TryGetValue(hash, out var text)) values["text"] = text;
            values["judged"] = string.Join(',', course.JudgedRoles.Select(Roles.Name));
            if (course.Judge is { } judge && facts.Addresses.TryGetValue(judge, out var address)) values["judge"] = address;
        }
        foreach (var (id, value) in facts.Values) values[id] = value;
        return values;
    }

    private static JsonObject Values(CardFacts facts)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        return values;
    }

    private static Quiz? QuizOf(string? hash, CardFacts facts) => hash is null ? null : Quiz.Read(facts.Documents.GetValueOrDefault(hash));

    private static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T value) => words.First(w => Equals(w.Value, value)).Key;
}
