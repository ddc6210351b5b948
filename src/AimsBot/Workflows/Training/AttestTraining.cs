using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Documents;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Reminders;
using NodaTime;

namespace AimsBot.Workflows.Training;

/// <summary>
/// The person says that they took it, and where there are questions answers enough of them right: two classes of evidence (T5). Each
/// try counts. The receipt is the certificate.
/// </summary>
public sealed record AttestTraining
{
    public IReadOnlyList<int> Answers { get; init; } = [];

    public static readonly Step Step = new Step<Assignment, AttestTraining>("training.attest", "training-attested", Decide)
    {
        Form = form => new AttestTraining { Answers = Core.Quizzes.Quiz.ReadAnswers(form) },
        FormCard = "Training/AttestForm",
        Needs = (body, _) => new Needs { Records = [body!.Course], Documents = [.. new[] { body.Quiz }.OfType<string>()] },
        Style = "positive",
    };

    public static Outcome Decide(Assignment? body, AttestTraining input, StepFacts facts)
    {
        if (IsOutOfDate(body!, facts) is { } refusal) return refusal;
        if (body!.Quiz is not { } hash || Quiz.Read(facts.Documents.GetValueOrDefault(hash)) is not { } quiz) return Taken(body, Evidence.Declared, facts, facts.Now);
        if (quiz.Open(input.Answers) is { } open) return open;
        var tried = body with { Tries = body.Tries + 1, LastTry = quiz.Mark(input.Answers, facts.Now) };
        return tried.LastTry.Passed ? Taken(tried, Evidence.Tested, facts, facts.Now) : new Change(tried with { Last = CourseWorkflow.Act("failed", facts) }, facts.State!);
    }

    /// <summary>A new version may land while somebody is at it, before the course's round has come by.</summary>
    internal static Refusal? IsOutOfDate(Assignment body, StepFacts facts)
    {
        if (!facts.Records.TryGetValue(body.Course, out var head) || !CourseWorkflow.IsRunning(head.State)) return new Refusal("training.retired");
        var current = head.Read<Course>().Current!;
        return CourseVersion.Series(current.Number) == CourseVersion.Series(body.Number) ? null : new Refusal("training.superseded", ("version", current.Number));
    }

    /// <param name="on">When it was taken; it holds for so many months from then.</param>
    internal static Change Taken(Assignment body, Evidence evidence, StepFacts facts, DateTimeOffset on, string? where = null)
    {
        var calendar = Reminding.CalendarOf(body);
        var text = CardText.For("Training", CardMaker.LanguageOf(where is null ? facts.Actor.Person : null, facts.Organisation));
        var statement = text.Format(
            where is null ? "attest.statement" : "attest.recorded", JsonSerializer.SerializeToElement(new { version = body.Number, title = body.Title, where = where ?? "" }));
        var attestation = new Attestation(
            evidence, body.Number, body.Hash, body.Roles, statement, ShownText.Hash(statement), facts.Channel, facts.Now, calendar.EndOfDay(calendar.DayAt(on).PlusMonths(body.ValidMonths)))
        {
            Test = body.LastTry,
            Tries = body.LastTry is null ? null : body.Tries,
            Where = where,
            RecordedBy = where is null ? null : facts.Actor.Person!.Id,
        };
        return new Change(
            body with
            {
                Attestations = [.. body.Attestations, attestation],
                Undelivered = null,
                Tomorrow = null,
                Last = CourseWorkflow.Act(where is null ? "attested" : "recorded", facts) with { Reason = where },
            },
            AssignmentStates.Attested)
        {
            Copies = body.Judge is { } judge ? [new NewCopy(judge, AssignmentWorkflow.AssignmentCard, Core.Channels.Lane.Decisions) { Why = "judge" }] : [],
        };
    }
}

/// <summary>A lead has seen a certificate of the same course from elsewhere, and says where it lies. It is shown as such (T5).</summary>
public sealed record RecordTraining(DateOnly Day, string Where)
{
    public static readonly Step Step = new Step<Assignment, RecordTraining>("training.record", "training-recorded", Decide)
    {
        Form = Read,
        FormCard = "Training/RecordForm",
        Needs = (body, _) => new Needs { Records = [body!.Course] },
    };

    public static Outcome Decide(Assignment? body, RecordTraining input, StepFacts facts)
    {
        if (AttestTraining.IsOutOfDate(body!, facts) is { } refusal) return refusal;
        var calendar = Reminding.CalendarOf(body!);
        var (day, today) = (LocalDate.FromDateOnly(input.Day), calendar.DayAt(facts.Now));
        return day > today || day.PlusMonths(body!.ValidMonths) < today
            ? new Corrections(new Dictionary<string, Refusal> { ["day"] = new Refusal("training.day") })
            : AttestTraining.Taken(body with { LastTry = null }, Evidence.Recorded, facts, calendar.StartOf(day), input.Where);
    }

    private static RecordTraining Read(FormReader form)
    {
        var day = form.Date("day");
        if (day is null) form.Reject("day", "refusal.required");
        return new RecordTraining(day ?? default, form.RequiredText("words", 500));
    }
}

/// <summary>The person asks to be reminded on the next working day, a few times and never past the last day.</summary>
public sealed record PutOffTraining
{
    public static readonly Step Step = new Step<Assignment, PutOffTraining>("training.tomorrow", "training-put-off", Decide)
    {
        Form = _ => new PutOffTraining(),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Assignment? body, PutOffTraining input, StepFacts facts) => Reminding.NextMorning(body!, facts.Now) switch
    {
        (_, { } refusal) => refusal,
        ({ } at, _) => new Change(body! with { Tomorrow = at, PutOffs = body.PutOffs + 1, Last = CourseWorkflow.Act("put-off", facts) }, facts.State!),
        _ => new Refusal(Refusals.NotNow),
    };
}
