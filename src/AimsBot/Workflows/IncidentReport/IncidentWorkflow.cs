using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>AI incidents, hazards and questions about them, from report to close (A.8.3, A.8.4, A.3.3, 10.2).</summary>
public sealed class IncidentWorkflow : Workflow<Incident>
{
    public const string IdPrefix = "INC";
    public const string IncidentCard = "IncidentReport/Incident";

    private static readonly string[] Open = [IncidentStates.Reported, IncidentStates.Triaged];
    private static readonly string[] Ended = [IncidentStates.Closed, IncidentStates.Duplicate, IncidentStates.NotAnIncident];

    /// <summary>Whom an open incident waits for.</summary>
    public static readonly string HandlerRole = PeopleDirectory.RoleDate(Role.IncidentHandler);

    private static readonly string TopManagementRole = PeopleDirectory.RoleDate(Role.TopManagement);

    public override string Type => "incident";
    public override string Prefix => IdPrefix;
    public override string Folder => "IncidentReport";
    public override string Card => IncidentCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "text", "affected", "closing", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [IncidentStates.Reported, IncidentStates.Triaged, IncidentStates.Closed, IncidentStates.Duplicate, IncidentStates.NotAnIncident],
        [
            Lifecycle.Creates(ReportIncident.Step, IncidentStates.Reported),
            Lifecycle.Stays(TakeIncident.Step, Open),
            Lifecycle.Moves(TriageIncident.Step, [IncidentStates.Reported], IncidentStates.Triaged),
            Lifecycle.Moves(CloseIncident.Step, [IncidentStates.Triaged], IncidentStates.Closed),
            Lifecycle.Stays(AddDetails.Step, Open),
            Lifecycle.Moves(MarkDuplicate.Step, Open, IncidentStates.Duplicate),
            Lifecycle.Moves(DismissIncident.Step, Open, IncidentStates.NotAnIncident),
            Lifecycle.Moves(ReopenIncident.Step, Ended, Open),
            Lifecycle.Stays(NoteMessageChange.Step, [.. Open, .. Ended]),
            Lifecycle.Stays(AskForAction.Step, IncidentStates.Triaged, IncidentStates.Closed),
            Lifecycle.Stays(NoteCorrectiveAction.Step, [.. Open, .. Ended]),
            Lifecycle.Stays(MissLimit.FirstAnswer, IncidentStates.Reported),
            Lifecycle.Stays(MissLimit.TopManagement, IncidentStates.Reported),
            Lifecycle.Stays(MissLimit.Triage, IncidentStates.Reported),
        ]);

    public override IReadOnlyList<Role> RelationRoles => [Role.IncidentHandler, Role.ComplianceLead];

    /// <summary>The message lane of an incident: S1 and S2 go with the legal clocks, at any hour.</summary>
    public static Lane LaneOf(Severity severity) => severity is Severity.S1 or Severity.S2 ? Lane.Answers : Lane.Decisions;

    public static LastAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    /// <summary>
    /// The change with a card for everyone who must know and has none: the reporter from the first change on, the owner
    /// of the system after triage, and whoever else is named.
    /// </summary>
    public static Change Tell(Incident incident, string state, StepFacts facts, IEnumerable<Person>? others = null)
    {
        var ids = (others ?? []).Select(p => p.Id).Append(incident.Reporter);
        if (state == IncidentStates.Triaged && OwnerOf(incident, facts) is { } owner) ids = ids.Append(owner);
        var told = ids.Except(incident.Told).ToArray();
        return new Change(incident with { Told = [.. incident.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, IncidentCard, LaneOf(incident.Severity)))],
        };
    }

    protected override HeadIndex IndexOf(Incident body, string state) => new()
    {
        // What a person reported is found beneath that person.
        Parent = body.Reporter,
        WaitsFor = !Open.Contains(state) ? [] : body.Assignee is { } assignee ? [assignee.Value] : body.TopManagementCalled ? [HandlerRole, TopManagementRole] : [HandlerRole],
        Dates = new Dictionary<string, DateTimeOffset>
        {
            ["first-answer"] = body.FirstAnswerBy,
            ["triage"] = body.TriageBy,
        },
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Incident body, string state) => Deadlines(body, state);

    /// <summary>The limits that still run, or passed and were not made up for yet.</summary>
    public static IReadOnlyList<Deadline> Deadlines(Incident body, string state)
    {
        var deadlines = new List<Deadline>();
        if (state != IncidentStates.Reported) return deadlines;
        if (!body.Answered && !body.FirstAnswerMissed)
            deadlines.Add(new Deadline("first-answer", body.FirstAnswerBy, MissLimit.FirstAnswer, new MissLimit()));
        if (!body.Answered && !body.TopManagementCalled && body.Severity == Severity.S1)
            deadlines.Add(new Deadline("top-management", body.FirstAnswerBy + MissLimit.TopManagementAfter, MissLimit.TopManagement, new MissLimit()));
        if (!body.TriageMissed) deadlines.Add(new Deadline("triage", body.TriageBy, MissLimit.Triage, new MissLimit()));
        return deadlines;
    }

    protected override IReadOnlyList<RecordId> RelationRecordsOf(Incident body) => body.System is { } system ? [system] : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Incident? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (actor.Person is not { } person) return relations;
        var handles = actor.Has(Role.IncidentHandler) || (actor.Has(Role.ComplianceLead) && facts.People[Role.IncidentHandler].Count == 0);
        // Top management that was called must act, so it may.
        if (handles || (body is { TopManagementCalled: true } && actor.Has(Role.TopManagement))) relations.Add("handler");
        if (body is null) return relations;
        if (person.Is(body.Reporter)) relations.Add("reporter");
        if (person.Is(body.Assignee)) relations.Add("assignee");
        if (person.Ids.Any(body.Told.Contains)) relations.Add("told");
        if (person.Is(OwnerOf(body, facts))) relations.Add("system-owner");
        var closers = facts.People[Role.IncidentHandler].Concat(facts.People[Role.ComplianceLead]).Where(p => !p.Is(body.Assignee));
        if (actor.Has(Role.TopManagement) && !closers.Any()) relations.Add("last-resort");
        return relations;
    }

    protected override string TitleOf(Incident body) => body.Text;

    protected override IReadOnlyList<RecordId> NamedOn(Incident body) =>
        [.. new[] { body.Reporter, body.Assignee, body.System, body.Last?.By }.OfType<RecordId>()];

    protected override JsonObject CardData(Incident body, CardFacts facts) => IncidentCards.Incident(body, facts);

    protected override string? LastOf(Incident body, CardFacts facts) => IncidentCards.LastLine(body, facts);

    protected override (string Card, JsonObject Data)? ReceiptOf(Step step, Incident body, CardFacts facts) =>
        step == ReportIncident.Step ? (IncidentCards.ReceiptCard, IncidentCards.Receipt(body, facts))
        : step == NoteMessageChange.Step ? (IncidentCards.MessageChangedCard, IncidentCards.MessageChanged(facts))
        : null;

    protected override JsonObject FormData(Step step, Incident? body, CardFacts facts) => IncidentCards.Form(step, body, facts);

    private static RecordId? OwnerOf(Incident incident, StepFacts facts) =>
        incident.System is { } id && facts.Records.TryGetValue(id, out var head) ? head.Parent : null;
}
