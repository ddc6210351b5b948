using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Reviews;

/// <summary>What a decision of a review asks of somebody, by a day; the next review looks at what became of it (MR5).</summary>
public sealed record ReviewAction : RecordBody, IAsked
{
    public RecordId Review { get; init; }
    public int Number { get; init; }
    public DecisionKind Kind { get; init; }
    public string Text { get; init; } = "";
    public RecordId Owner { get; init; }
    public DateOnly Due { get; init; }
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>The owner's manager, once called because it is late.</summary>
    public RecordId? Manager { get; init; }

    RecordId IAsked.Person => Owner;
    Ladder IAsked.Ladder => Ladder.General;

    /// <summary>What was done, or why it was dropped.</summary>
    public string? Outcome { get; init; }
    public ReviewAct? Last { get; init; }
}

/// <summary>The states of an action.</summary>
public static class ReviewActionStates
{
    public const string Open = "open";
    public const string Done = "done";

    /// <summary>Given up, with a reason, by somebody other than its owner.</summary>
    public const string Dropped = "dropped";
}

/// <summary>Actions from management reviews (9.3.3).</summary>
public sealed class ReviewActionWorkflow : Workflow<ReviewAction>
{
    public const string TypeName = "review-action";
    public const string ActionCard = "Reviews/Action";

    public override string Type => TypeName;
    public override string Prefix => "RVA";
    public override string Folder => "Reviews";
    public override string Card => ActionCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "text", "outcome", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [ReviewActionStates.Open, ReviewActionStates.Done, ReviewActionStates.Dropped],
        [
            Lifecycle.Creates(OpenAction.Step, ReviewActionStates.Open),
            Lifecycle.Moves(EndAction.Finish, [ReviewActionStates.Open], ReviewActionStates.Done),
            Lifecycle.Moves(EndAction.Drop, [ReviewActionStates.Open], ReviewActionStates.Dropped),
            Lifecycle.Stays(RemindOfAction.Step, ReviewActionStates.Open),
        ]);

    public override RecordId? RelationLineOf(RecordBody body, IReadOnlyDictionary<RecordId, Head> records) => ((ReviewAction)body).Owner;

    protected override HeadIndex IndexOf(ReviewAction body, string state) => new()
    {
        Parent = body.Review,
        WaitsFor = state == ReviewActionStates.Open ? [.. new RecordId?[] { body.Owner, body.Manager }.OfType<RecordId>().Select(p => p.Value).Distinct()] : [],
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(ReviewAction body, string state) =>
        state == ReviewActionStates.Open ? [.. Reminding.Deadlines(body, RemindOfAction.Step, new RemindOfAction())] : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, ReviewAction? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Owner)) relations.Add("owner");
        if (facts.Line.Count > 0 && person.Is(facts.Line[0].Id)) relations.Add("manager");
        return relations;
    }

    protected override string TitleOf(ReviewAction body) => body.Text;

    protected override IReadOnlyList<RecordId> NamedOn(ReviewAction body) => [.. new RecordId?[] { body.Owner, body.Last?.By }.OfType<RecordId>()];

    protected override JsonObject CardData(ReviewAction body, CardFacts facts) => ReviewCards.Action(body, facts);

    protected override string? LastOf(ReviewAction body, CardFacts facts) => ReviewCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, ReviewAction? body, CardFacts facts) => ReviewCards.Words(step, body!.Text, facts);
}

/// <summary>A decision of signed minutes becomes an action; the review hears its number.</summary>
public sealed record OpenAction(RecordId Review, int Number, DecisionKind Kind, string Text, RecordId Owner, DateOnly Due)
{
    public static readonly Step Step = new Step<ReviewAction, OpenAction>("review-action.open", "review-action-opened", Decide)
    {
        Needs = (_, input) => new Needs { Records = [input.Owner] },
    };

    public static Outcome Decide(ReviewAction? none, OpenAction input, StepFacts facts)
    {
        var owner = Person.From(facts.Records[input.Owner]);
        var body = new ReviewAction
        {
            Review = input.Review,
            Number = input.Number,
            Kind = input.Kind,
            Text = input.Text,
            Owner = input.Owner,
            Due = input.Due,
            Zone = owner.Details.TimeZone ?? facts.Organisation.TimeZone,
            Country = owner.Details.Country ?? facts.Organisation.Country,
            Last = ReviewWorkflow.Act("opened", facts),
        };
        body = body with { Reminders = Reminding.AtFirst(body, facts.Now) };
        return new Change(body, ReviewActionStates.Open)
        {
            Copies = [new NewCopy(input.Owner, ReviewActionWorkflow.ActionCard, Lane.Decisions)],
            FollowUps = [NewFollowUp.Tell(LinkAction.Step.Id, input.Review, new Notice(facts.Record, PlanReview.Number(input.Number)))],
        };
    }
}

/// <summary>The owner did it and says what was done; or somebody else gives it up and says why.</summary>
public sealed record EndAction(string Words)
{
    public static readonly Step Finish = new Step<ReviewAction, EndAction>("review-action.finish", "review-action-done", (body, input, facts) => To(body!, input, ReviewActionStates.Done, facts))
    {
        Form = form => new EndAction(form.RequiredText("words", 2000)),
        FormCard = ReviewCards.WordsForm,
        Style = "positive",
    };

    public static readonly Step Drop = new Step<ReviewAction, EndAction>("review-action.drop", "review-action-dropped", (body, input, facts) => To(body!, input, ReviewActionStates.Dropped, facts))
    {
        Form = form => new EndAction(form.RequiredText("words", 2000)),
        FormCard = ReviewCards.WordsForm,
    };

    private static Change To(ReviewAction body, EndAction input, string state, StepFacts facts) =>
        new(body with { Outcome = input.Words, Last = ReviewWorkflow.Act(state, facts) with { Reason = input.Words } }, state);
}

/// <summary>A rung of the general ladder has come; three days late the owner's manager hears of it too (M2).</summary>
public sealed record RemindOfAction
{
    public static readonly Step Step = new Step<ReviewAction, RemindOfAction>("review-action.remind", "review-action-reminded", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Owner] },
        MovesBasis = false,
    };

    public static Outcome Decide(ReviewAction? body, RemindOfAction input, StepFacts facts) =>
        Reminding.Pass(body!, Person.From(facts.Records[body!.Owner]), ReviewActionWorkflow.ActionCard, facts.Now) is { } reminded
            ? new Change(body with { Reminders = reminded.Reminders, Manager = reminded.Manager }, facts.State!) { Copies = reminded.Copies }
            : new Refusal(Refusals.NotNow);
}
