using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Workflows.RiskAcceptances;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.RiskAcceptances;

namespace AimsBot.Tests.Workflows.People;

/// <summary>Two records of one human become one, and count as one wherever people are kept apart or counted.</summary>
public sealed class MergePersonTests : RiskBench
{
    private static readonly ChatAccount InSlack = new(ChannelNames.Slack, "T0BENCH", "U0SVEN");
    private static readonly ChatAccount InTeams = new(ChannelNames.Teams, CoreBench.Tenant, "aaaaaaaa-0000-0000-0000-000000000001");

    // The directory.

    [Fact]
    public async Task An_account_of_the_record_that_ended_is_the_others_from_then_on()
    {
        await Bench.LinkAsync(Tara, InSlack);
        await Bench.LinkAsync(Sven, InTeams);
        await MergeAsync(Sven, Tara);
        var found = await Bench.MakeVisitors().FindAsync(CoreBench.Organisation, InTeams, (_, _) => Task.FromResult<PlatformProfile?>(null), TimeSpan.Zero, default);
        Assert.Equal(Tara.Person!.Id, found.Person!.Id);
        Assert.Equal([InSlack, InTeams], found.Person.Details.Accounts);
    }

    [Fact]
    public async Task Its_roles_are_not()
    {
        await MergeAsync(Tara, Sven);
        Assert.Equal([Role.Staff], (await Bench.PersonAsync(Sven)).Details.Roles);
    }

    [Fact]
    public async Task Until_both_records_say_so_the_one_that_ended_acts_as_nobody()
    {
        await Bench.LinkAsync(Sven, InTeams);
        await Bench.KeepAsync(MergePerson.Step, new MergePerson("tara@example.com", "met her"), Sven.Person!.Id, Adam);
        var found = await Bench.MakeVisitors().FindAsync(CoreBench.Organisation, InTeams, (_, _) => Task.FromResult<PlatformProfile?>(null), TimeSpan.Zero, default);
        Assert.Equal((null, Refusals.Deactivated), (found.Person, found.Refusal!.Key));
    }

    [Fact]
    public async Task Both_records_keep_an_entry_with_who_did_it_and_why()
    {
        await MergeAsync(Sven, Tara);
        var merged = (await Bench.HistoryAsync(Sven.Person!.Id)).Single(e => e.ReadHeader().Verb == "person-merged");
        Assert.Equal(Adam.Person!.Id.Value, merged.ReadHeader().Actor);
        Assert.Contains("met her", System.Text.Encoding.UTF8.GetString(merged.Payload.Span), StringComparison.Ordinal);
        Assert.Equal("person-absorbed", (await VerbsAsync(await Bench.HeadAsync(Tara.Person!.Id)))[^1]);
    }

    [Theory]
    [InlineData("tara@example.com", null)]
    [InlineData("TARA@example.com", null)]
    [InlineData("sven@example.com", "merge.self")]
    [InlineData("adam@example.com", "merge.yourself")]
    [InlineData("nobody@example.com", "merge.nobody")]
    [InlineData("PER-0000-0000", "merge.nobody")]
    [InlineData("", "refusal.required")]
    public async Task The_one_that_stays_is_named_by_address_or_number(string into, string? expected)
    {
        var values = new Dictionary<string, string> { ["into"] = into, ["reason"] = "met her" };
        var answer = await Bench.TakeAsync(MergePerson.Step, values, Sven.Person!.Id, Adam);
        Assert.Equal(expected, (answer as FormReturned)?.Fields["into"].Key);
        Assert.Equal(expected is null ? "merged" : "active", await StateAsync(Sven.Person.Id));
    }

    [Fact]
    public async Task Somebody_who_is_not_administrator_merges_nobody() =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(MergePerson.Step, new MergePerson("tara@example.com", "x"), Sven.Person!.Id, Lea));

    [Fact]
    public async Task Who_was_merged_twice_over_is_the_last_one()
    {
        await MergeAsync(Sven, Tara);
        await MergeAsync(Tara, Tom);
        Assert.Equal(Tom.Person!.Id, (await Bench.PersonAsync(Sven)).Id);
        Assert.True((await Bench.PersonAsync(Tom)).Is(Sven.Person!.Id));
    }

    [Fact]
    public async Task Of_two_merged_into_each_other_at_once_one_stays()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.Administrator), Lea.Person!.Id);
        var first = Bench.KeepAsync(MergePerson.Step, new MergePerson("tara@example.com", "x"), Sven.Person!.Id, Adam);
        var second = Bench.TakeAsync(MergePerson.Step, new MergePerson("sven@example.com", "x"), Tara.Person!.Id, Lea);
        await Task.WhenAll(first, second);
        await SweepAsync();
        var (sven, tara) = (await Bench.PersonAsync(Sven), await Bench.PersonAsync(Tara));
        Assert.Equal((sven.Id, true), (tara.Id, sven.IsActive));
    }

    [Fact]
    public async Task A_line_that_leads_from_somebody_to_themselves_goes_on_above()
    {
        // Mia manages Oda and is managed by Max; Oda turns out to be Mia.
        await MergeAsync(Oda, Mia);
        Assert.Equal("max", await NamesAsync(await AskedAsync(Low)));
    }

    [Fact]
    public async Task The_import_finds_whoever_was_merged_as_whom_they_live_on()
    {
        await MergeAsync(Sven, Tara);
        const string rows = "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\nSven,sven@example.com,staff,,,,,,,\n";
        var rules = new PeopleFileRules { SlackTeams = ["T0BENCH"], TeamsTenants = [CoreBench.Tenant], DefaultTimeZone = "Europe/Oslo", DefaultLanguage = "en" };
        var file = PeopleFile.Read(System.Text.Encoding.UTF8.GetBytes(rows), rules);
        Assert.Empty(file.Faults);
        var report = await Bench.Import.RunAsync(CoreBench.Organisation, file, full: false, dryRun: false, "1", default);
        Assert.Empty(report.Refused);
        Assert.Equal("merged", await StateAsync(Sven.Person!.Id));
    }

    // Who may be somebody else.

    [Fact]
    public async Task A_newcomer_with_somebodys_address_that_may_not_link_is_asked_about()
    {
        await Bench.LinkAsync(Tara, InSlack);
        var other = InSlack with { User = "U0OTHER" };
        var newcomer = await Bench.Admission.AdmitAsync(CoreBench.Organisation, other, Profile("tara@example.com", isConfirmed: true), default);
        Assert.Equal((Tara.Person!.Id, null), (newcomer.Details.MayBe, newcomer.Details.Email));
        Assert.Contains(Adam.Person!.Id, await AskedAboutAsync(newcomer));
        Assert.Contains(newcomer.Id.Value, System.Text.Encoding.UTF8.GetString((await Bench.MakeTasks().ForAsync(CoreBench.Visit(Adam), default)).Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_one_whose_address_nobody_vouches_for_and_no_other()
    {
        var newcomer = await Bench.Admission.AdmitAsync(CoreBench.Organisation, InSlack, Profile("tara@example.com", isConfirmed: false), default);
        var stranger = await Bench.Admission.AdmitAsync(CoreBench.Organisation, InTeams, Profile("new@example.com", isConfirmed: false), default);
        Assert.Equal((Tara.Person!.Id, null), (newcomer.Details.MayBe, stranger.Details.MayBe));
    }

    [Fact]
    public async Task So_is_one_whose_profile_came_late()
    {
        var newcomer = await Bench.Admission.AdmitAsync(CoreBench.Organisation, InSlack, null, default);
        await Bench.Admission.ConfirmAsync(CoreBench.Organisation, newcomer, InSlack, Profile("tara@example.com", isConfirmed: true), default);
        Assert.Equal(Tara.Person!.Id, (await Bench.BodyAsync<PersonDetails>(newcomer.Id)).MayBe);
        Assert.Contains(Adam.Person!.Id, await AskedAboutAsync(newcomer));
    }

    [Fact]
    public async Task An_administrator_says_that_they_are_two_and_is_asked_no_more()
    {
        var newcomer = await Bench.Admission.AdmitAsync(CoreBench.Organisation, InSlack, Profile("tara@example.com", isConfirmed: false), default);
        await Bench.KeepAsync(KeepApart.Step, new KeepApart(), newcomer.Id, Adam);
        Assert.Empty((await Bench.HeadAsync(newcomer.Id)).WaitsFor);
    }

    // Risks.

    [Fact, Trait("Rule", "K13")]
    public async Task Whose_other_account_asked_does_not_accept()
    {
        var acceptance = await AskedAsync(High);
        await MergeAsync(Rita, Tara);
        Assert.Equal(Refusals.NotAllowed, await AcceptAsync(acceptance, Tara));
        Assert.Equal("tom", await NamesAsync(await Bench.HeadAsync(acceptance.Id)));
        Assert.Equal(Tara.Person!.Id, (await BodyAsync(acceptance)).RequestedBy);
    }

    [Fact, Trait("Rule", "K13")]
    public async Task Not_even_before_the_acceptance_hears_of_it()
    {
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(MergePerson.Step, new MergePerson("tara@example.com", "met her"), Rita.Person!.Id, Adam);
        await Bench.KeepAsync(AbsorbPerson.Step, new AbsorbPerson(Rita.Person!.Id, [Rita.Person.Id], []), Tara.Person!.Id, Actor.Clock);
        Assert.Equal(Rita.Person.Id, (await BodyAsync(acceptance)).RequestedBy);
        Assert.Equal(Refusals.NotAllowed, await AcceptAsync(acceptance, Tara));
    }

    [Fact, Trait("Rule", "K13"), Trait("Rule", "K18")]
    public async Task An_acceptance_by_whoever_asked_for_it_ends_when_that_shows()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        await MergeAsync(Rita, Tara);
        Assert.Equal(("ended", "unaccepted"), (await StateAsync(acceptance), await RiskStateAsync(acceptance)));
        Assert.Equal("merged", (await BodyAsync(acceptance)).Last!.Reason);
    }

    [Fact, Trait("Rule", "K12"), Trait("Rule", "K13")]
    public async Task Two_approvals_of_one_human_are_one()
    {
        var acceptance = await AcceptedAsync(await AskedAsync(Critical), Tara, Tom);
        await MergeAsync(Tom, Tara);
        Assert.Equal(("ended", 1), (await StateAsync(acceptance), (await BodyAsync(acceptance)).Votes.Count));
    }

    [Fact, Trait("Rule", "K12")]
    public async Task A_voice_of_the_other_account_is_no_second_one()
    {
        var acceptance = await AskedAsync(Critical);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        await AcceptAsync(acceptance, Tara);
        await MergeAsync(Tara, Tom);
        Assert.Equal("acceptance.votedAlready", await AcceptAsync(acceptance, Tom));
    }

    [Fact]
    public async Task What_it_has_nothing_to_do_with_stays_as_it_is()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var before = (await Bench.HeadAsync(acceptance.Id)).Revision;
        await MergeAsync(Sven, Lotte);
        Assert.Equal(("accepted", before), (await StateAsync(acceptance), (await Bench.HeadAsync(acceptance.Id)).Revision));
    }

    [Fact, Trait("Rule", "K11"), Trait("Rule", "K13")]
    public async Task A_plan_that_its_owner_approved_by_another_account_is_approved_anew()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var risk = await Bench.HeadAsync((await BodyAsync(acceptance)).Risk);
        await SweepAtAsync((await BodyAsync(acceptance)).EndsAt);
        await MergeAsync(Rolf, Tara);
        Assert.Null((await BodyAsync(await AskedAsync(risk))).PlanApproved);
    }

    // Everything else that a person asked for or has.

    [Fact]
    public async Task Their_reports_are_theirs_by_either_account()
    {
        var incident = await Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "it ranked her last" }), null, Sven);
        await MergeAsync(Sven, Tara);
        Assert.Contains(incident.Id.Value, System.Text.Encoding.UTF8.GetString((await Bench.MakeTasks().ForAsync(CoreBench.Visit(Actor.Of(await Bench.PersonAsync(Tara))), default)).Json), StringComparison.Ordinal);
        await Bench.KeepAsync(AddDetails.Step, new Dictionary<string, string> { ["text"] = "it ranked her last twice" }, incident.Id, Tara);
    }

    [Fact]
    public async Task The_form_names_the_one_whom_it_may_be()
    {
        var newcomer = await Bench.Admission.AdmitAsync(CoreBench.Organisation, InSlack, Profile("tara@example.com", isConfirmed: false), default);
        var (form, _) = await Bench.MakeCards().FormAsync(
            CoreBench.Organisation, MergePerson.Step, new ActionRef(newcomer.Id, newcomer.Revision), await Bench.PersonAsync(Adam), null, default);
        Assert.Contains("tara@example.com", System.Text.Encoding.UTF8.GetString(form!.Json), StringComparison.Ordinal);
    }

    private static PlatformProfile Profile(string email, bool isConfirmed) => new() { Name = "Newcomer", Email = email, IsEmailConfirmed = isConfirmed, IsMember = true };

    private async Task<IEnumerable<RecordId?>> AskedAboutAsync(Person newcomer) =>
        (await Bench.Store.PendingAsync("demo", newcomer.Id, default))!.Copies.Select(c => c.Person);

    private async Task MergeAsync(Actor gone, Actor into)
    {
        await Bench.KeepAsync(MergePerson.Step, new MergePerson($"{into.Name}@example.com", "met her"), gone.Person!.Id, Adam);
        await SweepAsync();
    }
}
