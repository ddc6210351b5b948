using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Reviews;

/// <summary>A compliance lead plans a review: when, over which period, who chairs and who takes part. Top management must be among them (MR3).</summary>
public sealed record PlanReview(
    string Title, string Reason, DateOnly? Meeting, DateOnly? From, DateOnly? Until, int IntervalMonths, string ChairAddress, IReadOnlyList<string> AttendeeAddresses)
{
    public static readonly IReadOnlyDictionary<string, int> Intervals = new Dictionary<string, int> { ["3"] = 3, ["6"] = 6, ["12"] = 12 };

    public static readonly Step Step = new Step<Review, PlanReview>("review.plan", "review-planned", Decide)
    {
        Form = Read,
        FormCard = "Reviews/PlanForm",
        Needs = (_, input) => new Needs { Addresses = [.. input.AttendeeAddresses.Append(input.ChairAddress).Distinct()], Roles = [Role.ComplianceLead] },
    };

    public static Outcome Decide(Review? none, PlanReview input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (!facts.Holders.TryGetValue(input.ChairAddress, out var chair)) wrong["chair"] = new Refusal("review.noSuchPerson", ("address", input.ChairAddress));
        if (input.AttendeeAddresses.FirstOrDefault(a => !facts.Holders.ContainsKey(a)) is { } unknown) wrong["attendees"] = new Refusal("review.noSuchPerson", ("address", unknown));
        if (input.Meeting is null) wrong["meeting"] = new Refusal("refusal.required");
        if (input.From is null) wrong["from"] = new Refusal("refusal.required");
        if (input.Until is null || input.Until < input.From) wrong["until"] = new Refusal(input.Until is null ? "refusal.required" : "review.untilBeforeFrom");
        if (wrong.Count > 0) return new Corrections(wrong);
        var people = input.AttendeeAddresses.Select(a => facts.Holders[a]).Prepend(chair!).DistinctBy(p => p.Id).ToArray();
        if (people.All(p => !p.Details.Roles.Contains(Role.TopManagement)))
            return new Corrections(new Dictionary<string, Refusal> { ["attendees"] = new Refusal("review.noTopManagement") });
        var body = new Review
        {
            Title = input.Title,
            Reason = input.Reason,
            Meeting = input.Meeting!.Value,
            From = input.From!.Value,
            Until = input.Until!.Value,
            Zone = facts.Organisation.TimeZone,
            IntervalMonths = input.IntervalMonths,
            Chair = chair!.Id,
            Attendees = [.. people.Select(p => p.Id)],
            PlannedBy = facts.Actor.Person!.Id,
            Last = ReviewWorkflow.Act("planned", facts),
        };
        return ReviewWorkflow.Tell(body, ReviewStates.Planned, [facts.Actor.Person.Id, chair.Id]);
    }

    private static PlanReview Read(FormReader form) => new(
        form.RequiredText("title", 150),
        form.RequiredText("reason", 500),
        form.Date("meeting"),
        form.Date("from"),
        form.Date("until"),
        form.Choice("interval", Intervals) ?? 12,
        form.RequiredText("chair", 200).ToLowerInvariant(),
        [.. (form.Text("attendees", 1000) ?? "").ToLowerInvariant().Split([',', ';', ' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct()]);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the records do not know is said in words, or why there is nothing to say: an input without either is none (MR2).</summary>
public sealed record NoteInput(string Input, string Text)
{
    public static readonly Step Step = new Step<Review, NoteInput>("review.note-input", "review-input-noted", Decide)
    {
        Form = form => new NoteInput(form.RequiredText("input", 100), form.RequiredText("words", 2000)),
        FormCard = "Reviews/NoteForm",
        BindsToBasis = false,
    };

    public static Outcome Decide(Review? body, NoteInput input, StepFacts facts) => !ReviewInputs.All.Contains(input.Input)
        ? new Corrections(new Dictionary<string, Refusal> { ["input"] = new Refusal("refusal.noSuchChoice") })
        : new Change(body! with { Notes = new Dictionary<string, string>(body.Notes) { [input.Input] = input.Text }, Last = ReviewWorkflow.Act("noted", facts) }, facts.State!);
}

/// <summary>The review is not held; it stays on record.</summary>
public sealed record CancelReview(string Reason)
{
    public static readonly Step Step = new Step<Review, CancelReview>("review.cancel", "review-cancelled", Decide)
    {
        Form = form => new CancelReview(form.RequiredText("words", 1000)),
        FormCard = ReviewCards.WordsForm,
        Style = "destructive",
    };

    public static Outcome Decide(Review? body, CancelReview input, StepFacts facts) =>
        new Change(body! with { Last = ReviewWorkflow.Act("cancelled", facts) with { Reason = input.Reason } }, ReviewStates.Cancelled);
}

/// <summary>The interval since the last review is nearly over: the compliance leads are asked to plan the next one (MR7).</summary>
public sealed record AskForNext
{
    /// <summary>How long before it is due they are asked.</summary>
    public const int DaysAhead = 60;

    public static readonly Step Step = new Step<Review, AskForNext>("review.ask-for-next", "next-review-asked-for", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        MovesBasis = false,
    };

    public static Outcome Decide(Review? body, AskForNext input, StepFacts facts) => body!.NextAsked
        ? new Refusal(Refusals.NotNow)
        : new Change(body with { NextAsked = true, Last = ReviewWorkflow.Act("next-due", facts) }, facts.State!)
        {
            Copies = [.. facts.People[Role.ComplianceLead].Select(p => new NewCopy(p.Id, ReviewWorkflow.ReviewCard, Core.Channels.Lane.Campaigns) { Why = "next" })],
        };
}
