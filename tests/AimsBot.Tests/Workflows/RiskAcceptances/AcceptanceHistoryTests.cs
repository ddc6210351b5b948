using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.People;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.RiskAcceptances;

/// <summary>Whatever happens in whatever order, a risk is accepted only while enough entitled people, who neither asked nor own, have said so.</summary>
public sealed class AcceptanceHistoryTests : RiskBench
{
    private const int Acts = 150;

    [Theory, Trait("Rule", "K11"), Trait("Rule", "K12"), Trait("Rule", "K13"), Trait("Rule", "K16")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task No_history_leads_to_an_accepted_risk_without_an_approval_that_counts(int seed) => RunAsync(seed, Acts);

    [Fact, Trait("Rule", "K11"), Trait("Rule", "K12"), Trait("Rule", "K13"), Trait("Rule", "K16"), Trait("Category", "Long")]
    public Task Nor_does_a_long_one() => RunAsync(seed: 7, acts: 3000);

    private async Task RunAsync(int seed, int acts)
    {
        // Roles that tempt: the requester, an owner and the auditor are top management too.
        foreach (var tempted in new[] { Rita, Oda, Aino }) await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.TopManagement), tempted.Person!.Id);
        await LendAsync(Tara, Rita, 0, 60);
        await LendAsync(Tom, Sven, 0, 60);
        var random = new Random(seed);
        var risk = (await RaisedAsync(random.Next(2) == 0 ? High : Critical, plan: "a second reader")).Id;
        var accepted = 0;
        for (var i = 0; i < acts; i++)
        {
            await ActAsync(random, risk);
            if (await StateAsync(risk) != RiskStates.Accepted) continue;
            accepted++;
            await AssertCountsAsync((await Bench.BodyAsync<Risk>(risk)).Acceptance!.Value);
        }
        Assert.True(accepted > 0, "Nothing was ever accepted: the history proves nothing.");
    }

    private async Task ActAsync(Random random, RecordId risk)
    {
        var who = Everyone[random.Next(Everyone.Length)];
        var open = (await Bench.AllAsync("acceptance")).MaxBy(h => h.Opened)?.Id;
        switch (random.Next(24))
        {
            case 0 or 1 or 2:
                var until = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime).AddDays(random.Next(1, 80));
                await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = until }, risk, random.Next(2) == 0 ? Rita : who);
                break;
            case 3:
                await Bench.TakeAsync(UpdateSystem.Step, SystemValues(model: $"Rank {random.Next(3)}"), Screening, Lea);
                break;
            case 4:
                await Bench.TakeAsync(AssessRisk.Current, new AssessRisk(new[] { Low, High, Critical }[random.Next(3)], null), risk, Rita);
                break;
            case 20:
                await LendAsync(random, who, Everyone[random.Next(Everyone.Length)]);
                break;
            case 21:
                var method = await Bench.AllAsync("method") is [var head, ..] ? head.Id : (RecordId?)null;
                var bands = new ChangeMethod(5, 10, random.Next(2) == 0 ? 17 : 18, [12, 12, 6, 3], "another") { Votes = [null, null, random.Next(1, 3), null] };
                await Bench.TakeAsync(method is null ? ChangeMethod.Adopt : ChangeMethod.Change, bands, method, Tara);
                break;
            case 22 when random.Next(4) == 0:
                // Sven, who stands in for Tom, turns out to be somebody else of them.
                var into = new[] { Rita, Lotte, Tara }[random.Next(3)];
                await Bench.TakeAsync(MergePerson.Step, new MergePerson($"{into.Name}@example.com", "met him"), Sven.Person!.Id, Adam);
                break;
            case 23:
                var values = SystemValues();
                values["owner"] = random.Next(2) == 0 ? "oda@example.com" : "tom@example.com";
                await Bench.TakeAsync(UpdateSystem.Step, values, Screening, Lea);
                break;
            case 5:
                Bench.Clock.Advance(TimeSpan.FromDays(random.Next(1, 20)));
                break;
            case 6 when open is { } refused && random.Next(3) == 0:
                await Bench.TakeAsync(RefuseRisk.Step, new RefuseRisk("no"), refused, who);
                break;
            case 7 when open is { } withdrawn && random.Next(3) == 0:
                await Bench.TakeAsync(WithdrawRequest.Step, new WithdrawRequest(), withdrawn, who);
                break;
            case 8 or 9 or 10 or 11 when open is { } planned:
                await Bench.TakeAsync(ApprovePlan.Step, new ApprovePlan(), planned, who);
                break;
            default:
                if (open is { } voted)
                {
                    foreach (var voter in Everyone.OrderBy(_ => random.Next()).Take(6)) await Bench.TakeAsync(AcceptRisk.Step, new AcceptRisk("worth it"), voted, voter);
                }

                break;
        }
        await SweepAsync();
    }

    private async Task LendAsync(Random random, Actor from, Actor to)
    {
        var today = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime);
        await Bench.TakeAsync(DelegateRisks.Step, new DelegateRisks($"{to.Name}@example.com", today, today.AddDays(random.Next(1, 30))), from.Person!.Id, from);
    }

    private async Task AssertCountsAsync(RecordId id)
    {
        var acceptance = await Bench.BodyAsync<Acceptance>(id);
        // By the human, whichever record of theirs acted.
        RecordId[] apart = [acceptance.RequestedBy, Rolf.Person!.Id, acceptance.SystemOwner, Aino.Person!.Id];
        apart = [.. apart, .. await Task.WhenAll(apart.Select(async one => (await Bench.People.PersonAsync("demo", one, default))!.Id))];
        Assert.True(Bench.Clock.GetUtcNow() < acceptance.EndsAt);
        Assert.True(acceptance.Votes.Count >= acceptance.VotesNeeded);
        Assert.NotNull(acceptance.PlanApproved);
        Assert.Equal(acceptance.Votes.Count, acceptance.Votes.Select(v => v.By).Distinct().Count());
        Assert.Equal(acceptance.Votes.Count, acceptance.Votes.Select(v => v.For).Distinct().Count());
        Assert.All(acceptance.Votes, vote => Assert.DoesNotContain(vote.By, apart));
        Assert.All(acceptance.Votes, vote => Assert.DoesNotContain(vote.For, apart));
        Assert.Equal("accepted", await StateAsync(id));
    }
}
