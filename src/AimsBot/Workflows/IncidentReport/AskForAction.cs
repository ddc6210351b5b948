using AimsBot.Core;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>A handler or a compliance lead says that the cause is to be dealt with: a corrective action is opened for it, once (10.2).</summary>
public sealed record AskForAction(string What)
{
    public static readonly Step Step = new Step<Incident, AskForAction>("incident.ask-action", "corrective-action-asked-for", Decide)
    {
        Form = form => new AskForAction(form.RequiredText("what", 3000)),
        FormCard = "IncidentReport/ActionForm",
        MovesBasis = false,
    };

    public static Outcome Decide(Incident? incident, AskForAction input, StepFacts facts) => incident!.CorrectiveActions.Count > 0
        ? new Refusal("incident.hasAction", ("action", incident.CorrectiveActions[0].Value))
        : new Change(incident with { Last = IncidentWorkflow.Act("action-asked", facts) }, facts.State!)
        {
            FollowUps = [new Nonconformity(facts.Record, "incident", input.What) { Grade = GradeOf(incident), HearsBy = NoteCorrectiveAction.Step.Id }.Open()],
        };

    internal static string GradeOf(Incident incident) => incident.Severity is Severity.S1 or Severity.S2 ? "major" : "minor";
}

/// <summary>The incident hears the number of a corrective action that was opened for it.</summary>
public sealed record NoteCorrectiveAction
{
    public static readonly Step Step = new Step<Incident, Notice>("incident.note-action", "corrective-action-linked", Decide) { MovesBasis = false };

    public static Outcome Decide(Incident? incident, Notice input, StepFacts facts) => new Change(
        incident! with { CorrectiveActions = [.. incident.CorrectiveActions.Union([input.About])] }, facts.State!);
}
