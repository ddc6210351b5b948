using AimsBot.Core.Calendar;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Certification;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>
/// A certificate lives through its cycle, day by day, with a leap day and both switches of the clocks; each day is met by a host that was
/// started anew, or by two at once. What is planned is reminded of once a rung, nothing goes out at night, and the end is no surprise.
/// </summary>
public sealed class ThreeYearsTests : CertificationBench
{
    private readonly HashSet<RecordId> _visits = [];

    [Theory, Trait("Rule", "C7"), Trait("Rule", "C10"), Trait("Rule", "M3")]
    [InlineData(250, 1)]
    [InlineData(120, 2)]
    public Task A_part_of_a_cycle(int days, int hosts) => LiveAsync(days, hosts);

    [Theory, Trait("Category", "Long"), Trait("Rule", "C7"), Trait("Rule", "C10"), Trait("Rule", "M3")]
    [InlineData(1090, 1)]
    [InlineData(1090, 2)]
    public async Task Three_years_end_without_a_surprise(int days, int hosts)
    {
        await LiveAsync(days, hosts);
        var body = await BodyAsync();
        Assert.Equal((CycleStart.Recertification, true), (body.Cycle!.Start, Standing.IsValidOn(body, Today)));
        Assert.Empty(CyclePlan.Of(body with { Cycles = [body.Cycles[0]] })!.Breaches(body.Cycle.Decided));
        Assert.Equal([VisitKind.Stage2, VisitKind.Surveillance, VisitKind.Surveillance, VisitKind.Recertification], body.Visits.OrderBy(v => v.From).Select(v => v.Kind));
    }

    private async Task LiveAsync(int days, int hosts)
    {
        await CertifiedAsync(Day("2026-12-15"));
        for (var day = Day("2027-01-05"); day < Day("2027-01-05").AddDays(days); day = day.AddDays(1))
        {
            foreach (var hour in new[] { 3, 10 })
            {
                GoTo(day, hour);
                await Task.WhenAll(Enumerable.Range(0, hosts).Select(_ => Bench.MakePump(null, Slack).SweepAsync("demo", default)));
            }
            await WorkAsync(day);
        }
        foreach (var record in _visits.Append(Certificate))
        {
            foreach (var who in new[] { Lea, Tara, Mona })
            {
                var sent = await RungsAsync(record, who);
                Assert.Equal(sent.Select(s => s.Why).Distinct(), sent.Select(s => s.Why));
                Assert.All(sent, s => Assert.InRange(LocalTimes.At(s.At, CoreBench.Organisation.TimeZone).Time.Hour, 9, 16));
            }
        }
    }

    // What the lead does of what the card says is next: a visit is agreed on four months ahead, held on its day, and decided on.
    private async Task WorkAsync(DateOnly today)
    {
        var body = await BodyAsync();
        if (CyclePlan.Of(body)!.Next is { Visit: null } next && next.Due.AddDays(-130) <= today && body.Cycles.Count == 1)
        {
            var kind = next.Step == CycleStep.Recertification ? VisitKind.Recertification : VisitKind.Surveillance;
            var visit = await PlanAsync(kind, next.Due.AddDays(-60), "tara@example.com");
            _visits.Add(visit);
            await Bench.KeepAsync(AcceptPlan.Step, new AcceptPlan(), visit, Lea);
            await Bench.KeepAsync(AnswerInvitation.Accept, new AnswerInvitation(true, null), visit, Tara);
        }
        foreach (var due in body.Visits.Where(v => v.IsPlanned && v.From.AddDays(1) == today))
        {
            await HoldAsync(due.Id, due.From);
            if (due.Kind == VisitKind.Surveillance) await Bench.KeepAsync(DecideVisit.Step, new DecideVisit("continued", today, null), due.Id, Lea);
            else await GrantAsync(today, body.Cycle!.Expires.AddMonths(36));
            await SweepAsync();
        }
    }
}
