using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>A handler says that another record is about the same; this one goes on under that number.</summary>
public sealed record MarkDuplicate(string Other, string Reason)
{
    public static readonly Step Step = new Step<Incident, MarkDuplicate>("incident.duplicate", "incident-duplicate", Decide)
    {
        Form = form => new MarkDuplicate(form.RequiredText("other", 40), form.RequiredText("reason", 3000)),
        FormCard = "IncidentReport/ReasonForm",
        Needs = (_, input) => RecordId.Parse(input.Other) is { } id ? new Needs { Records = [id] } : Core.Needs.None,
    };

    public static Outcome Decide(Incident? incident, MarkDuplicate input, StepFacts facts)
    {
        if (RecordId.Parse(input.Other) is not { } other || !facts.Records.TryGetValue(other, out var head) || head.Type != "incident")
            return Correct("incident.noSuchOther");
        if (other == facts.Record) return Correct("incident.otherIsSame");
        // Two that name each other would lead nowhere.
        if (head.State == IncidentStates.Duplicate) return Correct("incident.otherIsDuplicate");
        var next = incident! with
        {
            DuplicateOf = other,
            Answered = true,
            StateBefore = facts.State,
            Last = IncidentWorkflow.Act("duplicate", facts) with { Reason = input.Reason, Other = other },
        };
        return IncidentWorkflow.Tell(next, IncidentStates.Duplicate, facts);
    }

    private static Corrections Correct(string key) => new(new Dictionary<string, Refusal> { ["other"] = new Refusal(key) });
}
