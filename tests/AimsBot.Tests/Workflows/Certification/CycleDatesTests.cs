using AimsBot.Core.Records;
using AimsBot.Workflows.Certification;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>The date rules of a certification cycle, each by itself, and the traps between them.</summary>
public class CycleDatesTests
{
    [Theory, Trait("Rule", "C6"), Trait("Case", "24")]
    [InlineData("2028-02-29", "2029-02-28")]
    [InlineData("2026-08-31", "2027-08-31")]
    [InlineData("2027-12-15", "2028-12-15")]
    [InlineData("2026-12-15", "2027-12-15")]
    [InlineData("2026-01-10", "2027-01-10")]
    [InlineData("2024-02-29", "2025-02-28")]
    public void The_first_surveillance_is_due_within_twelve_months_of_the_decision(string decided, string limit) =>
        Assert.Equal(Day(limit), CycleDates.FirstSurveillance(Day(decided), CycleStart.Initial));

    [Theory, Trait("Rule", "C6")]
    [InlineData(CycleStart.Recertification)]
    [InlineData(CycleStart.Restored)]
    public void No_twelve_month_rule_after_a_recertification(CycleStart start) =>
        Assert.Null(CycleDates.FirstSurveillance(Day("2028-11-20"), start));

    [Theory, Trait("Rule", "C7"), Trait("Case", "24")]
    [InlineData("2028-02-29", 2031, "2029 2030")]
    [InlineData("2026-12-15", 2029, "2027 2028")]
    [InlineData("2028-11-20", 2031, "2029 2030")]
    [InlineData("2026-01-10", 2028, "2027")]
    public void Each_calendar_year_between_decision_and_recertification_owes_a_surveillance(string decided, int recertification, string years) =>
        Assert.Equal(years, string.Join(' ', CycleDates.YearsOwed(Day(decided), recertification)));

    [Theory, Trait("Rule", "C5"), Trait("Case", "24")]
    [InlineData("2028-02-29", "2031-02-28")]
    [InlineData("2024-02-29", "2027-02-28")]
    [InlineData("2026-12-15", "2029-12-15")]
    public void A_certificate_is_valid_for_three_years_at_most(string decided, string until) =>
        Assert.Equal(Day(until), CycleDates.LatestExpiry(Day(decided), null));

    [Fact, Trait("Rule", "C11")]
    public void The_new_expiry_may_count_from_the_old_one() =>
        Assert.Equal(Day("2031-12-15"), CycleDates.LatestExpiry(Day("2028-11-20"), Day("2028-12-15")));

    [Theory, Trait("Rule", "C8"), Trait("Case", "24")]
    [InlineData("2028-02-29", "2029-02-28", "2030-02-28")]
    [InlineData("2026-08-31", "2027-08-31", "2028-08-31")]
    [InlineData("2026-01-10", "2026-12-05", "2027-12-31")]
    [InlineData("2026-12-15", "2027-12-15", "2028-12-15")]
    [InlineData("2026-12-15", "2028-01-10", "2027-12-31")]
    public void The_second_surveillance_is_planned_at_24_months_or_the_end_of_the_first_year_not_served(string decided, string first, string second) =>
        Assert.Equal(Day(second), CycleDates.NextSurveillance(Initial(decided), Day(decided).AddMonths(36).Year, [Day(first)]));

    [Theory, Trait("Case", "24")]
    [InlineData("2026-08-31", "2027-02-28")]
    [InlineData("2027-08-31", "2028-02-29")]
    [InlineData("2026-08-30", "2027-02-28")]
    public void Majors_of_a_stage_2_are_verified_within_six_months_of_its_last_day(string last, string limit) =>
        Assert.Equal(Day(limit), CycleDates.VerificationLimit(Day(last)));

    [Theory, Trait("Rule", "C13"), Trait("Case", "24")]
    [InlineData("2027-06-30", "2027-12-30")]
    [InlineData("2029-08-31", "2030-02-28")]
    public void A_lapsed_certificate_can_be_restored_for_six_months(string expiry, string limit) =>
        Assert.Equal(Day(limit), CycleDates.RestoreLimit(Day(expiry)));

    [Fact, Trait("Rule", "C14"), Trait("Case", "24")]
    public void A_suspension_usually_ends_after_six_months() =>
        Assert.Equal(Day("2028-06-30"), CycleDates.SuspensionEnd(Day("2027-12-31"), 6));

    // What a visit breaks.

    [Fact, Trait("Rule", "C6"), Trait("Rule", "C7")]
    public void A_first_surveillance_that_slips_into_the_next_year_breaks_both_rules() => Assert.Equal(
        "breach.c6 breach.c7:2027", Breaches(Initial("2026-12-15"), "2028-01-11", "2028-01-10"));

    [Fact, Trait("Rule", "C6"), Trait("Rule", "C7")]
    public void An_early_first_surveillance_does_not_serve_the_next_calendar_year() => Assert.Equal(
        "breach.c7:2027", Breaches(Initial("2026-01-10", "2029-01-09"), "2028-01-11", "2026-12-05", "2028-01-10"));

    [Fact, Trait("Rule", "C7")]
    public void Whether_the_decisions_own_year_needs_one_is_asked_of_the_body() => Assert.Contains(
        CyclePlan.Of(With(Initial("2026-01-10"), "2026-12-05"))!.Questions(), q => q.Key == "question.decision-year");

    [Fact, Trait("Rule", "C8")]
    public void Where_the_expiry_is_early_in_a_year_the_body_is_asked_which_year_is_the_recertification_year()
    {
        var body = With(Initial("2026-01-10"));
        Assert.Contains(CyclePlan.Of(body)!.Questions(), q => q.Key == "question.recertification-year");
        var answered = CyclePlan.Of(body with { RecertificationYears = new Dictionary<string, int> { ["2026-01-10"] = 2028 } })!;
        Assert.Equal((2028, false), (answered.RecertificationYear, answered.Questions().Any()));
        Assert.Equal(["surveillance-1", "recertification"], answered.Steps.Select(s => s.Step));
    }

    [Fact, Trait("Rule", "C8")]
    public void The_whole_cycle_of_a_decision_in_december() => Assert.Equal(
        "surveillance-1 2027-12-15, surveillance-2 2028-12-15, recertification 2029-12-15", Plan(With(Initial("2026-12-15"))));

    [Fact, Trait("Rule", "C11")]
    public void The_second_cycle_owes_one_in_each_calendar_year_alone() => Assert.Equal(
        "surveillance-1 2029-12-31, surveillance-2 2030-11-20, recertification 2031-12-15",
        Plan(With(new Cycle(Day("2028-11-20"), Day("2031-12-15"), CycleStart.Recertification, "N", "S", null))));

    [Fact]
    public void A_date_of_the_bodys_programme_wins_and_the_computed_one_stays()
    {
        var body = With(Initial("2026-12-15")) with { Programme = [new ProgrammeDate(Day("2026-12-15"), "surveillance-1", Day("2027-10-01"), default)] };
        var step = CyclePlan.Of(body)!.Next!;
        Assert.Equal((Day("2027-10-01"), Day("2027-12-15"), Day("2027-10-01")), (step.Due, step.Computed, step.Programme!.Value));
    }

    [Fact]
    public void A_programme_later_than_the_rule_is_a_question_and_no_error() => Assert.Equal(
        ["warning.programme"],
        CyclePlan.Of(With(Initial("2026-12-15")) with { Programme = [new ProgrammeDate(Day("2026-12-15"), "surveillance-1", Day("2028-01-10"), default)] })!.Warnings().Select(w => w.Key));

    // Valid or not, on a day.

    [Theory, Trait("Rule", "C4")]
    [InlineData("2026-12-14", "none")]
    [InlineData("2026-12-15", "valid")]
    public void A_certificate_is_valid_from_the_decision_on(string day, string state) =>
        Assert.Equal(state, Standing.On(With(Initial("2026-12-15")), Day(day)));

    [Theory, Trait("Rule", "C12"), Trait("Rule", "C13")]
    [InlineData("2027-06-30", "valid")]
    [InlineData("2027-07-01", "expired")]
    [InlineData("2027-12-30", "expired")]
    [InlineData("2027-12-31", "none")]
    public void There_is_none_from_the_day_after_the_expiry_on(string day, string state) =>
        Assert.Equal(state, Standing.On(With(Initial("2024-07-01", "2027-06-30")), Day(day)));

    [Theory, Trait("Rule", "C14")]
    [InlineData("2027-03-31", "valid")]
    [InlineData("2027-04-01", "suspended")]
    [InlineData("2027-05-09", "suspended")]
    [InlineData("2027-05-10", "valid")]
    [InlineData("2029-12-16", "expired")]
    public void A_suspended_certificate_counts_as_invalid_until_it_is_lifted(string day, string state) => Assert.Equal(
        state,
        Standing.On(With(Initial("2026-12-15")) with { Suspensions = [new Suspension(Day("2027-04-01"), Day("2027-10-01"), "") { Lifted = Day("2027-05-10") }] }, Day(day)));

    [Theory, Trait("Rule", "C13")]
    [InlineData("2029-12-15", "valid")]
    [InlineData("2029-12-16", "expired")]
    [InlineData("2030-02-28", "expired")]
    [InlineData("2030-03-01", "valid")]
    [InlineData("2032-12-15", "valid")]
    [InlineData("2032-12-16", "expired")]
    public void A_restored_certificate_has_a_gap_and_gains_no_time(string day, string state) => Assert.Equal(
        state,
        Standing.On(With(Initial("2026-12-15")) with { Cycles = [Initial("2026-12-15"), new Cycle(Day("2030-03-01"), Day("2032-12-15"), CycleStart.Restored, "N", "S", null)] }, Day(day)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static Cycle Initial(string decided, string? expires = null) =>
        new(Day(decided), expires is null ? Day(decided).AddMonths(36) : Day(expires), CycleStart.Initial, "N", "S", null);

    private static Certificate With(Cycle cycle, params string[] held) => new()
    {
        Cycles = [cycle],
        Visits = [.. held.Select((day, i) => new VisitNote(new RecordId($"VIS-0000-000{i}"), VisitKind.Surveillance, Day(day), Day(day), VisitStates.Held))],
    };

    private static string Breaches(Cycle cycle, string on, params string[] held) => string.Join(
        ' ', CyclePlan.Of(With(cycle, held))!.Breaches(Day(on)).Select(b => b.Facts.Count > 0 ? $"{b.Key}:{b.Facts[0].Value}" : b.Key));

    private static string Plan(Certificate body) => string.Join(", ", CyclePlan.Of(body)!.Steps.Select(s => $"{s.Step} {s.Due:yyyy-MM-dd}"));
}
