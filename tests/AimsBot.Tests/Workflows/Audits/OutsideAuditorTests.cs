using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;
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

    private async Task<Actor> GuestAsync(bool hasEnd = true)
    {
        var gus = await AddAsync("gus");
        var details = (await Bench.PersonAsync(gus)).Details;
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(details with { StartDate = FirstDay, EndDate = hasEnd ? LastDay : null }), gus.Person!.Id);
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.OutsideAuditor), gus.Person.Id);
        return Actor.Of(await Bench.PersonAsync(gus));
    }
}
