using System.Text.Json.Nodes;

namespace AimsBot.Tests.StoredFormats;

/// <summary>
/// What a person wrote or what names one can be taken out of a record; each field that cannot is written out here, because
/// rights, clocks or other records hang on it or because it says nothing of a person.
/// </summary>
public class ErasableFieldsTests
{
    private static readonly Dictionary<string, string> Kept = new()
    {
        ["acceptance"] = "authority band confirmBy correctiveAction deciders endsAt escalatedTo isEscalated isStuck law managers method nextReminder planApproved reminders requestedAt requestedBy requestedIn risk riskOwner riskTerms scores system systemChanged systemOwner told treatment until votes votesNeeded warned",
        ["account"] = "address person",
        ["acknowledgement"] = "campaign campaignDue confirmation country countsFrom due hash ladder lastRead lastTry link manager number owner person policy putOffs quiz reminders title tomorrow tries undelivered zone",
        ["audit"] = "auditors draft from items lead overrules plannedBy title told until versions",
        ["campaign"] = "audience before cursor due graceDays hash ladder leadCalled link nextRound nextSnapshot number policy progress quiz round snapshots startedAt title told topManagementCalled window",
        ["certificate"] = "alterations body country cycles limits programme recertificationYears reminders scope suspensions told visits visitsPlanned withdrawn zone",
        ["checklist"] = "audit auditor country current lead reminders title until zone",
        ["corrective-action"] = "closedAt country due escalated extensions from grade item manager owner ownerGone owners raisedBy reminders requirement source tellsVerdictBy told undelivered zone",
        ["course"] = "againFrom cursor days draft judge judgedRoles ladder nextCall nextRound nextSnapshot owner purpose roles round snapshots title told validMonths versions window",
        ["incident"] = "answered assignee aware correctiveActions duplicateOf firstAnswerBy firstAnswerMissed kind noticed occurred reportedAt reportedIn reportedSeverity reporter stateBefore system told topManagementCalled triage triageBy triageMissed",
        ["method"] = "bands changedAt cursor impacts likelihoods number reviewMonths tolerance touched",
        ["person"] = "accounts aliases country delegation endDate language leaveFrom leaveUntil manager mayBe mergedInto preferredChannel roles startDate timeZone unconfirmed unreachable",
        ["policy"] = "draft kind owner reviewAsked reviewDue reviewMonths supports title told versions",
        ["programme"] = "changedBy clauseMonths controlMonths lookBackMonths months number",
        ["review-action"] = "country due kind manager number owner reminders review zone",
        ["review"] = "attendees chair figures from intervalMonths meeting minutes nextAsked nextDue pack packedAt plannedBy present signedAt signedBy title told until",
        ["risk"] = "acceptance current inherent isAsked owner planApproved raisedBy request review reviewDue system target terms treatment",
        ["statement"] = "authors inForce told versions",
        ["system"] = "changed owner role status watchers",
        ["training"] = "askedAt attestations country course due hash judge ladder lastTry manager number person putOffs quiz reminders roles title tomorrow tries undelivered validMonths zone",
        ["visit"] = "attendees body certificate changedAt country cycleFrom decidedOn expires from kind limits outcome preparations reminders sequence since told until zone",
    };

    public static TheoryData<string> Types => [.. WorkflowCatalogue.Make().Workflows.Select(workflow => workflow.Type)];

    [Theory, MemberData(nameof(Types))]
    public void A_field_can_be_erased_or_is_known_to_stay(string type)
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "StoredFormats", $"{type}.v1.json"));
        var fields = JsonNode.Parse(sample)!.AsObject().Select(field => field.Key).Except(["v", "erased"]);
        Assert.Equal(Kept[type].Split(' '), fields.Except(WorkflowCatalogue.Make().ByType(type)!.Erasable).Order(StringComparer.Ordinal));
    }
}
