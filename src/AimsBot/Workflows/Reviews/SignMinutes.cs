using System.Security.Cryptography;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Reviews;

/// <summary>An attendee confirms that they took part, and that this is what was looked at and decided. Whether they are top management is read from the directory now (MR3).</summary>
public sealed record ConfirmAttendance
{
    public static readonly Step Step = new Step<Review, ConfirmAttendance>("review.confirm", "review-attendance-confirmed", Decide)
    {
        Form = _ => new ConfirmAttendance(),
        MovesBasis = false,
        Style = "positive",
    };

    public static Outcome Decide(Review? body, ConfirmAttendance input, StepFacts facts)
    {
        var person = facts.Actor.Person!;
        if (body!.Conclusion is null) return new Refusal("review.concludeFirst");
        if (body.Present.Any(p => p.Person == person.Id)) return new Refusal("review.confirmedAlready");
        return new Change(
            body with
            {
                Present = [.. body.Present, new Attendance(person.Id, facts.Actor.Has(Role.TopManagement), facts.Now)],
                Last = ReviewWorkflow.Act("confirmed", facts),
            },
            facts.State!);
    }
}

/// <summary>
/// The chair signs: the minutes are frozen, and each decision becomes an action. Not without the conclusion (MR4), not without
/// top management (MR3), and not where nothing was decided and nobody says why.
/// </summary>
public sealed record SignMinutes
{
    public static readonly Step Step = new Step<Review, SignMinutes>("review.sign", "review-minutes-signed", Decide)
    {
        Form = _ => new SignMinutes(),
        Style = "positive",
    };

    public static Outcome Decide(Review? body, SignMinutes input, StepFacts facts)
    {
        if (body!.Conclusion is not { } conclusion) return new Refusal("review.concludeFirst");
        if (body.Present.All(p => p.Person != body.Chair)) return new Refusal("review.chairFirst");
        if (!body.Present.Any(p => p.IsTopManagement)) return new Refusal("review.noTopManagementThere");
        if (body.Decisions.Count == 0 && conclusion.NoDecisions is null) return new Refusal("review.noDecisions");
        var next = body with
        {
            SignedBy = facts.Actor.Person!.Id,
            SignedAt = facts.Now,
            NextDue = facts.Now.AddMonths(body.IntervalMonths).AddDays(-AskForNext.DaysAhead),
            Last = ReviewWorkflow.Act("signed", facts),
        };
        var minutes = Encoding.UTF8.GetBytes(ReviewText.Minutes(next, facts.Organisation, facts.Record));
        next = next with { Minutes = Convert.ToHexStringLower(SHA256.HashData(minutes)) };
        return ReviewWorkflow.Tell(next, ReviewStates.MinutesSigned, next.Decisions.Select(d => d.Owner)) with
        {
            Documents = [minutes],
            FollowUps = [.. next.Decisions.Select(d => new NewFollowUp(OpenAction.Step, null, new OpenAction(facts.Record, d.Number, d.Kind, d.Text, d.Owner, d.Due)) { Key = $"review-action:{facts.Record}:{d.Number}" })],
        };
    }
}

/// <summary>The review hears the number of the action that a decision became.</summary>
public sealed record LinkAction
{
    public static readonly Step Step = new Step<Review, Notice>("review.note-action", "review-action-linked", Decide) { MovesBasis = false };

    public static Outcome Decide(Review? body, Notice input, StepFacts facts) => new Change(
        body! with { Decisions = [.. body.Decisions.Select(d => PlanReview.Number(d.Number) == input.What ? d with { Action = input.About } : d)] }, facts.State!);
}
