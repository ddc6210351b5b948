using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>Somebody says that something is not as it should be, and who sees to it.</summary>
public sealed record OpenCase(string What, string? Requirement, string? Evidence, CaseGrade Grade, CaseSource Source, string? From, string? OwnerAddress)
{
    public static readonly IReadOnlyDictionary<string, CaseGrade> Grades = new Dictionary<string, CaseGrade>
    {
        ["minor"] = CaseGrade.Minor,
        ["major"] = CaseGrade.Major,
    };

    public static readonly IReadOnlyDictionary<string, CaseSource> Sources = new Dictionary<string, CaseSource>
    {
        ["internal-audit"] = CaseSource.InternalAudit,
        ["external-audit"] = CaseSource.ExternalAudit,
        ["incident"] = CaseSource.Incident,
        ["concern"] = CaseSource.Concern,
        ["missed-deadline"] = CaseSource.MissedDeadline,
        ["expired-acceptance"] = CaseSource.ExpiredAcceptance,
        ["bias-test"] = CaseSource.BiasTest,
        ["overdue-reassessment"] = CaseSource.OverdueReassessment,
        ["supplier"] = CaseSource.Supplier,
        ["other"] = CaseSource.Other,
    };

    public static readonly Step Step = new Step<CorrectiveAction, OpenCase>("corrective-action.open", "corrective-action-opened", Decide)
    {
        Form = Read,
        FormCard = "CorrectiveActions/OpenForm",
        Needs = (_, input) => new Needs
        {
            Roles = [Role.ComplianceLead],
            Addresses = input.OwnerAddress is { } address ? [address] : [],
            Records = RecordId.Parse(input.From) is { } from ? [from] : [],
        },
    };

    public static Outcome Decide(CorrectiveAction? none, OpenCase input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        Person? owner = null;
        if (input.OwnerAddress is { } address && !facts.Holders.TryGetValue(address, out owner)) wrong["owner"] = new Refusal("case.noSuchOwner");
        RecordId? from = null;
        if (input.From is { } text)
        {
            if (RecordId.Parse(text) is { } id && facts.Records.ContainsKey(id)) from = id;
            else wrong["from"] = new Refusal("case.noSuchRecord");
        }
        if (wrong.Count > 0) return new Corrections(wrong);
        return Opened(
            new CorrectiveAction
            {
                What = input.What,
                Requirement = input.Requirement,
                Evidence = input.Evidence,
                Grade = input.Grade,
                Source = input.Source,
                From = from,
                RaisedBy = facts.Actor.Person!.Id,
            },
            owner,
            facts);
    }

    internal static Change Opened(CorrectiveAction body, Person? owner, StepFacts facts)
    {
        var next = CorrectiveActionWorkflow.Owned(body with { Last = CorrectiveActionWorkflow.Act("opened", facts) }, owner, facts);
        var due = CorrectiveActionWorkflow.Today(next, facts).AddDays(CorrectiveActionWorkflow.DaysToPlan);
        return CorrectiveActionWorkflow.Settle(CorrectiveActionWorkflow.DueOn(next, due, facts), CaseStates.Open, facts);
    }

    private static OpenCase Read(FormReader form) => new(
        form.RequiredText("what", 3000),
        form.Text("requirement", 300),
        form.Text("evidence", 3000),
        form.Choice("grade", Grades) ?? CaseGrade.Minor,
        form.Choice("source", Sources) ?? CaseSource.Other,
        form.Text("from", 40),
        form.Text("owner", 200)?.ToLowerInvariant());
}

/// <summary>Another record tells of a nonconformity: a confirmed finding, an incident, a missed deadline, an acceptance that ended (N6). That record hears the number of the case.</summary>
public sealed record OpenCaseFor
{
    public static readonly Step Step = new Step<CorrectiveAction, Nonconformity>("corrective-action.open-for", "corrective-action-opened-for", Decide)
    {
        Needs = (_, input) => new Needs { Roles = [Role.ComplianceLead], Records = input.Owner is { } owner ? [owner] : [] },
    };

    public static Outcome Decide(CorrectiveAction? none, Nonconformity input, StepFacts facts)
    {
        var owner = input.Owner is { } id && facts.Records.TryGetValue(id, out var head) && Person.From(head) is { IsActive: true } person ? person : null;
        var body = new CorrectiveAction
        {
            What = input.What,
            Requirement = input.Requirement,
            Evidence = input.Evidence,
            Grade = OpenCase.Grades.GetValueOrDefault(input.Grade, CaseGrade.Minor),
            Source = OpenCase.Sources.GetValueOrDefault(input.Source, CaseSource.Other),
            From = input.From,
            Item = input.Item,
            TellsVerdictBy = input.HearsVerdictBy,
        };
        return OpenCase.Opened(body, owner, facts) with
        {
            FollowUps = input.HearsBy is { } step ? [NewFollowUp.Tell(step, input.From, new Notice(facts.Record, input.Item ?? input.Source))] : [],
        };
    }
}
