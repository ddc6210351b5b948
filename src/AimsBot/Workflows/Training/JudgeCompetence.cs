using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Training;

/// <summary>
/// A course done is not yet competence: the named judge says whether the person can do it now, and how that was found out (T1). Not
/// yet: then it is to be taken again.
/// </summary>
public sealed record JudgeCompetence(bool IsCompetent, string How)
{
    public static readonly IReadOnlyDictionary<string, bool> Choices = new Dictionary<string, bool> { ["yes"] = true, ["not-yet"] = false };

    public static readonly Step Step = new Step<Assignment, JudgeCompetence>("training.judge", "competence-judged", Decide)
    {
        Form = Read,
        FormCard = "Training/JudgeForm",
        Needs = (body, _) => new Needs { Records = [body!.Course, body.Person] },
        Style = "positive",
    };

    public static Outcome Decide(Assignment? body, JudgeCompetence input, StepFacts facts)
    {
        if (body!.Current is not { } current) return new Refusal(Refusals.NotNow);
        var judgement = new Judgement(input.IsCompetent, input.How, facts.Actor.Person!.Id, facts.Now);
        var judged = body with { Attestations = [.. body.Attestations.SkipLast(1), current with { Judgement = judgement }] };
        if (input.IsCompetent) return new Change(judged with { Last = CourseWorkflow.Act("competent", facts) with { Reason = input.How } }, AssignmentStates.Competent);
        return AskAgain.From(judged, facts, "not-yet", input.How);
    }

    private static JudgeCompetence Read(FormReader form)
    {
        var choice = form.Choice("competent", Choices);
        if (choice is null) form.Reject("competent", "refusal.required");
        return new JudgeCompetence(choice ?? false, form.RequiredText("words", 1000));
    }
}

/// <summary>Something happened, such as an incident: this person takes it again before it would end (T6).</summary>
public sealed record AskAgain(string Reason)
{
    public static readonly Step Step = new Step<Assignment, AskAgain>("training.again", "training-asked-again", (body, input, facts) => From(body!, facts, "asked-again", input.Reason))
    {
        Form = form => new AskAgain(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        Needs = (body, _) => new Needs { Records = [body!.Course, body.Person] },
    };

    internal static Outcome From(Assignment body, StepFacts facts, string what, string reason)
    {
        if (!facts.Records.TryGetValue(body.Course, out var head) || !facts.Records.TryGetValue(body.Person, out var known)) return new Refusal(Refusals.NotNow);
        var (course, person) = (head.Read<Course>(), Person.From(known));
        if (CourseNeed.Of(course, head.State, person) is not { } need) return new Refusal(Refusals.NotNow);
        var place = AdjustAssignment.Ask(body, course, need, person, facts, what);
        return AdjustAssignment.Of(place with { Body = place.Body with { Last = place.Body.Last! with { Reason = reason } } }, person, facts);
    }
}

/// <summary>A lead exempts somebody else, with a reason; shown beside the figures and never in them.</summary>
public sealed record ExemptTrainee(string Reason)
{
    public static readonly Step Step = new Step<Assignment, ExemptTrainee>("training.exempt", "trainee-exempted", Decide)
    {
        Form = form => new ExemptTrainee(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
    };

    public static Outcome Decide(Assignment? body, ExemptTrainee input, StepFacts facts) => new Change(
        body! with
        {
            Exemption = new Exemption(input.Reason, facts.Actor.Person!.Id, ByLeave: false, facts.Now),
            Tomorrow = null,
            Last = CourseWorkflow.Act("exempted", facts) with { Reason = input.Reason },
        },
        AssignmentStates.Exempt);
}
