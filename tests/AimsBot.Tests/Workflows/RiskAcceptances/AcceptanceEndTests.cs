using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using CsCheck;

namespace AimsBot.Tests.Workflows.RiskAcceptances;

/// <summary>The last day counts whole, on the organisation's own clock, whatever that clock does at midnight.</summary>
public class AcceptanceEndTests
{
    // Among them zones that change their clocks at midnight, so that a day begins at one o'clock, and such at the edges of the date.
    private static readonly string[] All =
        ["Europe/Oslo", "America/New_York", "Africa/Cairo", "Asia/Beirut", "America/Havana", "America/Santiago", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Honolulu", "Asia/Kathmandu"];

    private static readonly Gen<string> Zones = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    private static readonly RecordId System = new("SYS-0000-0001");

    [Fact, Trait("Rule", "K16"), Trait("Rule", "K17"), Trait("Case", "24")]
    public void It_ends_with_the_last_instant_of_its_day() =>
        Gen.Select(Zones, Gen.Int[0, 2000], Gen.Int[1, 150], Gen.Int[0, 1439]).Sample((zone, start, days, minute) =>
        {
            var today = new DateOnly(2027, 1, 4).AddDays(start);
            var now = LocalTimes.Instant(today, TimeOnly.MinValue.AddMinutes(minute), zone);
            var until = LocalTimes.At(now, zone).Day.AddDays(days);
            var request = Requested(zone, now, until);
            return (request.Until, LocalTimes.At(request.EndsAt, zone).Day, LocalTimes.At(request.EndsAt.AddMilliseconds(-1), zone).Day) == (until, until.AddDays(1), until);
        });

    [Theory, Trait("Rule", "K17")]
    // Spring and autumn in Oslo; a day in Cairo that begins at 01:00; the leap day.
    [InlineData("Europe/Oslo", "2027-03-27", "2027-03-27T23:00:00Z")]
    [InlineData("Europe/Oslo", "2027-03-28", "2027-03-28T22:00:00Z")]
    [InlineData("Europe/Oslo", "2027-10-31", "2027-10-31T23:00:00Z")]
    [InlineData("Africa/Cairo", "2027-04-29", "2027-04-29T22:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2028-02-29", "2028-02-29T10:00:00Z")]
    [InlineData("Pacific/Honolulu", "2028-02-29", "2028-03-01T10:00:00Z")]
    public void A_day_ends_at(string zone, string day, string instant)
    {
        var until = DateOnly.Parse(day, null);
        Assert.Equal(DateTimeOffset.Parse(instant, null), Requested(zone, LocalTimes.Instant(until.AddDays(-30), new TimeOnly(12, 0), zone), until).EndsAt);
    }

    private static Acceptance Requested(string zone, DateTimeOffset now, DateOnly until)
    {
        var asker = new Person(new RecordId("PER-0000-0001"), PersonStates.Active, new PersonDetails());
        var low = new Assessment(new Scores(1, 1, 1, 1), 1, Band.Low, "PER-0000-0001", now);
        var facts = new StepFacts
        {
            Now = now,
            Actor = Actor.Of(asker),
            Organisation = CoreBench.Organisation with { TimeZone = zone, Calendar = WorkingCalendar.For(zone, null) },
            Record = new RecordId("RSK-0000-0001"),
            State = RiskStates.Unaccepted,
            Records = new Dictionary<RecordId, Head> { [System] = SystemHead(now) },
        };
        var law = new LawAnswers(LawAnswer.No, LawAnswer.No, LawAnswer.No);
        var outcome = RequestAcceptance.Decide(
            new Risk { System = System, Owner = asker.Id, RaisedBy = asker.Id, Inherent = low, Current = low }, new RequestAcceptance("x", null, null, until, law), facts);
        var change = Assert.IsType<Change>(outcome);
        return ((OpenAcceptance)OpenAcceptance.Step.Restore(Assert.Single(change.FollowUps).Input)).Request;
    }

    private static Head SystemHead(DateTimeOffset now) => new()
    {
        Organisation = "demo",
        Id = System,
        Type = "system",
        State = "active",
        Revision = 1,
        Basis = 1,
        Opened = now,
        Changed = now,
        Parent = new RecordId("PER-0000-0009"),
        Dates = new Dictionary<string, DateTimeOffset> { ["changed"] = now },
        LastHash = "",
        Acts = [],
        Body = "{}"u8.ToArray(),
    };
}
