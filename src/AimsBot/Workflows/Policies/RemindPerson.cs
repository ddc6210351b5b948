using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>A rung of the ladder has come: one message for the nearest, however many have passed (M3, M4). From three days late on the manager hears too (M2).</summary>
public sealed record RemindPerson
{
    public const int ManagerAfter = 3;

    public static readonly Step Step = new Step<Acknowledgement, RemindPerson>("acknowledgement.remind", "person-reminded", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Person, body.Campaign] },
        MovesBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, RemindPerson input, StepFacts facts)
    {
        // Looked at right before: whoever left, or is asked no more, is not reminded (M6).
        var person = facts.Records.TryGetValue(body!.Person, out var head) ? Person.From(head) : null;
        if (person is not { IsActive: true } || facts.Records.GetValueOrDefault(body.Campaign)?.State != CampaignStates.Running)
            return new Change(body with { Last = PolicyWorkflow.Act("stopped", facts) }, AcknowledgementStates.Stopped);
        var passed = body.Ladder.Pass(body.Due, AcknowledgementWorkflow.CalendarOf(body), body.Reminders, facts.Now, sends: true);
        if (passed.Count == 0) return new Refusal(Refusals.NotNow);
        var sent = passed[^1];
        var manager = sent.Rung >= ManagerAfter ? person.Details.Manager ?? body.Manager : body.Manager;
        RecordId[] told = sent.Rung >= ManagerAfter && manager is { } id ? [body.Person, id] : [body.Person];
        return new Change(
            body with { Reminders = [.. body.Reminders, .. passed], Manager = manager, Undelivered = person.Details.Unreachable ? body.Undelivered : null },
            facts.State!)
        {
            Copies = [.. told.Select(to => new NewCopy(to, AcknowledgementWorkflow.AcknowledgementCard, Lane.Campaigns) { Why = sent.Why, Alone = sent.Rung == body.Ladder.Last })],
        };
    }
}

/// <summary>No chat takes a card for the person: never counted as reminded, and their manager hears of it once (M10).</summary>
public sealed record NoteUndelivered
{
    public static readonly Step Step = new Step<Acknowledgement, CopyGivenUp>("acknowledgement.given-up", "reminder-undelivered", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Person] },
        MovesBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, CopyGivenUp input, StepFacts facts)
    {
        if (input.Person != body!.Person) return new Refusal(Refusals.NotNow);
        var manager = facts.Records.TryGetValue(body.Person, out var head) ? Person.From(head).Details.Manager : null;
        return new Change(body with { Undelivered = input.Problem, Manager = manager ?? body.Manager }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["undelivered"] = $"{input.Why}: {input.Problem}" },
            Copies = manager is { } to && body.Manager != to ? [new NewCopy(to, AcknowledgementWorkflow.AcknowledgementCard, Lane.Campaigns) { Why = "undelivered" }] : [],
        };
    }
}
