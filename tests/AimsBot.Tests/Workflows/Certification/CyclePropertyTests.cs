using AimsBot.Core.Records;
using AimsBot.Workflows.Certification;
using CsCheck;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>Against a second reckoning that walks through the calendar day by day and knows nothing of the first.</summary>
public class CyclePropertyTests
{
    private const int Doses = 400;

    private static readonly Gen<DateOnly> Days = Gen.Int[new DateOnly(2023, 12, 1).DayNumber, new DateOnly(2030, 3, 31).DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Gen<Certificate> Histories =
        from decided in Days
        from printed in Gen.Int[0, 2]
        from start in Gen.Bool.Select(isInitial => isInitial ? CycleStart.Initial : CycleStart.Recertification)
        from offsets in Gen.Int[1, 1090].Array[0, 3]
        from suspension in Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 250], Gen.Bool).Array[0, 1]
        from withdrawn in Gen.Int[1, 4000]
        from restored in Gen.Int[1, 260]
        select Make(decided, printed, start, offsets, suspension, withdrawn, restored);

    [Fact, Trait("Rule", "C12"), Trait("Rule", "C14")]
    public void On_each_day_the_standing_agrees_with_a_walk_through_the_calendar() => Histories.Sample(
        body =>
        {
            var walk = new Walk(body);
            for (var day = body.Cycles[0].Decided.AddDays(-2); day < body.Cycles[^1].Expires.AddDays(200); day = day.AddDays(1))
                Assert.Equal(walk.Step(day), Standing.On(body, day));
        },
        iter: Doses / 10);

    [Fact, Trait("Rule", "C6"), Trait("Rule", "C7"), Trait("Rule", "C8")]
    public void The_next_limit_agrees_with_a_walk_through_the_calendar() => Histories.Sample(
        body =>
        {
            var cycle = body.Cycles[0];
            var served = body.Visits.Where(v => v.Until > cycle.Decided).Select(v => v.Until).Order().ToArray();
            Assert.Equal(WalkTo(cycle, served), CycleDates.NextSurveillance(cycle, cycle.Expires.Year, served));
        },
        iter: Doses);

    [Fact, Trait("Rule", "C7")]
    public void A_cycle_that_keeps_to_its_plan_breaks_nothing() => Histories.Sample(
        body =>
        {
            var fresh = body with { Cycles = [body.Cycles[0]], Visits = [], Withdrawn = null };
            var kept = fresh with
            {
                Visits = [.. CyclePlan.Of(fresh)!.Steps.Where(s => s.Step != CycleStep.Recertification)
                    .Select((s, i) => new VisitNote(new RecordId($"VIS-0000-000{i}"), VisitKind.Surveillance, s.Due, s.Due, VisitStates.Decided))],
            };
            Assert.Empty(CyclePlan.Of(kept)!.Breaches(kept.Cycle!.Expires));
        },
        iter: Doses);

    private static Certificate Make(DateOnly decided, int printed, CycleStart start, int[] offsets, (int From, int Length, bool IsLifted)[] suspensions, int withdrawn, int restored)
    {
        var first = new Cycle(decided, decided.AddMonths(36).AddDays(-printed), start, "N", "S", null);
        var again = first.Expires.AddDays(restored - 80);
        var kind = again <= first.Expires ? CycleStart.Recertification : again <= CycleDates.RestoreLimit(first.Expires) ? CycleStart.Restored : CycleStart.Initial;
        return new Certificate
        {
            Cycles = restored % 3 == 0 ? [first] : [first, new Cycle(again, CycleDates.LatestExpiry(again, kind == CycleStart.Initial ? null : first.Expires), kind, "N", "S", null)],
            Suspensions = [.. suspensions.Select(s => new Suspension(decided.AddDays(s.From), decided.AddDays(s.From).AddMonths(6), "") { Lifted = s.IsLifted ? decided.AddDays(s.From + s.Length) : null })],
            Withdrawn = withdrawn < 1300 ? decided.AddDays(withdrawn) : null,
            Visits = [.. offsets.Select((o, i) => new VisitNote(new RecordId($"VIS-0000-000{i}"), VisitKind.Surveillance, decided.AddDays(o), decided.AddDays(o), VisitStates.Held))],
        };
    }

    // The first day that is one too many, less one: each rule is asked of each day, by counting.
    private static DateOnly? WalkTo(Cycle cycle, DateOnly[] served)
    {
        for (var day = cycle.Decided; day.Year <= cycle.Expires.Year; day = day.AddDays(1))
        {
            var isTooLate = (served.Length == 0 && cycle.Start == CycleStart.Initial && MonthsBetween(cycle.Decided, day) > 12)
                || (served.Length == 1 && MonthsBetween(cycle.Decided, day) > 24 && YearsLeft() > 0)
                || Enumerable.Range(cycle.Decided.Year + 1, Math.Max(0, cycle.Expires.Year - cycle.Decided.Year - 1)).Any(year => year < day.Year && served.All(s => s.Year != year));
            if (isTooLate) return day.AddDays(-1);
        }
        return null;

        int YearsLeft() => Enumerable.Range(cycle.Decided.Year + 1, Math.Max(0, cycle.Expires.Year - cycle.Decided.Year - 1)).Count(year => served.All(s => s.Year != year));
    }

    // Begun months: a day past the same day of the month begins another one; the last day of a short month stands for those it lacks.
    private static int MonthsBetween(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        var same = Math.Min(from.Day, DateTime.DaysInMonth(to.Year, to.Month));
        return to.Day > same ? months + 1 : months;
    }

    /// <summary>A certificate as somebody with a wall calendar and a stack of letters would follow it: events first, then the day.</summary>
    private sealed class Walk(Certificate body)
    {
        private DateOnly? _until;
        private bool _isSuspended;
        private bool _isWithdrawn;
        private int _daysOver;

        public string Step(DateOnly day)
        {
            foreach (var cycle in body.Cycles.Where(c => c.Decided == day)) _until = _until > cycle.Expires ? _until : cycle.Expires;
            if (body.Suspensions.Any(s => s.From == day)) _isSuspended = true;
            if (body.Suspensions.Any(s => s.Lifted == day)) _isSuspended = false;
            _isWithdrawn |= body.Withdrawn == day;
            _daysOver = _until is { } until && day > until ? _daysOver + 1 : 0;
            return _isWithdrawn ? "withdrawn"
                : _until is null ? "none"
                : _daysOver == 0 ? _isSuspended ? "suspended" : "valid"
                : MonthsBetween(_until.Value, day) <= 6 ? "expired" : "none";
        }
    }
}
