using System.Text;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Certification;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>The last day of a certificate in the organisation's zone, whoever reads of it, and its calendar file.</summary>
public class LastDayTests
{
    private static readonly Certificate Body = new()
    {
        Body = "Nordic Cert",
        Scope = "AI",
        Cycles = [new Cycle(new DateOnly(2024, 7, 1), new DateOnly(2027, 6, 30), CycleStart.Initial, "N-1", "AI", null)],
    };

    [Theory, Trait("Case", "25"), Trait("Rule", "C12")]
    [InlineData("Pacific/Honolulu", "2027-07-01T09:59:59Z", "Valid until 30 Jun 2027.")]
    [InlineData("Pacific/Honolulu", "2027-07-01T10:00:00Z", "There is no valid certificate since 1 Jul 2027.")]
    [InlineData("Pacific/Kiritimati", "2027-06-30T09:59:59Z", "Valid until 30 Jun 2027.")]
    [InlineData("Pacific/Kiritimati", "2027-06-30T10:00:00Z", "There is no valid certificate since 1 Jul 2027.")]
    public void The_last_day_ends_when_it_ends_in_the_organisations_zone(string zone, string at, string line)
    {
        var facts = Facts(zone, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        Assert.StartsWith(line, CertificateCards.StandingLine(Body, LocalTimes.At(facts.Now, zone).Day, facts), StringComparison.Ordinal);
    }

    [Theory, Trait("Case", "25"), Trait("Rule", "C12")]
    [InlineData("Pacific/Honolulu", "2027-07-01T10:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2027-06-30T10:00:00Z")]
    public void The_clock_takes_the_step_at_that_instant(string zone, string at)
    {
        var deadline = new CertificateWorkflow().DeadlinesOf(Body with { Zone = zone }, CertificateStates.Valid).Single(d => d.Step == PassExpiry.Step);
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), deadline.At);
        var change = Assert.IsType<Change>(PassExpiry.Decide(Body with { Zone = zone }, new PassExpiry(), Step(zone, deadline.At)));
        Assert.Equal(CertificateStates.Expired, change.State);
    }

    [Fact, Trait("Case", "25")]
    public void A_zone_that_was_changed_in_the_middle_sets_the_clock_anew()
    {
        var at = new DateTimeOffset(2027, 6, 30, 10, 0, 0, TimeSpan.Zero);
        var change = Assert.IsType<Change>(PassExpiry.Decide(Body with { Zone = "Pacific/Kiritimati" }, new PassExpiry(), Step("Pacific/Honolulu", at)));
        Assert.Equal((CertificateStates.Valid, "Pacific/Honolulu"), (change.State, ((Certificate)change.Body).Zone));
        Assert.Equal(new DateTimeOffset(2027, 7, 1, 10, 0, 0, TimeSpan.Zero), new CertificateWorkflow().DeadlinesOf(change.Body, change.State).Single(d => d.Step == PassExpiry.Step).At);
    }

    [Fact, Trait("Case", "24")]
    public void Whatever_is_made_on_a_leap_day_says_so()
    {
        var text = string.Join('\n', Lines([Visit(new DateOnly(2028, 2, 29), 1)]));
        Assert.Contains("DTSTART;VALUE=DATE:20280229", text, StringComparison.Ordinal);
        Assert.Contains("DTEND;VALUE=DATE:20280301", text, StringComparison.Ordinal);
        Assert.Equal("29 Feb 2028", new ReaderFormat("en", "Europe/Oslo").Date(LocalTimes.At(new DateTimeOffset(2028, 2, 29, 12, 0, 0, TimeSpan.Zero), "Europe/Oslo").Day));
    }

    [Fact, Trait("Case", "25")]
    public void The_calendar_has_whole_days_that_end_on_the_day_after()
    {
        var lines = Lines([]);
        Assert.Contains("DTSTART;VALUE=DATE:20270630", lines);
        Assert.Contains("DTEND;VALUE=DATE:20270701", lines);
    }

    [Fact, Trait("Case", "25")]
    public void The_calendars_lines_have_75_octets_at_most_and_are_never_folded_inside_a_character()
    {
        var name = string.Concat(Enumerable.Repeat("Besøk hos «Ålesund» – 😀 ", 4))[..80];
        var calendar = Calendar([Visit(new DateOnly(2027, 5, 3), 1) with { Visit = Visit(new DateOnly(2027, 5, 3), 1).Visit with { Body = name } }]);
        Assert.DoesNotContain('\n', calendar.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(calendar.Split("\r\n"), line => Assert.True(new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(line) <= 75));
        Assert.Contains(name.TrimEnd(), calendar.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact, Trait("Case", "25")]
    public void A_visit_that_moved_keeps_its_id_and_has_a_higher_sequence()
    {
        string[] before = Lines([Visit(new DateOnly(2027, 5, 3), 1)]), after = Lines([Visit(new DateOnly(2027, 5, 4), 2)]);
        Assert.Equal(before.Count(l => l.StartsWith("UID:", StringComparison.Ordinal)), after.Count(l => l.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.Equal(after.Where(l => l.StartsWith("UID:", StringComparison.Ordinal)).Distinct(), before.Where(l => l.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.Contains("SEQUENCE:1", before);
        Assert.Contains("SEQUENCE:2", after);
    }

    private static (RecordId Id, string State, BodyVisit Visit) Visit(DateOnly day, int sequence) => (
        new RecordId("VIS-0000-0001"), VisitStates.Planned, new BodyVisit { Kind = VisitKind.Recertification, Body = "Nordic Cert", From = day, Until = day, Sequence = sequence, ChangedAt = new DateTimeOffset(2027, 1, 4, 10, 0, 0, TimeSpan.Zero) });

    private static string Calendar(IEnumerable<(RecordId, string, BodyVisit)> visits) =>
        CertificationCalendar.Of(new RecordId("CRT-0000-0001"), Body, visits, new DateTimeOffset(2027, 1, 4, 10, 0, 0, TimeSpan.Zero), CardText.For("Certification", "en"));

    private static string[] Lines(IEnumerable<(RecordId, string, BodyVisit)> visits) => Calendar(visits).Split("\r\n");

    private static Organisation Of(string zone) => new() { Id = "demo", Name = "Demo", TimeZone = zone, Calendar = WorkingCalendar.For(zone, null) };

    private static CardFacts Facts(string zone, DateTimeOffset now) => new()
    {
        Organisation = Of(zone),
        Reader = new Person(new RecordId("PER-0000-0001"), "active", new PersonDetails { Name = "Lotte", TimeZone = "America/Los_Angeles" }),
        Format = new ReaderFormat("en", "America/Los_Angeles"),
        Now = now,
        Text = CardText.For("Certification", "en"),
    };

    private static StepFacts Step(string zone, DateTimeOffset now) => new()
    {
        Now = now,
        Actor = Actor.Clock,
        Organisation = Of(zone),
        Record = new RecordId("CRT-0000-0001"),
        State = CertificateStates.Valid,
        People = new Dictionary<Role, IReadOnlyList<Person>> { [Role.ComplianceLead] = [], [Role.TopManagement] = [] },
    };
}
