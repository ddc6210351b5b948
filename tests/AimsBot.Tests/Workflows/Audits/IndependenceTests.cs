using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Audits;

/// <summary>
/// Who may audit a policy, for everything that somebody can have had to do with it, however long ago, and whoever overrules it.
/// Nothing is allowed by accident: what is expected follows from the rule alone.
/// </summary>
public sealed class IndependenceTests : AuditBench
{
    private const int LookBack = 24;

    private static readonly string[] Relations = ["none", "owned", "wrote", "approved", "declared", "manages-owner", "manages-author", "manages-approver"];
    private static readonly int[] Months = [1, LookBack - 1, LookBack + 1];
    private static readonly string[] Overrules = ["nobody", "owner", "top-management", "self"];

    public static TheoryData<string, int, string> Matrix => Cells((_, _, _) => true);

    /// <summary>A quarter of it: each relation at each age, each time with another override.</summary>
    public static TheoryData<string, int, string> Pairs => Cells((relation, months, overrule) => (relation + months + overrule) % Overrules.Length == 0);

    private static TheoryData<string, int, string> Cells(Func<int, int, int, bool> isIn)
    {
        var data = new TheoryData<string, int, string>();
        foreach (var (r, relation) in Relations.Index())
        {
            foreach (var (m, months) in Months.Index())
            {
                foreach (var (o, overrule) in Overrules.Index())
                {
                    if (isIn(r, m, o)) data.Add(relation, months, overrule);
                }
            }
        }
        return data;
    }

    [Theory, MemberData(nameof(Matrix)), Trait("Category", "Long"), Trait("Rule", "IA4"), Trait("Rule", "IA5")]
    public Task Nobody_audits_what_they_had_to_do_with_in_any_cell(string relation, int months, string overrule) => Nobody_audits_what_they_had_to_do_with(relation, months, overrule);

    [Theory, MemberData(nameof(Pairs)), Trait("Rule", "IA4"), Trait("Rule", "IA5")]
    public async Task Nobody_audits_what_they_had_to_do_with(string relation, int months, string overrule)
    {
        var policy = await PolicyWithAsync(relation);
        Bench.Clock.SetUtcNow(Bench.Clock.GetUtcNow().AddMonths(months));
        var audit = await PlanAsync(policy);
        if (relation == "declared") await Bench.KeepAsync(DeclareInvolvement.Step, new DeclareInvolvement(["all"], "I helped"), audit.Id, Aino);
        var overruled = overrule switch
        {
            "owner" => await OverruledAsync(audit.Id, Lea),
            "top-management" => await OverruledAsync(audit.Id, Tara),
            "self" => await OverruledAsync(audit.Id, await BothAsync(Aino)),
            _ => false,
        };
        var isInLookBack = relation == "declared" || (relation != "none" && months < LookBack);
        // The author was the compliance lead, so that whoever manages her has a conflict that concerns the programme owner.
        var concernsOwner = relation == "manages-author";
        Assert.Equal(isInLookBack && (overrule == "owner" ? !concernsOwner : overrule == "top-management" && concernsOwner), overruled);
        Assert.Equal(
            !isInLookBack || overruled ? AuditStates.Running : "audit.nobodyIndependent",
            Outcome(await Bench.TakeAsync(StartAudit.Step, new StartAudit(), audit.Id, Aino)));
    }

    [Theory, Trait("Rule", "IA6")]
    [InlineData("9.1", LookBack - 1, "audit.nobodyIndependent")]
    [InlineData("9.1", LookBack + 1, AuditStates.Running)]
    [InlineData("A.7.2", LookBack - 1, AuditStates.Running)]
    public async Task Whoever_ran_the_aims_within_the_look_back_audits_no_clause(string scope, int months, string outcome)
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Aino.Person!.Id);
        await Bench.KeepAsync(TakeRole.Step, new TakeRole(Role.ComplianceLead), Aino.Person.Id);
        Bench.Clock.SetUtcNow(Bench.Clock.GetUtcNow().AddMonths(months));
        Assert.Equal(outcome, Outcome(await Bench.TakeAsync(StartAudit.Step, new StartAudit(), (await PlanAsync(scope)).Id, Aino)));
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task No_item_is_handed_over_to_whoever_ran_the_aims()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Anders.Person!.Id);
        await Bench.KeepAsync(TakeRole.Step, new TakeRole(Role.ComplianceLead), Anders.Person.Id);
        var audit = await StartedAsync("9.1", Anders);
        Assert.Equal("auditor", Outcome(await Bench.TakeAsync(HandOverItem.Step, new HandOverItem("9.1", Address(Anders), "away"), (await ListAsync(audit, Aino)).Id, Aino)));
    }

    private async Task<bool> OverruledAsync(AimsBot.Core.Records.RecordId audit, Actor by) =>
        await Bench.TakeAsync(OverruleConflict.Step, new OverruleConflict(Address(Aino), ["all"], "nobody else can"), audit, by) is Kept;

    private async Task<Actor> BothAsync(Actor actor)
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.TopManagement), actor.Person!.Id);
        return actor;
    }

    /// <summary>A policy with which Aino had that to do, at the beginning and no longer.</summary>
    private async Task<string> PolicyWithAsync(string relation)
    {
        if (relation == "manages-owner") await ManagedAsync(Oda, Aino);
        if (relation == "manages-author") await ManagedAsync(Lea, Aino);
        if (relation == "manages-approver") await ManagedAsync(Tara, Aino);
        if (relation == "wrote") await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Aino.Person!.Id);
        if (relation == "approved") await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.TopManagement), Aino.Person!.Id);
        var owner = relation == "owned" ? Aino : relation == "manages-owner" ? Oda : Asta;
        var policy = await PolicyAsync(relation == "wrote" ? Aino : Lea, relation == "approved" ? Aino : Tara, owner);
        // It changes hands at once, by somebody who is nobody's in this.
        var anders = await AddAsync("andrea", Role.ComplianceLead);
        await Bench.KeepAsync(RevisePolicy.Step, new RevisePolicy(new DraftPolicy("Using assistants", PolicyKind.AcceptableUse, "Use them well.", Address(Asta), null, 12, "A.2.2")), policy.Id, anders);
        if (relation == "wrote") await Bench.KeepAsync(TakeRole.Step, new TakeRole(Role.ComplianceLead), Aino.Person!.Id);
        if (relation == "approved") await Bench.KeepAsync(TakeRole.Step, new TakeRole(Role.TopManagement), Aino.Person!.Id);
        return policy.Id.Value;
    }
}
