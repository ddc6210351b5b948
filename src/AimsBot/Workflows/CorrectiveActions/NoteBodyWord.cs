using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>What the certification body says of it is written down beside our own check, and changes nothing of it.</summary>
public sealed record NoteBodyWord(BodyVerdict Verdict, DateOnly? On, DateOnly? Limit, string? Note)
{
    public static readonly IReadOnlyDictionary<string, BodyVerdict> Verdicts = new Dictionary<string, BodyVerdict>
    {
        ["plan-accepted"] = BodyVerdict.PlanAccepted,
        ["verified"] = BodyVerdict.Verified,
        ["refused"] = BodyVerdict.Refused,
    };

    public static readonly Step Step = new Step<CorrectiveAction, NoteBodyWord>("corrective-action.note-body", "certification-body-noted", Decide)
    {
        Form = Read,
        FormCard = "CorrectiveActions/BodyForm",
        MovesBasis = false,
    };

    public static Outcome Decide(CorrectiveAction? body, NoteBodyWord input, StepFacts facts)
    {
        var word = new BodyWord(input.Verdict, input.On ?? CorrectiveActionWorkflow.Today(body!, facts), input.Limit, input.Note, facts.Actor.Person!.Id);
        var change = CorrectiveActionWorkflow.Settle(
            body! with { BodyWords = [.. body.BodyWords, word], Last = CorrectiveActionWorkflow.Act("body", facts) with { Reason = input.Note } }, facts.State!, facts);
        return body is { TellsVerdictBy: { } step, From: { } from }
            ? change with { FollowUps = [.. change.FollowUps, NewFollowUp.Tell(step, from, new Notice(facts.Record, Verdicts.First(v => v.Value == input.Verdict).Key))] }
            : change;
    }

    private static NoteBodyWord Read(FormReader form)
    {
        var verdict = form.Choice("verdict", Verdicts);
        if (verdict is null) form.Reject("verdict", "refusal.required");
        return new NoteBodyWord(verdict ?? default, form.Date("on"), form.Date("limit"), form.Text("words", 1000));
    }
}
