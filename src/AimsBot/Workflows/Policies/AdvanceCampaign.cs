using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// The clock's round through the people, 500 at a time: each one's acknowledgement is brought to what the campaign asks for now.
/// So joiners are asked, leavers drop out, long leave is exempt, and moves of the due day or of people are made up for, and
/// whatever was done already is done once.
/// </summary>
public sealed record AdvanceCampaign
{
    public static readonly Step Step = new Step<Campaign, AdvanceCampaign>("campaign.advance", "campaign-advanced", Decide)
    {
        Needs = (campaign, _) => PeopleRound.Page(campaign!, (id, head) => campaign!.IsFirstRound ? [] : [.. WithAliasOf(Person.From(head)).Select(person => AcknowledgementWorkflow.IdOf(head.Organisation, id, campaign.Number, person))]),
        MovesBasis = false,
    };

    public static Outcome Decide(Campaign? campaign, AdvanceCampaign input, StepFacts facts)
    {
        if (CampaignWorkflow.NextRoundOf(campaign!, facts.State!) is not { } at || at > facts.Now) return new Refusal(Refusals.NotNow);
        var followUps = facts.Page.Heads.Select(head => Wanted(campaign!, Person.From(head), facts)).OfType<NewFollowUp>();
        var isRunning = facts.State == CampaignStates.Running;
        return new Change(
            campaign! with
            {
                Cursor = facts.Page.Continuation,
                Window = PeopleRound.WindowOf(campaign, facts.Now),
                Round = facts.Page.Continuation is null ? campaign.Round + 1 : campaign.Round,
                NextRound = facts.Page.Continuation is not null || !isRunning ? campaign.NextRound : PeopleRound.Tomorrow(facts),
            },
            facts.State!)
        {
            FollowUps = [.. followUps],
        };
    }

    private static NewFollowUp? Wanted(Campaign campaign, Person person, StepFacts facts)
    {
        var id = AcknowledgementWorkflow.IdOf(facts.Organisation.Id, facts.Record, campaign.Number, person.Id);
        var head = facts.Records.GetValueOrDefault(id);
        var isAsked = facts.State == CampaignStates.Running && campaign.Audience.Has(person);
        if (head is null)
        {
            return !isAsked ? null : new NewFollowUp(AskPerson.Step, null, new AskPerson(facts.Record, person.Id, LastRead(campaign, person, facts)))
            {
                Key = AcknowledgementWorkflow.KeyOf(facts.Record, campaign.Number, person.Id),
            };
        }
        var body = head.Read<Acknowledgement>();
        var isAway = PeopleRound.IsOnLongLeave(person, facts);
        return head.State switch
        {
            AcknowledgementStates.Pending when !isAsked => Adjust(Adjustment.Stop),
            AcknowledgementStates.Pending when isAway => Adjust(Adjustment.Leave),
            AcknowledgementStates.Pending when body.CampaignDue != campaign.Due || AskPerson.PlaceOf(person, facts) != (body.Zone, body.Country) => Adjust(Adjustment.Reschedule),
            AcknowledgementStates.Exempt when isAsked && !isAway && body.Exemption is { ByLeave: true } => Adjust(Adjustment.Resume),
            AcknowledgementStates.Exempt when !isAsked => Adjust(Adjustment.Stop),
            AcknowledgementStates.Acknowledged when person.Details.MergedInto is { } now => Counted(now, body),
            // Who left is not counted any more (P3); what they confirmed stays on record. What ended stays as it ended.
            AcknowledgementStates.Acknowledged when !isAsked && facts.State == CampaignStates.Running => Adjust(Adjustment.Stop),
            AcknowledgementStates.Stopped when isAsked => Adjust(Adjustment.Resume),
            _ => null,
        };

        // What somebody acknowledged by a record that was merged counts for whom they live on as, and once: the other record
        // first, then this one no more.
        NewFollowUp? Counted(RecordId now, Acknowledgement own)
        {
            var other = AcknowledgementWorkflow.IdOf(facts.Organisation.Id, facts.Record, campaign.Number, now);
            return facts.Records.GetValueOrDefault(other)?.State switch
            {
                null or AcknowledgementStates.Stopped => null,
                AcknowledgementStates.Acknowledged => Adjust(Adjustment.Stop),
                _ => new NewFollowUp(InheritAcknowledgement.Step, other, new InheritAcknowledgement(own.Confirmation!)),
            };
        }

        NewFollowUp Adjust(Adjustment to) => new(AdjustAcknowledgement.Step, id, new AdjustAcknowledgement(to));
    }

    private static IEnumerable<RecordId> WithAliasOf(Person person) => person.Details.MergedInto is { } now ? [person.Id, now] : [person.Id];

    private static RecordId? LastRead(Campaign campaign, Person person, StepFacts facts) =>
        campaign.Before is { } before ? AcknowledgementWorkflow.IdOf(facts.Organisation.Id, before.Id, before.Version, person.Id) : null;
}
