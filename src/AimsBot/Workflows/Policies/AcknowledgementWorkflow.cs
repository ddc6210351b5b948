using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using NodaTime;

namespace AimsBot.Workflows.Policies;

/// <summary>One person's acknowledgement of one version of a policy (7.3, A.2.2).</summary>
public sealed class AcknowledgementWorkflow : Workflow<Acknowledgement>
{
    public const string TypeName = "acknowledgement";
    public const string IdPrefix = "ACK";
    public const string AcknowledgementCard = "Policies/Acknowledgement";

    /// <summary>The keyed dates that totals are counted by.</summary>
    public const string CountedDate = "counted";
    public const string OverdueDate = "overdue";
    public const string UnreachableDate = "unreachable";

    private static readonly string[] Open = [AcknowledgementStates.Pending];

    public override string Type => TypeName;
    public override string Prefix => IdPrefix;
    public override string Folder => "Policies";
    public override string Card => AcknowledgementCard;
    public override Step GivenUp => NoteUndelivered.Step;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "notForMe", "questions", "last", "exemption" };

    public override Lifecycle Lifecycle { get; } = new(
        [AcknowledgementStates.Pending, AcknowledgementStates.Acknowledged, AcknowledgementStates.Exempt, AcknowledgementStates.Stopped],
        [
            Lifecycle.Creates(AskPerson.Step, AcknowledgementStates.Pending, AcknowledgementStates.Exempt),
            Lifecycle.Moves(Acknowledge.Step, Open, AcknowledgementStates.Acknowledged),
            Lifecycle.Stays(AskOwner.Step, Open),
            Lifecycle.Stays(AnswerReader.Step, Open),
            Lifecycle.Stays(SayNotForMe.Step, Open),
            Lifecycle.Moves(ExemptPerson.Step, Open, AcknowledgementStates.Exempt),
            Lifecycle.Stays(DeclineExemption.Step, Open),
            Lifecycle.Moves(RecordOffline.Step, Open, AcknowledgementStates.Acknowledged),
            Lifecycle.Moves(RemindPerson.Step, Open, AcknowledgementStates.Pending, AcknowledgementStates.Stopped),
            Lifecycle.Stays(NoteUndelivered.Step, Open),
            Lifecycle.Moves(AdjustAcknowledgement.Step, Open, AcknowledgementStates.Pending, AcknowledgementStates.Exempt, AcknowledgementStates.Stopped),
            Lifecycle.Moves(AdjustAcknowledgement.Step, [AcknowledgementStates.Exempt], AcknowledgementStates.Pending, AcknowledgementStates.Stopped),
            Lifecycle.Moves(AdjustAcknowledgement.Step, [AcknowledgementStates.Stopped], AcknowledgementStates.Pending),
            Lifecycle.Moves(AdjustAcknowledgement.Step, [AcknowledgementStates.Acknowledged], AcknowledgementStates.Stopped),
            Lifecycle.Moves(InheritAcknowledgement.Step, [AcknowledgementStates.Pending, AcknowledgementStates.Exempt], AcknowledgementStates.Acknowledged),
        ]);

    /// <summary>What makes asking one person for one version one act, in whichever round.</summary>
    public static string KeyOf(RecordId campaign, string version, RecordId person) => $"ask:{campaign}:{version}:{person}";

    public static RecordId IdOf(string organisation, RecordId campaign, string version, RecordId person) =>
        RecordId.Derive(IdPrefix, organisation, KeyOf(campaign, version, person), 0);

    /// <summary>The working hours in which the person is reminded.</summary>
    public static WorkingCalendar CalendarOf(Acknowledgement body) => WorkingCalendar.For(body.Zone, body.Country);

    protected override HeadIndex IndexOf(Acknowledgement body, string state) => state != AcknowledgementStates.Pending
        ? new HeadIndex { Parent = body.Campaign }
        : new HeadIndex
        {
            Parent = body.Campaign,
            WaitsFor =
            [
                body.Person.Value,
                .. body.Manager is { } manager && manager != body.Person ? [manager.Value] : Array.Empty<string>(),
                .. body.Questions.Any(q => q.Answer is null) ? [body.Owner.Value] : Array.Empty<string>(),
                .. body.NotForMe is not null ? [PeopleDirectory.RoleDate(Role.ComplianceLead)] : Array.Empty<string>(),
            ],
            Dates = body.Undelivered is not null
                ? new Dictionary<string, DateTimeOffset> { [UnreachableDate] = body.CountsFrom }
                : new Dictionary<string, DateTimeOffset>
                {
                    [CountedDate] = body.CountsFrom,
                    [OverdueDate] = CalendarOf(body).EndOfDay(LocalDate.FromDateOnly(body.Due)),
                },
        };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Acknowledgement body, string state) =>
        state == AcknowledgementStates.Pending && body.Ladder.Next(body.Due, CalendarOf(body), body.Reminders) is { } rung
            ? [new Deadline($"rung:{body.Due:yyyy-MM-dd}:{rung.Days}", rung.At, RemindPerson.Step, new RemindPerson())]
            : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Acknowledgement? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Person)) relations.Add("self");
        if (person.Is(body.Manager) || person.Is(ManagerOf(body, facts))) relations.Add("manager");
        if (person.Is(body.Owner) || person.Is(facts.Records.GetValueOrDefault(body.Policy)?.Parent)) relations.Add("owner");
        return relations;
    }

    // A person is found beneath their manager, a policy beneath its owner.
    private static RecordId? ManagerOf(Acknowledgement body, StepFacts facts) => facts.Records.GetValueOrDefault(body.Person)?.Parent;

    protected override IReadOnlyList<RecordId> RelationRecordsOf(Acknowledgement body) => [body.Person, body.Policy];

    protected override string TitleOf(Acknowledgement body) => $"{body.Title} {body.Number}";

    protected override IReadOnlyList<RecordId> NamedOn(Acknowledgement body) =>
        [.. new RecordId?[] { body.Person, body.Last?.By, body.Confirmation?.Offline?.By }.OfType<RecordId>()];

    protected override IReadOnlyList<string> DocumentsOn(Acknowledgement body, Step? form) =>
        form == Acknowledge.Step ? [.. new[] { body.Hash, body.LastRead }.OfType<string>()] : [];

    protected override JsonObject CardData(Acknowledgement body, CardFacts facts) => PolicyCards.Acknowledgement(body, facts);

    protected override string? LastOf(Acknowledgement body, CardFacts facts) => PolicyCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Acknowledgement? body, CardFacts facts) => PolicyCards.AcknowledgementForm(step, body!, facts);
}
