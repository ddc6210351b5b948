using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// Somebody who answers for the risk asks that it be accepted as it now is, until a day (K13, K15, K16). The acceptance is
/// a record of its own, opened by follow-up (K19); renewing is asking again.
/// </summary>
public sealed record RequestAcceptance(string Reason, string? Mitigations, string? Conditions, DateOnly? Until, LawAnswers Law)
{
    public static readonly Step Step = new Step<Risk, RequestAcceptance>("risk.request-acceptance", "risk-acceptance-requested", Decide)
    {
        Form = Read,
        FormCard = "Risks/RequestForm",
        Needs = (risk, _) => new Needs
        {
            Listed = [RiskMethodWorkflow.TypeName],
            Records = [.. new RecordId?[] { risk!.Owner, risk.PlanApproved?.By }.OfType<RecordId>()],
        },
        MovesBasis = false,
    };

    public static Outcome Decide(Risk? risk, RequestAcceptance input, StepFacts facts)
    {
        if (risk!.IsAsked) return new Refusal("risk.alreadyAsked");
        if (risk.Inherent is null || risk.Current is null) return new Refusal("risk.assessFirst");
        var method = RiskMethod.InForce(facts);
        var band = method.BandOf(risk.Current.Scores);
        var zone = facts.Organisation.TimeZone;
        var today = LocalTimes.At(facts.Now, zone).Day;
        var latest = today.AddMonths(method.Rule(band).Months);
        if (input.Until is not { } until) return Correct("until", new Refusal("refusal.required"));
        if (until <= today) return Correct("until", new Refusal("risk.untilPast"));
        if (until > latest) return Correct("until", new Refusal("risk.untilTooLate", ("latest", latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        if (facts.Records.GetValueOrDefault(risk.System) is not { Parent: { } owner, State: "active" } system) return new Refusal("risk.systemRetired");
        var request = new Acceptance
        {
            Risk = facts.Record,
            RiskTerms = risk.Terms,
            Event = risk.Event,
            System = risk.System,
            SystemChanged = system.Dates["changed"],
            SystemOwner = owner,
            RiskOwner = risk.Owner,
            RequestedBy = facts.Actor.Person!.Id,
            RequestedAt = facts.Now,
            RequestedIn = facts.Channel,
            Scores = risk.Current.Scores,
            Band = band,
            Method = method.Number,
            Authority = method.Rule(band).Authority,
            VotesNeeded = method.Rule(band).Votes,
            Treatment = risk.Treatment,
            Plan = risk.Plan,
            PlanApproved = risk.PlanApproved is { } approved && !IsByOneOfThem(approved.By) ? new Vote(approved.By, approved.By, VoteAs.Earlier, approved.At) : null,
            Reason = input.Reason,
            Mitigations = input.Mitigations ?? risk.Controls,
            Conditions = input.Conditions,
            Until = until,
            // The whole of the last day counts, on the organisation's own clock.
            EndsAt = LocalTimes.Instant(until.AddDays(1), TimeOnly.MinValue, zone),
            Law = input.Law,
        };
        return new Change(risk with { IsAsked = true }, facts.State!)
        {
            FollowUps = [new NewFollowUp(OpenAcceptance.Step, null, new OpenAcceptance(request))],
        };

        // Approved by whoever has come to own it since, or asks now, a plan is approved anew (K11, K13).
        bool IsByOneOfThem(RecordId by) => facts.Actor.Person!.Is(by) || facts.AreOne(by, risk.Owner) || facts.AreOne(by, owner);
    }

    private static RequestAcceptance Read(FormReader form) => new(
        form.RequiredText("reason", 3000),
        form.Text("mitigations", 3000),
        form.Text("conditions", 3000),
        form.Date("until"),
        new LawAnswers(Answer(form, "prohibited"), Answer(form, "unlawful"), Answer(form, "people")));

    // What nobody answered is unknown, and goes to legal.
    private static LawAnswer Answer(FormReader form, string id) => form.Choice(id, LawAnswers.Words) ?? LawAnswer.Unknown;

    private static Corrections Correct(string field, Refusal refusal) => new(new Dictionary<string, Refusal> { [field] = refusal });
}
