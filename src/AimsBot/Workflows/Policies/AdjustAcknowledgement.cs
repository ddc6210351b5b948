using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>A campaign's round brings an acknowledgement to what is asked now.</summary>
public sealed record AdjustAcknowledgement(Adjustment To)
{
    public static readonly Step Step = new Step<Acknowledgement, AdjustAcknowledgement>("acknowledgement.adjust", "acknowledgement-adjusted", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Campaign, body.Person] },
    };

    public static Outcome Decide(Acknowledgement? body, AdjustAcknowledgement input, StepFacts facts)
    {
        var campaign = facts.Records[body!.Campaign].Read<Campaign>();
        var person = Person.From(facts.Records[body.Person]);
        var (zone, country) = AskPerson.PlaceOf(person, facts);
        var what = body.CampaignDue == campaign.Due ? "moved-place" : "rescheduled";
        var asked = AskPerson.Timed(body with { CampaignDue = campaign.Due, Exemption = null, Zone = zone, Country = country }, campaign, null, facts.Now, facts.Organisation.CalendarOf(person.Details)) with { CountsFrom = body.CountsFrom };
        return input.To switch
        {
            Adjustment.Stop => new Change(body with { Last = PolicyWorkflow.Act("stopped", facts) }, AcknowledgementStates.Stopped),
            Adjustment.Leave when facts.State == AcknowledgementStates.Pending => new Change(
                body with { Exemption = new Exemption("leave", null, ByLeave: true, facts.Now), Last = PolicyWorkflow.Act("leave", facts) }, AcknowledgementStates.Exempt),
            Adjustment.Resume when body.Confirmation is not null => new Change(body with { Last = PolicyWorkflow.Act("resumed", facts) }, AcknowledgementStates.Acknowledged),
            // Who comes back has at least the days of grace again.
            Adjustment.Resume => new Change(Longer(asked, campaign, facts) with { Last = PolicyWorkflow.Act("resumed", facts) }, AcknowledgementStates.Pending)
            {
                Copies = [new NewCopy(body.Person, AcknowledgementWorkflow.AcknowledgementCard, Lane.Campaigns) { Why = "ask" }],
            },
            Adjustment.Reschedule when facts.State == AcknowledgementStates.Pending => new Change(asked with { Last = PolicyWorkflow.Act(what, facts) }, facts.State),
            _ => new Refusal(Refusals.NotNow),
        };
    }

    private static Acknowledgement Longer(Acknowledgement body, Campaign campaign, StepFacts facts)
    {
        var least = PolicyWorkflow.Today(facts).AddDays(campaign.GraceDays);
        return body.Due > least ? body : body with { Due = least };
    }
}

public enum Adjustment
{
    Stop,
    Leave,
    Resume,
    Reschedule,
}
