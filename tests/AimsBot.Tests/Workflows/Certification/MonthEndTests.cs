using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Certification;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>
/// Month ends and leap days through the forms: the day stands the same in the record, on the card, with the reminders and in the
/// calendar file. Once as a date input sends it, and once as somebody types it, with blanks around it.
/// </summary>
public sealed class MonthEndTests : CertificationBench
{
    private static readonly string[][] Rows = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "24-dates.csv")).Skip(1).Select(line => line.Split(','))];

    private static readonly string[] Typings = ["{0}", " {0}\n"];

    public static TheoryData<string, string, string> RowsOf(string rule)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var row in Rows.Where(r => r[0].Contains(rule, StringComparison.Ordinal)))
        {
            foreach (var typing in Typings) data.Add(row[1], row[3], typing);
        }
        return data;
    }

    [Fact, Trait("Case", "24")]
    public void Every_row_has_its_test()
    {
        string[] here = ["(C6)", "(C7)", "(C8)", "(C5)", "(9.5.3.2)", "(C13)", "(C14)", "on the day itself", "typed by a person"];
        string[] elsewhere = ["(K16)", "policy review"];
        Assert.All(Rows, row => Assert.Contains(here.Concat(elsewhere), row[0].Contains));
    }

    [Theory, Trait("Rule", "C6"), Trait("Case", "24"), MemberData(nameof(RowsOf), "(C6)")]
    public async Task The_first_surveillance(string decided, string want, string typing)
    {
        await GrantedAsync(decided, typing);
        await StandsEverywhereAsync("surveillance-1", Day(want), $"Surveillance 1, by {Said(want)}");
    }

    [Theory, Trait("Rule", "C7"), Trait("Case", "24"), MemberData(nameof(RowsOf), "(C7)")]
    public async Task The_calendar_years_that_owe_a_visit(string decided, string want, string typing)
    {
        await GrantedAsync(decided, typing);
        var body = await BodyAsync();
        Assert.Equal(want, string.Join(" and ", CycleDates.YearsOwed(body.Cycle!.Decided, CyclePlan.Of(body)!.RecertificationYear)));
        Assert.Equal(want, string.Join(" and ", CyclePlan.Of(body)!.Breaches(body.Cycle.Expires).Where(b => b.Key == "breach.c7").Select(b => b.Facts[0].Value)));
    }

    [Theory, Trait("Rule", "C8"), Trait("Case", "24"), MemberData(nameof(RowsOf), "(C8)")]
    public async Task The_second_surveillance(string decided, string want, string typing)
    {
        await GrantedAsync(decided, typing);
        var first = CyclePlan.Of(await BodyAsync())!.Next!.Due;
        GoTo(first);
        await HeldAsync(VisitKind.Surveillance, first.AddDays(-1));
        await StandsEverywhereAsync("surveillance-2", Day(want), $"Surveillance 2, by {Said(want)}");
    }

    [Theory, Trait("Rule", "C5"), Trait("Case", "24"), MemberData(nameof(RowsOf), "(C5)")]
    public async Task The_longest_validity(string decided, string want, string typing)
    {
        Reach(Day(decided));
        await HeldAsync(VisitKind.Stage2, Day(decided).AddDays(-20));
        var late = Assert.IsType<FormReturned>(await Bench.TakeAsync(GrantCertificate.Step, Values(decided, Iso(Day(want).AddDays(1)), typing), Certificate, Lea));
        Assert.Equal(("certificate.expiryLate", want), (late.Fields["expires"].Key, late.Fields["expires"].Facts["day"]));
        await Bench.KeepAsync(GrantCertificate.Step, Values(decided, want, typing), Certificate, Lea);
        await StandsEverywhereAsync("recertification", Day(want), $"Valid until {Said(want)}", "expiry");
    }

    [Theory, Trait("Case", "24"), MemberData(nameof(RowsOf), "(9.5.3.2)")]
    public async Task The_day_by_which_majors_of_stage_2_are_verified(string last, string want, string typing)
    {
        Reach(Day(last));
        var visit = await PlanAsync(VisitKind.Stage2, Day(last).AddDays(-1));
        await Bench.KeepAsync(HoldVisit.Step, new Dictionary<string, string> { ["from"] = Typed(Iso(Day(last).AddDays(-1)), typing), ["until"] = Typed(last, typing) }, visit, Lea);
        await Bench.KeepAsync(NoteFinding.Step, new Dictionary<string, string> { ["grade"] = "major", ["clause"] = "8.2", ["words"] = "x" }, visit, Lea);
        Assert.Equal(Day(want), (await VisitAsync(visit)).Findings.Single().Limit);
        Assert.Contains(Said(want), await TextAsync(visit), StringComparison.Ordinal);
        Assert.Contains(VisitWorkflow.Dues(await VisitAsync(visit), VisitStates.FindingsOpen), due => due.Day == Day(want));
    }

    [Theory, Trait("Rule", "C13"), Trait("Case", "24"), MemberData(nameof(RowsOf), "(C13)")]
    public async Task The_last_day_for_restoring(string expiry, string want, string typing)
    {
        await GrantedAsync(Iso(Day(expiry).AddMonths(-36)), typing, expiry);
        GoTo(Day(expiry).AddDays(1));
        await SweepAsync();
        Assert.Contains(CertificateWorkflow.Dues(await BodyAsync(), (await Bench.HeadAsync(Certificate)).State), due => due == ("restore", Day(want)));
        Assert.Contains($"restores it until {Said(want)}", await TextAsync(Certificate), StringComparison.Ordinal);
    }

    [Theory, Trait("Rule", "C14"), Trait("Case", "24"), MemberData(nameof(RowsOf), "(C14)")]
    public async Task The_usual_end_of_a_suspension(string on, string want, string typing)
    {
        await GrantedAsync(Iso(Day(on).AddDays(-200)), typing);
        GoTo(Day(on));
        await Bench.KeepAsync(SuspendCertificate.Step, new Dictionary<string, string> { ["on"] = Typed(on, typing), ["words"] = "no audit" }, Certificate, Lea);
        Assert.Equal(Day(want), (await BodyAsync()).Suspensions.Single().Until);
        Assert.Contains(CertificateWorkflow.Dues(await BodyAsync(), CertificateStates.Suspended), due => due == ("suspension", Day(want)));
        Assert.Contains($"after {Said(want)}", await TextAsync(Certificate), StringComparison.Ordinal);
    }

    [Fact, Trait("Case", "24")]
    public async Task Whatever_is_dated_on_the_leap_day_itself_says_so()
    {
        Bench.Clock.SetUtcNow(new DateTimeOffset(2028, 2, 29, 12, 0, 0, TimeSpan.Zero));
        await HeldAsync(VisitKind.Stage2, Day("2028-02-28"));
        await Bench.KeepAsync(GrantCertificate.Step, Values("2028-02-29", "2031-02-28", "{0}"), Certificate, Lea);
        await Bench.KeepAsync(RaiseChange.Step, new RaiseChange(ChangeKind.Site, "Bergen joins."), Certificate, Lea);
        await Bench.KeepAsync(AnswerChange.Step, new AnswerChange("1", TellBody.Yes, Today, "a new site"), Certificate, Lea);
        await Bench.KeepAsync(SuspendCertificate.Step, new SuspendCertificate(Today, "x"), Certificate, Lea);
        await SweepAsync();
        Assert.Contains("29 Feb 2028", await TextAsync(Certificate), StringComparison.Ordinal);
        Assert.Contains("The body was told on 29 Feb 2028", await TextAsync(Certificate), StringComparison.Ordinal);
        Assert.Contains("Suspended since 29 Feb 2028", await TextAsync(Certificate), StringComparison.Ordinal);
    }

    [Theory, Trait("Case", "24")]
    [InlineData("31/02/2027")]
    [InlineData("2027-02-29")]
    [InlineData("29.02.2027")]
    public async Task What_is_typed_and_is_no_day_is_refused_at_its_field(string typed)
    {
        await CertifiedAsync(Day("2026-12-15"));
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"));
        (Step Step, RecordId On, string Field)[] forms =
        [
            (PlanVisit.Step, Certificate, "from"), (PlanVisit.Step, Certificate, "until"), (NoteProgramme.Step, Certificate, "on"), (SuspendCertificate.Step, Certificate, "on"), (WithdrawCertificate.Step, Certificate, "on"),
            (ChangeScope.Step, Certificate, "on"), (TransferCertificate.Step, Certificate, "on"), (MoveVisit.Step, visit, "from"), (MoveDeadline.Step, visit, "on"), (HoldVisit.Step, visit, "until"),
        ];
        foreach (var (step, on, field) in forms)
        {
            var before = (await Bench.HeadAsync(on)).Revision;
            var answer = await Bench.TakeAsync(step, new Dictionary<string, string> { [field] = typed }, on, Lea);
            Assert.Equal((step.Id, "refusal.noDate"), (step.Id, Assert.IsType<FormReturned>(answer).Fields[field].Key));
            Assert.Equal(before, (await Bench.HeadAsync(on)).Revision);
        }
    }

    // What lies behind is entered afterwards.
    private void Reach(DateOnly day)
    {
        if (day > Today) GoTo(day);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Said(string day) => new ReaderFormat("en", "Europe/Oslo").Date(Day(day));

    private static string Typed(string day, string typing) => string.Format(System.Globalization.CultureInfo.InvariantCulture, typing, day);

    private static Dictionary<string, string> Values(string decided, string expires, string typing) => new() { ["number"] = "N-1", ["decided"] = Typed(decided, typing), ["expires"] = Typed(expires, typing) };

    private async Task GrantedAsync(string decided, string typing, string? expires = null)
    {
        Reach(Day(decided));
        await HeldAsync(VisitKind.Stage2, Day(decided).AddDays(-20));
        await Bench.KeepAsync(GrantCertificate.Step, Values(decided, expires ?? Iso(Day(decided).AddMonths(36)), typing), Certificate, Lea);
        await SweepAsync();
    }

    private async Task StandsEverywhereAsync(string step, DateOnly want, string onCard, string? inCalendar = null)
    {
        var body = await BodyAsync();
        Assert.Equal(want, CyclePlan.Of(body)!.Steps.Single(s => s.Step == step).Due);
        Assert.Contains(CertificateWorkflow.Dues(body, CertificateStates.Valid), due => due.Day == want);
        Assert.Contains(onCard, await TextAsync(Certificate), StringComparison.Ordinal);
        var file = System.Text.Encoding.UTF8.GetString((await Bench.FetchAsync(new CertificationCalendarFile(Bench.Store, Bench.MakeCards(), Bench.Clock), Lea.Person!, Certificate))!);
        var entry = file.Split("BEGIN:VEVENT").Single(e => e.Contains($"-{inCalendar ?? step}@aimsbot", StringComparison.Ordinal));
        Assert.Contains($"DTSTART;VALUE=DATE:{want:yyyyMMdd}\r\n", entry, StringComparison.Ordinal);
    }

    private async Task<string> TextAsync(RecordId record)
    {
        using var card = System.Text.Json.JsonDocument.Parse((await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(record), Lea.Person!, default))!.Json);
        return CardReading.Aloud(card.RootElement);
    }
}
