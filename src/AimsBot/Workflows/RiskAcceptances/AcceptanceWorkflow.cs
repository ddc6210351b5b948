using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>Acceptances of risks: asked for, decided from a card, ending by themselves (6.1.3, 8.3).</summary>
public sealed class AcceptanceWorkflow : Workflow<Acceptance>
{
    public const string AcceptanceCard = "Risks/Acceptance";

    /// <summary>Days before the end at which those concerned are warned (K17), the earliest first.</summary>
    public static readonly IReadOnlyList<int> Warnings = [30, 14, 7, 1];

    /// <summary>The keyed dates of requests that wait for something, and of those and what is in force.</summary>
    private const string PendingDate = "pending";
    private const string StandingDate = "standing";

    /// <summary>Every request that waits for something, oldest first.</summary>
    internal static readonly RecordQuery AllPending = new() { Type = "acceptance", Date = PendingDate };

    /// <summary>Whom it goes to where it cannot be decided by the line or by top management.</summary>
    internal static readonly IReadOnlyList<Role> Helpers = [Role.Legal, Role.ComplianceLead, Role.Administrator];

    private static readonly string[] Pending = [AcceptanceStates.Waiting, AcceptanceStates.Asked, AcceptanceStates.AtLegal];

    public override string Type => "acceptance";
    public override string Prefix => "RAC";
    public override string Folder => "Risks";
    public override string Card => AcceptanceCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "event", "plan", "reason", "mitigations", "conditions", "question", "answer", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [
            AcceptanceStates.Waiting, AcceptanceStates.Asked, AcceptanceStates.AtLegal, AcceptanceStates.Blocked, AcceptanceStates.Returned,
            AcceptanceStates.Refused, AcceptanceStates.Withdrawn, AcceptanceStates.Accepted, AcceptanceStates.Ended,
        ],
        [
            Lifecycle.Creates(OpenAcceptance.Step, AcceptanceStates.Waiting, AcceptanceStates.AtLegal, AcceptanceStates.Blocked, AcceptanceStates.Returned),
            Lifecycle.Stays(ApprovePlan.Step, AcceptanceStates.Waiting),
            Lifecycle.Moves(AcceptRisk.Step, [AcceptanceStates.Waiting], AcceptanceStates.Waiting, AcceptanceStates.Accepted),
            Lifecycle.Moves(RefuseRisk.Step, [AcceptanceStates.Waiting], AcceptanceStates.Refused),
            Lifecycle.Moves(AskBack.Step, [AcceptanceStates.Waiting], AcceptanceStates.Asked),
            Lifecycle.Moves(AnswerQuestion.Step, [AcceptanceStates.Asked], AcceptanceStates.Waiting),
            Lifecycle.Moves(ClearLaw.Step, [AcceptanceStates.AtLegal], AcceptanceStates.Waiting, AcceptanceStates.AtLegal, AcceptanceStates.Blocked),
            Lifecycle.Moves(ConfirmAcceptance.Step, [AcceptanceStates.Accepted], AcceptanceStates.Accepted),
            Lifecycle.Moves(RevokeAcceptance.Step, [AcceptanceStates.Accepted], AcceptanceStates.Ended),
            Lifecycle.Moves(WithdrawRequest.Step, Pending, AcceptanceStates.Withdrawn),
            Lifecycle.Moves(HearOfRisk.Step, Pending, [.. Pending, AcceptanceStates.Returned]),
            Lifecycle.Moves(HearOfRisk.Step, [AcceptanceStates.Accepted], AcceptanceStates.Accepted, AcceptanceStates.Ended),
            Lifecycle.Stays(HearOfMerger.Step, Pending),
            Lifecycle.Moves(HearOfMerger.Step, [AcceptanceStates.Accepted], AcceptanceStates.Accepted, AcceptanceStates.Ended),
            Lifecycle.Stays(PassTime.Remind, AcceptanceStates.Waiting),
            Lifecycle.Stays(PassTime.Warn, AcceptanceStates.Accepted),
            Lifecycle.Moves(PassTime.Expire, Pending, AcceptanceStates.Returned),
            Lifecycle.Moves(PassTime.Expire, [AcceptanceStates.Accepted], AcceptanceStates.Ended),
            Lifecycle.Stays(NoteAction.Step, AcceptanceStates.Ended),
        ]);

    public override IReadOnlyList<Role> RelationRoles => [Role.TopManagement];

    public override IReadOnlyList<string> RelationTypes => [RiskMethodWorkflow.TypeName];

    public override RecordId? RelationLineOf(RecordBody body, IReadOnlyDictionary<RecordId, Head> records) =>
        records.GetValueOrDefault(((Acceptance)body).System)?.Parent ?? ((Acceptance)body).SystemOwner;

    internal static AcceptanceAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    /// <summary>The voice of who acts.</summary>
    internal static Vote VoteOf(Acceptance acceptance, StepFacts facts)
    {
        var person = facts.Actor.Person!;
        var (holder, role) = Deciders.AuthorityOf(person, acceptance, facts)!.Value;
        return new Vote(person.Id, holder.Id, role, facts.Now);
    }

    /// <summary>Under whose authority a voice was given, where that is another's.</summary>
    internal static RecordId? Other(Vote vote) => vote.For == vote.By ? null : vote.For;

    /// <summary>Why the request is no longer about things as they are (K14); none while it is.</summary>
    internal static Refusal? Stale(Acceptance acceptance, StepFacts facts)
    {
        if (facts.Records.GetValueOrDefault(acceptance.Risk) is not { } risk || risk.Read<Risk>().Terms != acceptance.RiskTerms)
            return new Refusal("acceptance.riskChanged");
        if (facts.Records.GetValueOrDefault(acceptance.System) is not { State: "active" } system || system.Dates.GetValueOrDefault("changed") != acceptance.SystemChanged)
            return new Refusal("acceptance.systemChanged");
        return Fits(acceptance, RiskMethod.InForce(facts), facts.Organisation.TimeZone) ? null : new Refusal("acceptance.methodChanged");
    }

    /// <summary>Whether the method gives the request the band, the authority and the time that it was asked for with.</summary>
    internal static bool Fits(Acceptance acceptance, RiskMethod method, string zone)
    {
        var band = method.BandOf(acceptance.Scores);
        var rule = method.Rule(band);
        return band == acceptance.Band && rule.Authority == acceptance.Authority && rule.Votes == acceptance.VotesNeeded
            && acceptance.Until <= LocalTimes.At(acceptance.RequestedAt, zone).Day.AddMonths(rule.Months);
    }

    /// <summary>
    /// The change to a state, with whom it now waits for, a card for everyone who must know and has none, and the word of it
    /// to the risk.
    /// </summary>
    internal static Change Settle(Acceptance acceptance, string state, StepFacts facts)
    {
        var next = acceptance;
        var tell = new List<RecordId> { next.RequestedBy, next.RiskOwner, next.SystemOwner };
        if (state == AcceptanceStates.Waiting)
        {
            var deciders = Deciders.ToTell(next, facts);
            // One who has accepted leaves too few: then nobody is left as well.
            next = next with { Deciders = deciders, IsStuck = Deciders.Silent(next, facts).Count() < Deciders.Missing(next, facts) };
            if (next.NextReminder == default) next = next with { NextReminder = PassTime.Next(next) };
            tell.AddRange(deciders);
            tell.AddRange(next.Managers);
            if (next.IsStuck) tell.AddRange(Those(Role.ComplianceLead).Concat(Those(Role.Administrator)));
        }
        if (state is AcceptanceStates.AtLegal or AcceptanceStates.Blocked) tell.AddRange(Those(Role.Legal) is { Count: > 0 } legal ? legal : Those(Role.ComplianceLead));
        var told = tell.Distinct().Except(next.Told).ToArray();
        next = next with { Told = [.. next.Told, .. told] };
        var plan = next.PlanApproved is { As: not VoteAs.Earlier } vote ? new PlanApproval(vote.By, facts.Record, vote.At) : null;
        return new Change(next, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, AcceptanceCard, next.Managers.Contains(id) ? Lane.Campaigns : Lane.Decisions))],
            FollowUps = state == facts.State && plan is null ? [] : [new NewFollowUp(NoteAcceptance.Step, next.Risk, new NoteAcceptance(facts.Record, state, plan))],
        };

        IReadOnlyList<RecordId> Those(Role role) => facts.People.TryGetValue(role, out var people) ? [.. people.Select(p => p.Id)] : [];
    }

    protected override HeadIndex IndexOf(Acceptance body, string state) => new()
    {
        Parent = body.Risk,
        WaitsFor = state switch
        {
            AcceptanceStates.Waiting when body.IsStuck =>
                [.. body.Deciders.Select(d => d.Value), PeopleDirectory.RoleDate(Role.ComplianceLead), PeopleDirectory.RoleDate(Role.Administrator)],
            AcceptanceStates.Waiting => [.. body.Deciders.Where(d => body.Votes.All(v => v.By != d)).Concat(body.Managers).Distinct().Select(d => d.Value)],
            AcceptanceStates.Asked => [body.RequestedBy.Value],
            AcceptanceStates.AtLegal => [PeopleDirectory.RoleDate(Role.Legal)],
            AcceptanceStates.Accepted => [.. Concerned(body).Distinct().Select(d => d.Value)],
            _ => [],
        },
        Dates = DatesOf(body, state).ToDictionary(name => name, name => name == "ends" ? body.EndsAt : body.RequestedAt),
    };

    private static IReadOnlyList<string> DatesOf(Acceptance body, string state) =>
        Pending.Contains(state) ? ["ends", PendingDate, StandingDate] : state == AcceptanceStates.Accepted ? ["ends", StandingDate] : ["ends"];

    // An acceptance in force waits for those who have to confirm it, and near its end for those who would ask anew.
    private static IEnumerable<RecordId> Concerned(Acceptance body) =>
    [
        .. body.ConfirmBy is null ? [] : body.Deciders,
        .. body.Warned is null ? [] : new[] { body.RequestedBy, body.RiskOwner },
    ];

    protected override IReadOnlyList<Deadline> DeadlinesOf(Acceptance body, string state)
    {
        var deadlines = new List<Deadline>();
        if (state == AcceptanceStates.Waiting) deadlines.Add(new Deadline("remind", body.NextReminder, PassTime.Remind, new PassTime()));
        if (Pending.Contains(state) || state == AcceptanceStates.Accepted) deadlines.Add(new Deadline("expire", body.EndsAt, PassTime.Expire, new PassTime()));
        if (state == AcceptanceStates.Accepted)
        {
            if (body.ConfirmBy is { } confirm) deadlines.Add(new Deadline("confirm", confirm, PassTime.Expire, new PassTime()));
            foreach (var days in Warnings.Where(d => body.Warned is not { } warned || d < warned).Take(1))
                deadlines.Add(new Deadline("warn", body.EndsAt.AddDays(-days), PassTime.Warn, new PassTime()));
        }
        return deadlines;
    }

    // The people it waits for are among them: a stand-in who left is none.
    protected override IReadOnlyList<RecordId> RelationRecordsOf(Acceptance body) => [body.Risk, body.System, .. body.Deciders];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Acceptance? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.RequestedBy)) relations.Add("requester");
        if (person.Is(body.RiskOwner)) relations.Add("risk-owner");
        if (person.Is(body.SystemOwner) || person.Is(Deciders.OwnerOfSystem(body, facts))) relations.Add("system-owner");
        if (Deciders.AuthorityOf(person, body, facts) is not null) relations.Add("approver");
        if (body.Votes.Any(v => person.Is(v.By) || person.Is(v.For))) relations.Add("voter");
        if (person.Ids.Any(body.Told.Contains)) relations.Add("told");
        return relations;
    }

    protected override string TitleOf(Acceptance body) => body.Event;

    protected override IReadOnlyList<RecordId> NamedOn(Acceptance body) =>
    [
        .. new RecordId?[] { body.System, body.RequestedBy, body.RiskOwner, body.SystemOwner, body.PlanApproved?.By, body.Last?.By, body.Last?.For }.OfType<RecordId>(),
        .. body.Deciders,
        .. body.Votes.SelectMany(v => new[] { v.By, v.For }),
    ];

    protected override JsonObject CardData(Acceptance body, CardFacts facts) => AcceptanceCards.Acceptance(body, facts);

    protected override string? LastOf(Acceptance body, CardFacts facts) => AcceptanceCards.LastLine(body, facts);

    protected override JsonObject FormData(Step step, Acceptance? body, CardFacts facts) => AcceptanceCards.Form(step, body!, facts);
}

internal static class AcceptanceChange
{
    /// <summary>With one more message to those who have a card already: a card that quietly changes reminds nobody.</summary>
    public static Change Again(this Change change, IEnumerable<RecordId> people, Lane lane) => change with
    {
        Copies = [.. change.Copies, .. people.Distinct().Where(id => change.Copies.All(c => c.Person != id)).Select(id => new NewCopy(id, AcceptanceWorkflow.AcceptanceCard, lane))],
    };
}
