using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using NodaTime;

namespace AimsBot.Workflows.Training;

/// <summary>One person's need of one course, and each time they took it (7.2).</summary>
public sealed class AssignmentWorkflow : Workflow<Assignment>
{
    public const string TypeName = "training";
    public const string IdPrefix = "TRN";
    public const string AssignmentCard = "Training/Training";
    public const string CertificateCard = "Training/Certificate";

    /// <summary>The keyed dates that figures are counted by.</summary>
    public const string OverdueDate = "overdue";
    public const string UnreachableDate = "unreachable";
    public const string ValidDate = "valid";
    public const string CompetentDate = "competent";

    /// <summary>So many days before its end a course is to be taken again.</summary>
    public const int RenewalLead = 30;

    private static readonly string[] Open = [AssignmentStates.Assigned];
    private static readonly string[] Taken = [AssignmentStates.Attested, AssignmentStates.Competent];

    public override string Type => TypeName;
    public override string Prefix => IdPrefix;
    public override string Folder => "Training";
    public override string Card => AssignmentCard;
    public override Step GivenUp => NoteTrainingUndelivered.Step;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "last", "exemption" };

    public override Lifecycle Lifecycle { get; } = new(
        [AssignmentStates.Assigned, .. Taken, AssignmentStates.Exempt, AssignmentStates.Stopped],
        [
            Lifecycle.Creates(AssignCourse.Step, AssignmentStates.Assigned, AssignmentStates.Exempt),
            Lifecycle.Moves(AttestTraining.Step, Open, AssignmentStates.Assigned, AssignmentStates.Attested),
            Lifecycle.Stays(PutOffTraining.Step, Open),
            Lifecycle.Moves(RecordTraining.Step, Open, AssignmentStates.Attested),
            Lifecycle.Moves(ExemptTrainee.Step, Open, AssignmentStates.Exempt),
            Lifecycle.Moves(JudgeCompetence.Step, [AssignmentStates.Attested], AssignmentStates.Competent, AssignmentStates.Assigned, AssignmentStates.Exempt),
            Lifecycle.Moves(AskAgain.Step, Taken, AssignmentStates.Assigned, AssignmentStates.Exempt),
            Lifecycle.Moves(RenewTraining.Step, Taken, AssignmentStates.Assigned),
            Lifecycle.Moves(RemindTrainee.Step, Open, AssignmentStates.Assigned, AssignmentStates.Stopped),
            Lifecycle.Stays(NoteTrainingUndelivered.Step, Open),
            Lifecycle.Moves(AdjustAssignment.Step, Open, AssignmentStates.Assigned, AssignmentStates.Exempt, AssignmentStates.Stopped),
            Lifecycle.Moves(AdjustAssignment.Step, [AssignmentStates.Attested], AssignmentStates.Attested, AssignmentStates.Assigned, AssignmentStates.Exempt, AssignmentStates.Stopped),
            Lifecycle.Moves(AdjustAssignment.Step, [AssignmentStates.Competent], AssignmentStates.Competent, AssignmentStates.Assigned, AssignmentStates.Exempt, AssignmentStates.Stopped),
            Lifecycle.Moves(AdjustAssignment.Step, [AssignmentStates.Exempt], [.. Open, .. Taken, AssignmentStates.Stopped]),
            Lifecycle.Moves(AdjustAssignment.Step, [AssignmentStates.Stopped], [.. Open, .. Taken, AssignmentStates.Exempt]),
        ]);

    /// <summary>What makes assigning one course to one person one act, in whichever round.</summary>
    public static string KeyOf(RecordId course, RecordId person) => $"train:{course}:{person}";

    public static RecordId IdOf(string organisation, RecordId course, RecordId person) => RecordId.Derive(IdPrefix, organisation, KeyOf(course, person), 0);

    /// <summary>The keyed date of a class of evidence: until when what was taken so holds.</summary>
    public static string DateOf(Evidence evidence) => evidence switch
    {
        Evidence.Declared => "declared",
        Evidence.Tested => "tested",
        Evidence.Recorded => "recorded",
    };

    protected override HeadIndex IndexOf(Assignment body, string state) => new()
    {
        Parent = body.Course,
        WaitsFor = state switch
        {
            AssignmentStates.Assigned => [body.Person.Value, .. body.Manager is { } manager && manager != body.Person ? [manager.Value] : Array.Empty<string>()],
            AssignmentStates.Attested when body.Judge is { } judge => [judge.Value],
            _ => [],
        },
        Dates = DatesOf(body, state),
    };

    private static Dictionary<string, DateTimeOffset> DatesOf(Assignment body, string state)
    {
        var dates = new Dictionary<string, DateTimeOffset>();
        if (state is not (AssignmentStates.Assigned or AssignmentStates.Attested or AssignmentStates.Competent)) return dates;
        if (body.Current is { } current)
        {
            dates[ValidDate] = current.Until;
            dates[DateOf(current.Evidence)] = current.Until;
            if (current.Judgement is { IsCompetent: true }) dates[CompetentDate] = current.Until;
        }
        if (state != AssignmentStates.Assigned) return dates;
        // Nobody is late or missed while what they took before still holds.
        var since = body.Undelivered is not null ? body.AskedAt : Reminding.CalendarOf(body).EndOfDay(LocalDate.FromDateOnly(body.Due));
        dates[body.Undelivered is not null ? UnreachableDate : OverdueDate] = body.Current?.Until > since ? body.Current.Until : since;
        return dates;
    }

    protected override IReadOnlyList<Deadline> DeadlinesOf(Assignment body, string state) => state switch
    {
        AssignmentStates.Assigned => [.. Reminding.Deadlines(body, RemindTrainee.Step, new RemindTrainee())],
        AssignmentStates.Attested or AssignmentStates.Competent when body.Current is { } current => [new Deadline("renewal", RenewTraining.At(body, current), RenewTraining.Step, new RenewTraining())],
        _ => [],
    };

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Assignment? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Person)) relations.Add("self");
        // A person is found beneath their manager.
        if (person.Is(body.Manager) || person.Is(facts.Records.GetValueOrDefault(body.Person)?.Parent)) relations.Add("manager");
        if (person.Is(body.Judge)) relations.Add("judge");
        return relations;
    }

    protected override IReadOnlyList<RecordId> RelationRecordsOf(Assignment body) => [body.Person];

    protected override string TitleOf(Assignment body) => $"{body.Title} {body.Number}";

    protected override IReadOnlyList<RecordId> NamedOn(Assignment body) =>
        [.. new RecordId?[] { body.Person, body.Judge, body.Last?.By, body.Current?.RecordedBy, body.Current?.Judgement?.By }.OfType<RecordId>()];

    protected override IReadOnlyList<string> DocumentsOn(Assignment body, Step? form) =>
        [.. (form == AttestTraining.Step ? new[] { body.Hash, body.Quiz, LastTaken(body) } : [body.LastTry is null ? null : body.Quiz]).OfType<string>().Distinct()];

    /// <summary>The text that the person took last, so that what changed can be shown.</summary>
    public static string? LastTaken(Assignment body) => body.Attestations.Count > 0 ? body.Attestations[^1].Hash : null;

    protected override JsonObject CardData(Assignment body, CardFacts facts) => TrainingCards.Assignment(body, facts);

    protected override string? LastOf(Assignment body, CardFacts facts) => TrainingCards.LastLine(body.Last, facts);

    protected override (string Card, JsonObject Data)? ReceiptOf(Step step, Assignment body, CardFacts facts) =>
        step != AttestTraining.Step ? null
        : facts.Head!.State == AssignmentStates.Assigned ? (AssignmentCard, TrainingCards.Assignment(body, facts))
        : (CertificateCard, TrainingCards.Certificate(body, facts));

    protected override JsonObject FormData(Step step, Assignment? body, CardFacts facts) => TrainingCards.AssignmentForm(step, body!, facts);
}
