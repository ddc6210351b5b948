using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.Audits;

/// <summary>Somebody from outside audits for some days, sees what names them, and nothing else.</summary>
public sealed class OutsideAuditorTests : AuditBench
{
    private static readonly DateOnly FirstDay = Today.AddDays(2);
    private static readonly DateOnly LastDay = FirstDay.AddDays(20);

    [Fact, Trait("Rule", "IA6")]
    public async Task An_outside_auditor_answers_their_items()
    {
        var gus = await GuestAsync();
        var audit = await StartedAsync("A.9.2 A.9.3", gus);
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        await AnswerAllAsync(audit, gus);
        await AnswerAllAsync(audit, Aino);
        Assert.Contains((await BodyAsync(audit)).Results, r => r.Auditor == gus.Person!.Id);
    }

    [Theory, Trait("Rule", "IA6")]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task The_grant_holds_from_its_first_day_to_its_last_on_the_organisations_clock(int day, bool holds)
    {
        var gus = await GuestAsync();
        var audit = await StartedAsync("A.9.2 A.9.3", gus);
        var list = await ListAsync(audit, gus);
        Bench.Clock.SetUtcNow(new DateTimeOffset(FirstDay.AddDays(day).ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero));
        Assert.Equal(holds, await Bench.TakeAsync(AnswerItem.Step, Conforms(), list.Id, gus) is Kept);
        Assert.Equal(holds, await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(list.Id), await Bench.PersonAsync(gus), default) is not null);
    }

    [Fact]
    public async Task A_guest_without_a_last_day_may_nothing()
    {
        var gus = await GuestAsync(hasEnd: false);
        var audit = await StartedAsync("A.9.2 A.9.3", gus);
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(Refusals.Deactivated, Outcome(await TryAnswerAsync(audit, gus, Conforms())));
    }

    [Fact]
    public async Task A_guest_sees_no_register_and_raises_nothing()
    {
        var gus = await GuestAsync();
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        var system = await Bench.KeepAsync(RegisterSystem.Step, new RegisterSystem("screening", Address(Oda), SystemStatus.InUse), null, Lea);
        var policy = await PolicyAsync(Lea, Tara, Oda);
        foreach (var head in new[] { system, policy, await PlanAsync("A.9.2") })
            Assert.Null(await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(head.Id), gus.Person!, default));
        foreach (var word in new[] { "system", "policy", "risk", "people", "action", "review", "incident x" })
            Assert.Equal("Shared/Help", Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(gus), word, new Delivery(word), default)).Card.Name);
        Assert.Equal("Audits/Audits", Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(gus), "audit status", new Delivery("status"), default)).Card.Name);
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task A_guest_reads_the_record_that_an_item_of_theirs_is_and_only_that()
    {
        var (gus, mine, other) = await WithTwoPoliciesAsync();
        Assert.Equal((true, false), (await SeesAsync(gus, mine), await SeesAsync(gus, other)));
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task What_a_guest_reads_offers_nothing_to_do()
    {
        var (gus, mine, _) = await WithTwoPoliciesAsync();
        var card = (await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(mine), await Bench.PersonAsync(gus), default))!;
        Assert.DoesNotContain("Action.Execute", card.Json.ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task A_guest_finds_the_record_by_its_number()
    {
        var (gus, mine, _) = await WithTwoPoliciesAsync();
        Assert.Equal("Policies/Policy", Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(gus), $"audit {mine}", new Delivery("a"), default)).Card.Name);
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task After_the_last_day_a_guest_reads_nothing_any_more()
    {
        var (gus, mine, _) = await WithTwoPoliciesAsync();
        Bench.Clock.Advance(TimeSpan.FromDays(40));
        Assert.False(await SeesAsync(gus, mine));
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task When_the_audit_is_over_a_guest_reads_nothing_any_more()
    {
        var (gus, mine, _) = await WithTwoPoliciesAsync();
        await Bench.KeepAsync(CancelAudit.Step, new CancelAudit("not now"), (await Bench.AllAsync("audit"))[0].Id, Aino);
        Assert.False(await SeesAsync(gus, mine));
    }

    [Fact, Trait("Rule", "IA6")]
    public async Task A_guest_reads_what_was_drawn_for_their_item_as_far_as_an_inside_auditor_may()
    {
        var system = await Bench.KeepAsync(RegisterSystem.Step, new RegisterSystem("screening", Address(Oda), SystemStatus.InUse), null, Lea);
        var incident = await Bench.KeepAsync(ReportIncident.Step, new Dictionary<string, string> { ["text"] = "two names were swapped" }, null, Oda);
        var gus = await GuestAsync();
        var audit = await StartedAsync("A.9.2 A.9.3", gus);
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((false, false), (await SeesAsync(gus, system.Id), await SeesAsync(gus, incident.Id)));
        foreach (var population in new[] { "incidents", "systems" })
        {
            await Bench.KeepAsync(DrawSample.Step, new DrawSample(population, 5, null), (await ListAsync(audit, gus)).Id, gus);
            Assert.Equal(population == "systems", await SeesAsync(gus, population == "systems" ? system.Id : incident.Id));
        }
    }

    /// <summary>Two policies: the first is an item of Gus', the second of Aino's.</summary>
    private async Task<(Actor Gus, RecordId Mine, RecordId Other)> WithTwoPoliciesAsync()
    {
        var (first, second) = (await PolicyAsync(Lea, Tara, Oda), await PolicyAsync(Lea, Tara, Oda));
        var gus = await GuestAsync();
        var audit = await StartedAsync($"{first.Id} {second.Id}", gus);
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        var mine = (await BodyAsync(audit)).Items.Single(i => i.Auditor == gus.Person!.Id).Record!.Value;
        return (gus, mine, mine == first.Id ? second.Id : first.Id);
    }

    private async Task<bool> SeesAsync(Actor gus, RecordId id) =>
        await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(id), await Bench.PersonAsync(gus), default) is not null;

    private async Task<Actor> GuestAsync(bool hasEnd = true)
    {
        var gus = await AddAsync("gus");
        var details = (await Bench.PersonAsync(gus)).Details;
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(details with { StartDate = FirstDay, EndDate = hasEnd ? LastDay : null }), gus.Person!.Id);
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.OutsideAuditor), gus.Person.Id);
        return Actor.Of(await Bench.PersonAsync(gus));
    }
}
