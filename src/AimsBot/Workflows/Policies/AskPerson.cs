using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using NodaTime;

namespace AimsBot.Workflows.Policies;

/// <summary>A campaign asks one person, once: the record's id comes from campaign, version and person.</summary>
/// <param name="LastAsked">The person's acknowledgement of the version before, if there was one.</param>
public sealed record AskPerson(RecordId Campaign, RecordId Person, RecordId? LastAsked)
{
    public static readonly Step Step = new Step<Acknowledgement, AskPerson>("acknowledgement.ask", "acknowledgement-asked", Decide)
    {
        Needs = (_, input) => new Needs { Records = [.. new RecordId?[] { input.Campaign, input.Person, input.LastAsked }.OfType<RecordId>()] },
    };

    public static Outcome Decide(Acknowledgement? none, AskPerson input, StepFacts facts)
    {
        if (!facts.Records.TryGetValue(input.Campaign, out var head) || head.State != CampaignStates.Running) return new Refusal(Refusals.NotNow);
        if (!facts.Records.TryGetValue(input.Person, out var known) || Core.People.Person.From(known) is not { IsActive: true } person) return new Refusal(Refusals.NotNow);
        var campaign = head.Read<Campaign>();
        var calendar = facts.Organisation.CalendarOf(person.Details);
        var body = new Acknowledgement
        {
            Person = person.Id,
            Campaign = input.Campaign,
            Policy = campaign.Policy,
            Title = campaign.Title,
            Number = campaign.Number,
            Hash = campaign.Hash,
            Link = campaign.Link,
            Quiz = campaign.Quiz,
            LastRead = LastRead(input, facts),
            Ladder = campaign.Ladder,
            Zone = PlaceOf(person, facts).Zone,
            Country = PlaceOf(person, facts).Country,
            Last = PolicyWorkflow.Act("asked", facts),
        };
        body = Timed(body, campaign, Joined(known, person, campaign, facts), facts.Now, calendar);
        if (PeopleRound.IsOnLongLeave(person, facts))
        {
            return new Change(body with { Exemption = new Exemption("leave", null, ByLeave: true, facts.Now), Last = PolicyWorkflow.Act("leave", facts) }, AcknowledgementStates.Exempt);
        }
        return new Change(body, AcknowledgementStates.Pending)
        {
            Copies = [new NewCopy(person.Id, AcknowledgementWorkflow.AcknowledgementCard, Lane.Campaigns) { Why = "ask" }],
        };
    }

    /// <summary>Where the person works, for the hours of the reminders.</summary>
    public static (string Zone, string? Country) PlaceOf(Person person, StepFacts facts) =>
        (person.Details.TimeZone ?? facts.Organisation.TimeZone, person.Details.Country ?? facts.Organisation.Country);

    /// <summary>The acknowledgement with its due day; rungs that have passed already are skipped, since the person hears of it now (M4).</summary>
    public static Acknowledgement Timed(Acknowledgement body, Campaign campaign, LocalDate? joined, DateTimeOffset now, WorkingCalendar calendar)
    {
        // A joiner has the grace from their first day, the others what the campaign gives (P3).
        var grace = joined?.PlusDays(campaign.GraceDays).ToDateOnly();
        var due = grace > campaign.Due ? grace.Value : campaign.Due;
        return body with
        {
            Due = due,
            CampaignDue = campaign.Due,
            Tomorrow = due == body.Due ? body.Tomorrow : null,
            PutOffs = due == body.Due ? body.PutOffs : 0,
            CountsFrom = joined is null ? now : calendar.EndOfDay(LocalDate.FromDateOnly(grace!.Value)),
            Reminders = [.. body.Reminders, .. body.Ladder.Pass(due, calendar, body.Reminders, now, sends: false)],
        };
    }

    // Whoever was here when the campaign started is no joiner.
    private static LocalDate? Joined(Head known, Person person, Campaign campaign, StepFacts facts)
    {
        var started = facts.Organisation.Calendar.DayAt(campaign.StartedAt);
        var first = person.Details.StartDate is { } start ? LocalDate.FromDateOnly(start) : facts.Organisation.Calendar.DayAt(known.Opened);
        return first > started ? first : null;
    }

    private static string? LastRead(AskPerson input, StepFacts facts)
    {
        if (input.LastAsked is not { } id || !facts.Records.TryGetValue(id, out var head)) return null;
        var before = head.Read<Acknowledgement>();
        return before.Confirmation?.Hash ?? before.LastRead;
    }
}
