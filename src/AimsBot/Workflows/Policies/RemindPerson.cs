using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Policies;

/// <summary>A rung of the ladder has come: one message for the nearest, however many have passed (M3, M4). From three days late on the manager hears too (M2).</summary>
public sealed record RemindPerson
{
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
        if (Reminding.Pass(body, person, AcknowledgementWorkflow.AcknowledgementCard, facts.Now) is not { } reminded) return new Refusal(Refusals.NotNow);
        return new Change(
            body with
            {
                Reminders = reminded.Reminders,
                Manager = reminded.Manager,
                Tomorrow = body.Tomorrow <= facts.Now ? null : body.Tomorrow,
                Undelivered = person.Details.Unreachable ? body.Undelivered : null,
            },
            facts.State!)
        {
            Copies = reminded.Copies,
        };
    }
}

/// <summary>The person asks to be reminded on the next working day, a few times and never past the last day.</summary>
public sealed record PutOffReading
{
    public static readonly Step Step = new Step<Acknowledgement, PutOffReading>("acknowledgement.tomorrow", "reading-put-off", Decide)
    {
        Form = _ => new PutOffReading(),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, PutOffReading input, StepFacts facts) => Reminding.NextMorning(body!, facts.Now) switch
    {
        (_, { } refusal) => refusal,
        ({ } at, _) => new Change(body! with { Tomorrow = at, PutOffs = body.PutOffs + 1, Last = PolicyWorkflow.Act("put-off", facts) }, facts.State!),
        _ => new Refusal(Refusals.NotNow),
    };
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
        var person = facts.Records.TryGetValue(body.Person, out var head) ? Person.From(head) : null;
        var (manager, copies) = Reminding.Undelivered(body, person, AcknowledgementWorkflow.AcknowledgementCard);
        return new Change(body with { Undelivered = input.Problem, Manager = manager }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["undelivered"] = $"{input.Why}: {input.Problem}" },
            Copies = copies,
        };
    }
}
