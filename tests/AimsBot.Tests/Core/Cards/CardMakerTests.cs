using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Workflows.IncidentReport;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;
using AimsBot.Workflows.Training;

namespace AimsBot.Tests.Core.Cards;

public sealed class CardMakerTests : IncidentBench
{
    private static readonly Dictionary<string, IEnumerable<string>> Tables = new()
    {
        ["IncidentReport/ReportForm kind"] = IncidentChoices.Kinds.Keys.Append(IncidentChoices.Concern),
        ["IncidentReport/ReportForm severity"] = IncidentChoices.Severities.Keys.Append(IncidentChoices.NotSure),
        ["IncidentReport/TriageForm type"] = IncidentChoices.Kinds.Keys.Except([IncidentChoices.NotSure]),
        ["IncidentReport/TriageForm categories"] = IncidentChoices.Categories.Keys,
        ["IncidentReport/TriageForm severity"] = IncidentChoices.Severities.Keys,
        ["IncidentReport/TriageForm death"] = IncidentChoices.Answers.Keys,
        ["IncidentReport/TriageForm infrastructure"] = IncidentChoices.Answers.Keys,
        ["IncidentReport/TriageForm rights"] = IncidentChoices.Answers.Keys,
        ["IncidentReport/TriageForm property"] = IncidentChoices.Answers.Keys,
        ["IncidentReport/TriageForm widespread"] = IncidentChoices.Answers.Keys,
        ["IncidentReport/CloseForm decision"] = IncidentChoices.Decisions.Keys,
        ["CorrectiveActions/OpenForm grade"] = OpenCase.Grades.Keys,
        ["CorrectiveActions/OpenForm source"] = OpenCase.Sources.Keys,
        ["CorrectiveActions/AnalyseForm elsewhere"] = AnalyseCase.Answers.Keys,
        ["CorrectiveActions/CheckForm effective"] = CheckEffect.Answers.Keys,
        ["CorrectiveActions/BodyForm verdict"] = NoteBodyWord.Verdicts.Keys,
        ["Statements/DecideForm ground"] = DecideControls.Grounds.Keys,
        ["Statements/OwnForm ground"] = DecideControls.Grounds.Keys,
        ["Audits/ConfirmForm grade"] = ConfirmFinding.Grades.Keys,
        ["Audits/AnswerForm result"] = AnswerItem.Results.Keys,
        ["Audits/SampleForm population"] = DrawSample.Populations.Keys,
        ["Reviews/PlanForm interval"] = PlanReview.Intervals.Keys,
        ["Reviews/NoteForm input"] = ReviewInputs.All,
        ["Reviews/DecideForm kind"] = Decide.Kinds.Keys,
        ["Reviews/ConcludeForm suitable"] = Conclude.Judgements.Keys,
        ["Reviews/ConcludeForm adequate"] = Conclude.Judgements.Keys,
        ["Reviews/ConcludeForm effective"] = Conclude.Judgements.Keys,
        ["Certification/VisitForm kind"] = PlanVisit.Kinds.Keys,
        ["Certification/ChangeForm kind"] = RaiseChange.Kinds.Keys,
        ["Certification/TellForm tell"] = AnswerChange.Answers.Keys,
        ["Certification/FindingForm grade"] = NoteFinding.Grades.Keys,
        ["Certification/RegradeForm grade"] = NoteFinding.Grades.Keys,
        ["Policies/PolicyForm kind"] = DraftPolicy.Kinds.Keys,
        ["Policies/PolicyForm review"] = DraftPolicy.Intervals.Keys,
        ["Policies/ApproveForm significance"] = ApprovePolicy.Choices.Keys,
        ["Policies/CampaignForm audience"] = StartCampaign.Kinds.Keys,
        ["Policies/CampaignForm ladder"] = StartCampaign.Ladders.Keys,
        ["Risks/LawForm prohibited"] = LawAnswers.Words.Keys,
        ["Risks/LawForm unlawful"] = LawAnswers.Words.Keys,
        ["Risks/LawForm people"] = LawAnswers.Words.Keys,
        ["Risks/MethodForm lowAuthority"] = ChangeMethod.Authorities.Keys,
        ["Risks/MethodForm mediumAuthority"] = ChangeMethod.Authorities.Keys,
        ["Risks/MethodForm highAuthority"] = ChangeMethod.Authorities.Keys,
        ["Risks/MethodForm criticalAuthority"] = ChangeMethod.Authorities.Keys,
        ["Risks/MethodForm lowVotes"] = ChangeMethod.VoteChoices.Keys,
        ["Risks/MethodForm mediumVotes"] = ChangeMethod.VoteChoices.Keys,
        ["Risks/MethodForm highVotes"] = ChangeMethod.VoteChoices.Keys,
        ["Risks/MethodForm criticalVotes"] = ChangeMethod.VoteChoices.Keys,
        ["Risks/MethodForm tolerance"] = ChangeMethod.Tolerances.Keys,
        ["Risks/RequestForm prohibited"] = LawAnswers.Words.Keys,
        ["Risks/RequestForm unlawful"] = LawAnswers.Words.Keys,
        ["Risks/RequestForm people"] = LawAnswers.Words.Keys,
        ["Risks/TreatForm treatment"] = TreatRisk.Treatments.Keys,
        ["SystemRegister/ImpactForm individuals"] = RecordImpact.Scale.Keys,
        ["SystemRegister/ImpactForm society"] = RecordImpact.Scale.Keys,
        ["Shared/QuestionForm pass"] = NewQuestion.PassMarks.Keys,
        ["Training/CourseForm purpose"] = CourseDetails.Purposes.Keys,
        ["Training/CourseForm roles"] = CourseDetails.AllRoles.Keys,
        ["Training/CourseForm valid"] = CourseDetails.Validities.Keys,
        ["Training/CourseForm judged"] = CourseDetails.AllRoles.Keys,
        ["Training/PublishForm significance"] = PublishCourse.Choices.Keys,
        ["Training/JudgeForm competent"] = JudgeCompetence.Choices.Keys,
        ["SystemRegister/SystemForm status"] = RegisterSystem.Statuses.Keys,
        ["SystemRegister/SystemForm role"] = RegisterSystem.SystemRoles.Keys,
    };

    public static TheoryData<string> Choices => [.. Tables.Keys];

    // What is on the card, for whom.

    [Theory]
    [InlineData("reported", "rita", "add-details")]
    [InlineData("reported", "hans", "take triage duplicate not-an-incident")]
    [InlineData("reported", "lea", "")]
    [InlineData("triaged", "rita", "add-details")]
    [InlineData("triaged", "hans", "duplicate not-an-incident ask-action")]
    [InlineData("triaged", "hilde", "take close duplicate not-an-incident ask-action")]
    [InlineData("triaged", "lea", "close ask-action")]
    [InlineData("closed", "rita", "reopen")]
    [InlineData("closed", "hilde", "reopen ask-action")]
    [InlineData("closed", "lea", "ask-action")]
    [InlineData("duplicate", "hans", "reopen")]
    [InlineData("not-an-incident", "rita", "reopen")]
    public async Task In_a_state_the_card_offers_somebody(string state, string who, string buttons) => Assert.Equal(
        buttons, string.Join(' ', Buttons((await CardAsync(await InAsync(state), Named(who)))!).Select(verb => verb["incident.".Length..])));

    [Theory]
    [InlineData("reported")]
    [InlineData("triaged")]
    [InlineData("closed")]
    [InlineData("duplicate")]
    [InlineData("not-an-incident")]
    public async Task Nobody_else_sees_anything(string state)
    {
        var head = await InAsync(state);
        var seen = new List<string>();
        foreach (var who in new[] { "tom", "lotte", "petra", "oda", "sven" })
        {
            if (await CardAsync(head, Named(who)) is not null) seen.Add(who);
        }
        Assert.Empty(seen);
    }

    [Theory]
    [InlineData("lotte")]
    [InlineData("petra")]
    [InlineData("tom")]
    [InlineData("oda")]
    public async Task Who_was_told_sees_it_and_has_no_buttons(string who) =>
        Assert.Empty(Buttons((await CardAsync(await TriageAsync(await ReportAsync(), Hans, Severity.S1, system: Translator), Named(who)))!));

    [Fact]
    public async Task A_button_carries_the_record_and_its_basis()
    {
        var head = await ReportAsync();
        using var card = JsonDocument.Parse((await CardAsync(head, Hans))!.Json);
        Assert.Equal(new ActionRef(head.Id, head.Basis), ActionRef.Read(card.RootElement.GetProperty("actions")[0].GetProperty("data")));
    }

    [Theory]
    [InlineData("en", "Reported by")]
    [InlineData("nb", "Meldt av")]
    public async Task A_card_is_in_the_readers_language(string language, string words) =>
        Assert.Contains(words, Aloud(await CardAsync(await ReportAsync(), await SpeakingAsync(language))), StringComparison.Ordinal);

    [Fact]
    public async Task A_text_that_was_erased_shows_as_erased()
    {
        var head = await Bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.text", "names"), (await ReportAsync()).Id);
        Assert.Contains("(This text was erased.)", Aloud(await CardAsync(head, Hans)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_without_a_name_is_somebody()
    {
        await Bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.name", "asked for"), Rita.Person!.Id);
        Assert.Contains("somebody we have no name for", Aloud(await CardAsync(await ReportAsync(), Hans)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_text_is_no_template() => Assert.Contains(
        "${id} {{DATE(x)}}", CardDates.Restore(Aloud(await CardAsync(await ReportAsync(new IncidentDetails { Text = "${id} {{DATE(x)}}" }), Hans))), StringComparison.Ordinal);

    [Fact]
    public async Task A_day_without_a_time_shows_no_time() => Assert.Contains(
        "Happened: 3 Jan 2027\n", Aloud(await CardAsync(await ReportAsync(new IncidentDetails { Text = "x", Day = new(2027, 1, 3) }), Hans)), StringComparison.Ordinal);

    // Forms.

    [Fact]
    public async Task Add_details_opens_with_what_is_known()
    {
        var head = await ReportAsync(new IncidentDetails
        {
            Text = "two names",
            Kind = IncidentKind.Hazard,
            System = Translator.Value,
            Affected = "applicants",
            Severity = Severity.S2,
            Day = new(2027, 1, 3),
            Time = new(9, 5),
        });
        Assert.Equal(
            ["affected=applicants", "date=2027-01-03", "kind=hazard", "severity=S2", $"system={Translator}", "text=two names", "time=09:05"],
            Filled(await FormAsync(AddDetails.Step, head, Rita)));
    }

    [Fact]
    public async Task Add_details_opens_with_what_is_not_known_left_open() => Assert.Equal(
        ["kind=not-sure", "severity=not-sure", "system=not-listed", "text=two names were swapped"], Filled(await FormAsync(AddDetails.Step, await ReportAsync(), Rita)));

    [Fact]
    public async Task A_triage_opens_with_the_reporters_view() => Assert.Equal(
        ["severity=S2", "system=not-listed", "type=incident"],
        Filled(await FormAsync(TriageIncident.Step, await ReportAsync(new IncidentDetails { Text = "x", Kind = IncidentKind.Incident, Severity = Severity.S2 }), Hans)));

    [Fact]
    public async Task A_triage_shows_an_erased_text_as_erased()
    {
        var head = await Bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.text", "names"), (await ReportAsync()).Id);
        Assert.Contains("(This text was erased.)", Aloud(await FormAsync(TriageIncident.Step, head, Hans)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_opens_with_the_message_that_it_is_about()
    {
        var values = new Dictionary<string, string> { ["text"] = "look at this\nhttps://example.com/archives/C1/p1" };
        var (form, _) = await Bench.MakeCards().FormAsync(CoreBench.Organisation, ReportIncident.Step, new ActionRef(null, null), Rita.Person!, values, default);
        Assert.Equal(["text=look at this\nhttps://example.com/archives/C1/p1"], Filled(form!));
    }

    [Fact]
    public async Task A_form_offers_the_systems_in_use()
    {
        var retired = await Bench.KeepAsync(RegisterSystem.Step, new RegisterSystem("old one", "oda@example.com", SystemStatus.InUse), null, Lea);
        await Bench.KeepAsync(RetireSystem.Step, new RetireSystem(), retired.Id, Lea);
        Assert.Equal([Translator.Value, "not-listed"], Offered(await FormAsync(TriageIncident.Step, await ReportAsync(), Hans), "system"));
    }

    [Fact]
    public async Task A_form_offers_the_system_that_stands_there_though_it_was_retired()
    {
        var head = await ReportAsync(new IncidentDetails { Text = "x", System = Translator.Value });
        await Bench.KeepAsync(RetireSystem.Step, new RetireSystem(), Translator, Lea);
        Assert.Equal([Translator.Value, "not-listed"], Offered(await FormAsync(TriageIncident.Step, head, Hans), "system"));
    }

    [Theory, MemberData(nameof(Choices))]
    public void A_form_offers_what_is_understood(string choice)
    {
        var (card, id) = (choice.Split(' ')[0], choice.Split(' ')[1]);
        using var template = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Source.Root, "cards", card + ".card.json")));
        Assert.Equal(Tables[choice].Order(StringComparer.Ordinal), Values(Input(template.RootElement, id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_choice_of_a_form_stands_in_a_table_above() => Assert.Empty(
        from file in Directory.GetFiles(Path.Combine(Source.Root, "cards"), "*Form.card.json", SearchOption.AllDirectories)
        let card = Path.GetFileName(Path.GetDirectoryName(file)) + "/" + Path.GetFileName(file)[..^".card.json".Length]
        from input in JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("body").EnumerateArray()
        where input.GetProperty("type").GetString() == "Input.ChoiceSet"
        // What the records offer stands in no table.
        where input.GetProperty("choices").EnumerateArray().All(choice => !choice.TryGetProperty("$data", out _))
        let choice = $"{card} {input.GetProperty("id").GetString()}"
        where !Tables.ContainsKey(choice)
        select choice);

    // Forms that are not opened.

    [Fact]
    public async Task A_card_that_is_out_of_date_opens_no_form()
    {
        var head = await ReportAsync();
        await TakeAsync(head, Hilde);
        Assert.Equal(Refusals.Stale, await RefusedAsync(TriageIncident.Step, new ActionRef(head.Id, head.Basis), Hans));
    }

    [Fact]
    public async Task A_card_that_is_out_of_date_still_opens_what_binds_to_nothing()
    {
        var head = await ReportAsync();
        await TakeAsync(head, Hilde);
        Assert.Null(await RefusedAsync(AddDetails.Step, new ActionRef(head.Id, head.Basis), Rita));
    }

    [Fact]
    public async Task A_state_that_has_no_such_step_opens_no_form() =>
        Assert.Equal(Refusals.NotNow, await RefusedAsync(CloseIncident.Step, new ActionRef((await ReportAsync()).Id, null), Hilde));

    [Fact]
    public async Task Who_may_not_take_the_step_gets_no_form() =>
        Assert.Equal(Refusals.NotAllowed, await RefusedAsync(CloseIncident.Step, new ActionRef((await InAsync("triaged")).Id, null), Rita));

    [Fact]
    public async Task The_assignee_gets_no_form_for_closing() =>
        Assert.Equal(Refusals.NotAllowed, await RefusedAsync(CloseIncident.Step, new ActionRef((await InAsync("triaged")).Id, null), Hans));

    [Fact]
    public async Task Who_may_not_see_the_record_learns_nothing_of_it() =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(CloseIncident.Step, new ActionRef((await InAsync("triaged")).Id, null), Sven));

    [Fact]
    public async Task A_record_that_is_not_there_opens_no_form() =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(CloseIncident.Step, new ActionRef(new RecordId("INC-0000-0001"), 1), Hilde));

    [Fact]
    public async Task A_record_of_another_type_opens_no_form() =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(CloseIncident.Step, new ActionRef(Translator, null), Lea));

    [Fact]
    public async Task A_forged_button_without_its_record_opens_no_form() =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(CloseIncident.Step, new ActionRef(null, null), Lea));

    [Fact]
    public async Task A_forged_button_that_reports_on_a_record_opens_no_form() =>
        Assert.Equal(Refusals.NotNow, await RefusedAsync(ReportIncident.Step, new ActionRef((await ReportAsync()).Id, null), Hans));

    [Fact]
    public async Task A_step_without_a_form_opens_none() =>
        Assert.Equal(Refusals.NotNow, await RefusedAsync(TakeIncident.Step, new ActionRef((await ReportAsync()).Id, null), Hans));

    [Fact]
    public async Task Only_who_registers_systems_gets_the_form() =>
        Assert.Equal(Refusals.NotAllowed, await RefusedAsync(RegisterSystem.Step, new ActionRef(null, null), Rita));

    private async Task<Actor> SpeakingAsync(string language)
    {
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(Hans.Person!.Details with { Language = language }), Hans.Person.Id);
        return Actor.Of((await Bench.People.PersonAsync("demo", Hans.Person.Id, default))!);
    }

    private async Task<RenderedCard?> CardAsync(Head head, Actor reader) =>
        await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(head.Id), reader.Person!, default);

    private async Task<string?> RefusedAsync(Step step, ActionRef target, Actor reader) =>
        (await Bench.MakeCards().FormAsync(CoreBench.Organisation, step, target, reader.Person!, null, default)).Refusal?.Key;

    private static string Aloud(RenderedCard? card)
    {
        using var json = JsonDocument.Parse(card!.Json);
        return CardReading.Aloud(json.RootElement);
    }

    private static string[] Buttons(RenderedCard card)
    {
        using var json = JsonDocument.Parse(card.Json);
        return json.RootElement.TryGetProperty("actions", out var actions) ? [.. actions.EnumerateArray().Select(a => a.GetProperty("verb").GetString()!)] : [];
    }

    private static IEnumerable<string> Filled(RenderedCard form) =>
        Untouched(form).Where(value => value.Value.Length > 0).Select(value => $"{value.Key}={value.Value}").Order(StringComparer.Ordinal);

    private static string[] Offered(RenderedCard form, string id)
    {
        using var json = JsonDocument.Parse(form.Json);
        return [.. Values(Input(json.RootElement, id))];
    }

    private static JsonElement Input(JsonElement card, string id) =>
        card.GetProperty("body").EnumerateArray().Single(element => element.TryGetProperty("id", out var own) && own.GetString() == id);

    private static IEnumerable<string> Values(JsonElement input) => input.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("value").GetString()!);
}
