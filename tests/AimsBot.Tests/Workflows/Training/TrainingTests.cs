using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Reminders;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Training;

namespace AimsBot.Tests.Workflows.Training;

public sealed class TrainingTests : TrainingBench
{
    // T1: competence.

    [Fact, Trait("Rule", "T1")]
    public async Task A_course_that_was_taken_is_not_yet_competence_where_the_role_asks_for_a_judgement()
    {
        var course = await PublishAsync(Details(judged: [Role.IncidentHandler]));
        await AttestAsync(course, Claus);
        Assert.Equal((AssignmentStates.Attested, 1, 0), ((await HeadAsync(course, Claus)).State, (await FiguresAsync(course)).Valid, (await FiguresAsync(course)).Competent));
        Assert.Contains("the competence is not confirmed yet", await CardAsync(await HeadAsync(course, Claus), Claus), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "T1")]
    public async Task The_named_judge_is_asked_and_how_the_effect_was_judged_is_kept()
    {
        var course = await PublishAsync(Details(judged: [Role.IncidentHandler]));
        await AttestAsync(course, Claus);
        await SweepAsync();
        Assert.Single(Posts(Jane), p => p.Card.Name == "Training/Training");
        var judged = await Bench.KeepAsync(JudgeCompetence.Step, new JudgeCompetence(true, "he closed two well"), (await HeadAsync(course, Claus)).Id, Jane);
        var judgement = (await BodyAsync(course, Claus)).Current!.Judgement!;
        Assert.Equal((AssignmentStates.Competent, true, "he closed two well", Jane.Person!.Id), (judged.State, judgement.IsCompetent, judgement.How, judgement.By));
        Assert.Equal(1, (await FiguresAsync(course)).Competent);
    }

    [Fact, Trait("Rule", "T1")]
    public async Task Whoever_cannot_do_it_yet_takes_it_again()
    {
        var course = await PublishAsync(Details(judged: [Role.IncidentHandler]));
        await AttestAsync(course, Claus);
        await Bench.KeepAsync(JudgeCompetence.Step, new JudgeCompetence(false, "he missed one"), (await HeadAsync(course, Claus)).Id, Jane);
        var body = await BodyAsync(course, Claus);
        Assert.Equal((AssignmentStates.Assigned, null, false), ((await HeadAsync(course, Claus)).State, body.Current, body.Attestations[0].Judgement!.IsCompetent));
    }

    [Fact, Trait("Rule", "T1")]
    public async Task Nobody_else_judges_and_nobody_themselves()
    {
        var course = await PublishAsync(Details(judged: [Role.IncidentHandler]));
        await AttestAsync(course, Claus);
        foreach (var other in new[] { Claus, Sven, Mona, Lea, Tom })
            Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(JudgeCompetence.Step, new JudgeCompetence(true, "I say so"), (await HeadAsync(course, Claus)).Id, other));
    }

    [Fact, Trait("Rule", "T1")]
    public async Task A_judge_who_needs_it_too_is_judged_by_the_line_manager()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.IncidentHandler), Jane.Person!.Id);
        await ChangeAsync(Jane, p => p with { Manager = Mona.Person!.Id });
        var course = await PublishAsync(Details(judged: [Role.IncidentHandler]));
        Assert.Equal((Mona.Person!.Id, Jane.Person.Id), ((await BodyAsync(course, Jane)).Judge, (await BodyAsync(course, Claus)).Judge));
    }

    [Fact, Trait("Rule", "T1")]
    public async Task What_was_required_for_the_role_stands_with_the_proof()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        Assert.Equal([Role.IncidentHandler], (await BodyAsync(course, Claus)).Current!.Roles);
        Assert.Contains("\"Needed as: \"", await CardAsync(await HeadAsync(course, Claus), Mona), StringComparison.Ordinal);
    }

    // T2: what an attestation binds.

    [Fact, Trait("Rule", "T2")]
    public async Task It_binds_person_course_version_role_result_time_and_end()
    {
        var course = await PublishAsync(questions: 2);
        await AttestAsync(course, Claus, (await AnswersAsync(course)).Right);
        var body = await BodyAsync(course, Claus);
        var taken = body.Current!;
        Assert.Equal((Claus.Person!.Id, course.Id, "1.0", 2, Monday), (body.Person, body.Course, taken.Number, taken.Test!.Right, taken.At));
        // The last day of a year from Monday, 4 January 2027, in Oslo.
        Assert.Equal((new DateTimeOffset(2028, 1, 4, 23, 0, 0, TimeSpan.Zero), Role.IncidentHandler), (taken.Until, Assert.Single(taken.Roles)));
    }

    [Fact, Trait("Rule", "T2")]
    public async Task A_new_version_that_is_material_is_taken_again()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await NewVersionAsync(course, "Read the new guide.", isMaterial: true);
        await SweepAsync();
        Assert.Equal((AssignmentStates.Assigned, "2.0"), ((await HeadAsync(course, Claus)).State, (await BodyAsync(course, Claus)).Number));
        Assert.Equal((0, 2), ((await FiguresAsync(course)).Valid, (await FiguresAsync(course)).Pending));
    }

    [Fact, Trait("Rule", "T2")]
    public async Task A_small_change_leaves_what_was_taken()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await NewVersionAsync(course, "Read the guide!", isMaterial: false);
        await SweepAsync();
        Assert.Equal((AssignmentStates.Attested, AssignmentStates.Assigned, "1.1"), ((await HeadAsync(course, Claus)).State, (await HeadAsync(course, Sven)).State, (await BodyAsync(course, Sven)).Number));
    }

    [Fact, Trait("Rule", "T2")]
    public async Task A_version_that_lands_while_somebody_is_at_the_old_one_refuses_their_click()
    {
        var course = await PublishAsync();
        var head = await HeadAsync(course, Claus);
        await NewVersionAsync(course, "Read the new guide.", isMaterial: true);
        Assert.Equal("training.superseded", await Bench.RefusalAsync(AttestTraining.Step, new AttestTraining(), head.Id, Claus, head.Basis));
    }

    [Fact, Trait("Rule", "T2")]
    public async Task The_receipt_is_the_certificate()
    {
        var course = await PublishAsync(questions: 2);
        var receipt = await ReceiptAsync(AttestTraining.Step, await AttestAsync(course, Claus, (await AnswersAsync(course)).Right), Claus);
        foreach (var word in new[] { "Certificate TRN-", "claus", "Handling incidents", "tested: enough answers were right", "I have taken version 1.0 of Handling incidents.", "4 Jan 2028" })
            Assert.Contains(word, receipt, StringComparison.Ordinal);
    }

    // T3 and T4: literacy and oversight.

    [Fact, Trait("Rule", "T3")]
    public async Task A_course_for_literacy_is_called_a_measure_and_promises_no_level() =>
        Assert.Contains("A measure that supports AI literacy. It does not promise that anybody reaches a level.", await CardAsync(await PublishAsync(Details(purpose: CoursePurpose.Literacy, roles: [Role.Staff])), Claus), StringComparison.Ordinal);

    [Fact, Trait("Rule", "T3")]
    public async Task It_is_for_everyone_who_works_here_contractors_too()
    {
        await ChangeAsync(Sven, p => p with { Employment = "contractor" });
        var course = await PublishAsync(Details(purpose: CoursePurpose.Literacy, roles: [Role.Staff]));
        Assert.Equal((6, AssignmentStates.Assigned), ((await FiguresAsync(course)).Headcount, (await HeadAsync(course, Sven)).State));
    }

    [Fact, Trait("Rule", "T4")]
    public async Task Those_who_oversee_a_system_show_training_and_competence_before_they_count_as_competent()
    {
        var course = await PublishAsync(Details(purpose: CoursePurpose.Oversight, roles: [Role.Manager], judged: [Role.Manager]));
        await AttestAsync(course, Mona);
        Assert.Equal(0, (await FiguresAsync(course)).Competent);
        await Bench.KeepAsync(JudgeCompetence.Step, new JudgeCompetence(true, "she stopped a run"), (await HeadAsync(course, Mona)).Id, Jane);
        Assert.Equal((1, 1), ((await FiguresAsync(course)).Competent, (await FiguresAsync(course)).Headcount));
    }

    // T5: classes of evidence.

    [Fact, Trait("Rule", "T5")]
    public async Task Declared_tested_and_recorded_are_counted_apart()
    {
        var declared = await PublishAsync();
        var tested = await PublishAsync(questions: 2);
        await AttestAsync(declared, Claus);
        await Bench.KeepAsync(RecordTraining.Step, new RecordTraining(new DateOnly(2026, 12, 1), "folder 4"), (await HeadAsync(declared, Sven)).Id, Lea);
        await AttestAsync(tested, Claus, (await AnswersAsync(tested)).Right);
        Assert.Equal((1, 0, 1), (await FiguresAsync(declared)) is var d ? (d.Declared, d.Tested, d.Recorded) : default);
        Assert.Equal((0, 1, 0), (await FiguresAsync(tested)) is var t ? (t.Declared, t.Tested, t.Recorded) : default);
    }

    [Fact, Trait("Rule", "T5")]
    public async Task A_card_says_which_it_is()
    {
        var declared = await PublishAsync();
        await AttestAsync(declared, Claus);
        await Bench.KeepAsync(RecordTraining.Step, new RecordTraining(new DateOnly(2026, 12, 1), "folder 4"), (await HeadAsync(declared, Sven)).Id, Lea);
        Assert.Contains("own declaration, not tested", await CardAsync(await HeadAsync(declared, Claus), Mona), StringComparison.Ordinal);
        Assert.Contains("certificate from elsewhere, put down by lea: folder 4", await CardAsync(await HeadAsync(declared, Sven), Mona), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "T5")]
    public async Task A_test_that_was_not_passed_counts_as_a_try_and_explains_what_was_wrong()
    {
        var course = await PublishAsync(questions: 2);
        var answers = await AnswersAsync(course);
        var tried = await AttestAsync(course, Claus, answers.Right[0], answers.Wrong[1]);
        Assert.Equal((AssignmentStates.Assigned, 1, 1), (tried.State, (await BodyAsync(course, Claus)).Tries, (await BodyAsync(course, Claus)).LastTry!.Right));
        var receipt = await ReceiptAsync(AttestTraining.Step, tried, Claus);
        Assert.Contains("1 of 2 right, 2 are needed (try 1)", receipt, StringComparison.Ordinal);
        Assert.Contains("They are kept there.", receipt, StringComparison.Ordinal);
        await AttestAsync(course, Claus, answers.Right);
        Assert.Equal((AssignmentStates.Attested, 2), ((await HeadAsync(course, Claus)).State, (await BodyAsync(course, Claus)).Current!.Tries));
    }

    [Fact, Trait("Rule", "T5")]
    public async Task Nobody_puts_down_a_certificate_of_their_own()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.IncidentHandler), Lea.Person!.Id);
        var course = await PublishAsync();
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(RecordTraining.Step, new RecordTraining(new DateOnly(2026, 12, 1), "mine"), (await HeadAsync(course, Lea)).Id, Lea));
    }

    // T6: renewal, roles, incidents.

    [Fact, Trait("Rule", "T6")]
    public async Task It_is_asked_for_again_before_it_ends_and_holds_until_then()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await SweepAtAsync(new DateTimeOffset(2027, 12, 2, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal((AssignmentStates.Attested, 1), ((await HeadAsync(course, Claus)).State, (await FiguresAsync(course)).Valid));
        await SweepAtAsync(new DateTimeOffset(2027, 12, 3, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal((AssignmentStates.Assigned, new DateOnly(2028, 1, 4), 1, 0), ((await HeadAsync(course, Claus)).State, (await BodyAsync(course, Claus)).Due, (await FiguresAsync(course)).Valid, (await FiguresAsync(course)).Pending));
        await SweepAtAsync(new DateTimeOffset(2028, 1, 5, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((0, 2, 2), (await FiguresAsync(course)) is var f ? (f.Valid, f.Overdue, f.Headcount) : default);
    }

    [Fact, Trait("Rule", "T6")]
    public async Task A_course_of_29_February_holds_until_the_last_of_February()
    {
        Bench.Clock.SetUtcNow(new DateTimeOffset(2028, 2, 29, 10, 0, 0, TimeSpan.Zero));
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        Assert.Equal(new DateTimeOffset(2029, 2, 28, 23, 0, 0, TimeSpan.Zero), (await BodyAsync(course, Claus)).Current!.Until);
    }

    [Fact, Trait("Rule", "T6")]
    public async Task Whoever_gets_a_role_that_needs_it_is_asked_and_whoever_loses_it_is_not()
    {
        var course = await PublishAsync();
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.IncidentHandler), Tom.Person!.Id);
        await Bench.KeepAsync(TakeRole.Step, new TakeRole(Role.IncidentHandler), Sven.Person!.Id);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((AssignmentStates.Assigned, AssignmentStates.Stopped, 2), ((await HeadAsync(course, Tom)).State, (await HeadAsync(course, Sven)).State, (await FiguresAsync(course)).Headcount));
    }

    [Fact, Trait("Rule", "T6")]
    public async Task Another_role_that_needs_it_asks_again_before_it_ends()
    {
        var course = await PublishAsync(Details(roles: [Role.IncidentHandler, Role.Legal]));
        await AttestAsync(course, Claus);
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.Legal), Claus.Person!.Id);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((AssignmentStates.Assigned, "role"), ((await HeadAsync(course, Claus)).State, (await BodyAsync(course, Claus)).Last!.What));
    }

    [Fact, Trait("Rule", "T6")]
    public async Task After_an_incident_everyone_or_one_is_asked_again()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await AttestAsync(course, Sven);
        await Bench.KeepAsync(AskAgain.Step, new AskAgain("INC-0000-0001"), (await HeadAsync(course, Claus)).Id, Mona);
        Assert.Equal((AssignmentStates.Assigned, AssignmentStates.Attested), ((await HeadAsync(course, Claus)).State, (await HeadAsync(course, Sven)).State));
        Bench.Clock.SetUtcNow(Monday.AddHours(1));
        await Bench.KeepAsync(RepeatCourse.Step, new RepeatCourse("INC-0000-0002"), course.Id, Lea);
        await SweepAsync();
        Assert.Equal(AssignmentStates.Assigned, (await HeadAsync(course, Sven)).State);
    }

    [Fact, Trait("Rule", "T6")]
    public async Task Whoever_joins_has_the_days_from_their_first_one_on()
    {
        var course = await PublishAsync();
        var nina = await ChangeAsync(await AddAsync("nina", Role.IncidentHandler), p => p with { StartDate = new DateOnly(2027, 2, 1) });
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal(new DateOnly(2027, 3, 3), (await BodyAsync(course, nina)).Due);
    }

    [Fact]
    public async Task Long_leave_is_exempt_and_what_was_taken_holds_on_return()
    {
        var course = await PublishAsync();
        await ChangeAsync(Sven, p => p with { LeaveFrom = new DateOnly(2027, 1, 5), LeaveUntil = new DateOnly(2027, 3, 1) });
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((1, 2), ((await FiguresAsync(course)).Exempt, (await FiguresAsync(course)).Headcount));
        await SweepAtAsync(new DateTimeOffset(2027, 3, 2, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal((AssignmentStates.Assigned, new DateOnly(2027, 4, 1)), ((await HeadAsync(course, Sven)).State, (await BodyAsync(course, Sven)).Due));
    }

    [Fact]
    public async Task A_retired_course_asks_nobody_and_keeps_what_was_taken()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await Bench.KeepAsync(RetireCourse.Step, new RetireCourse("no need"), course.Id, Lea);
        await SweepAsync();
        Assert.Equal((AssignmentStates.Stopped, AssignmentStates.Stopped, 1), ((await HeadAsync(course, Claus)).State, (await HeadAsync(course, Sven)).State, (await BodyAsync(course, Claus)).Attestations.Count));
    }

    // Reminders, by the ladders of the core.

    [Fact, Trait("Rule", "M1")]
    public async Task Each_rung_is_one_message()
    {
        var course = await PublishAsync();
        Assert.Equal((1, new DateOnly(2027, 2, 3)), (Asked(Claus), (await BodyAsync(course, Claus)).Due));
        await SweepAtAsync(new DateTimeOffset(2027, 1, 20, 8, 0, 0, TimeSpan.Zero));
        await SweepAsync();
        Assert.Equal(2, Asked(Claus));
    }

    [Fact, Trait("Rule", "M6")]
    public async Task Nobody_is_reminded_after_they_took_it()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await SweepAtAsync(new DateTimeOffset(2027, 1, 20, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal((1, 2), (Asked(Claus), Asked(Sven)));
    }

    [Fact, Trait("Rule", "M2")]
    public async Task Three_days_late_the_manager_hears_a_week_late_the_lead_and_two_weeks_late_top_management()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await SweepAtAsync(new DateTimeOffset(2027, 2, 5, 8, 0, 0, TimeSpan.Zero));
        Assert.Empty(Posts(Mona));
        await SweepAtAsync(new DateTimeOffset(2027, 2, 8, 8, 0, 0, TimeSpan.Zero));
        Assert.Single(Posts(Mona));
        Assert.DoesNotContain(Posts(Tom), p => p.Card.Name == "Training/Course");
        await SweepAtAsync(new DateTimeOffset(2027, 2, 15, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal("late", (await Bench.BodyAsync<Course>(course.Id)).Last!.What);
        await SweepAtAsync(new DateTimeOffset(2027, 2, 22, 8, 0, 0, TimeSpan.Zero));
        Assert.Single(Posts(Tom), p => p.Card.Name == "Training/Course");
    }

    [Fact]
    public async Task Remind_me_tomorrow_is_one_more_message_three_times_at_most()
    {
        var course = await PublishAsync();
        var id = (await HeadAsync(course, Claus)).Id;
        for (var day = 1; day <= Reminding.MostPutOffs; day++)
        {
            await Bench.KeepAsync(PutOffTraining.Step, new PutOffTraining(), id, Claus);
            await SweepAtAsync(Monday.AddDays(day));
            Assert.Equal(1 + day, Asked(Claus));
        }
        Assert.Equal("tomorrow.tooOften", await Bench.RefusalAsync(PutOffTraining.Step, new PutOffTraining(), id, Claus));
    }

    [Fact]
    public async Task Remind_me_tomorrow_never_goes_past_the_last_day()
    {
        var course = await PublishAsync();
        Bench.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 3, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal("tomorrow.pastDue", await Bench.RefusalAsync(PutOffTraining.Step, new PutOffTraining(), (await HeadAsync(course, Claus)).Id, Claus));
    }

    [Fact, Trait("Rule", "M10")]
    public async Task Whom_no_chat_takes_is_counted_as_unreachable_and_the_manager_hears_of_it()
    {
        Slack.Instead = (_, request, _) => Task.FromResult(request.Account.User == "USVEN" ? new Unreachable("not installed") : FakeChannel.Shown(request));
        var course = await PublishAsync();
        await SweepAsync();
        Assert.Equal((1, 1, 2), (await FiguresAsync(course)) is var f ? (f.Unreachable, f.Pending, f.Headcount) : default);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Single(Posts(Mona));
    }

    // Words.

    [Fact]
    public async Task The_competence_table_says_who_needs_what_who_has_it_and_until_when()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        var lead = await SaysAsync(Lea, "training status");
        Assert.Contains("claus: ", lead, StringComparison.Ordinal);
        Assert.Contains("Handling incidents 1.0: taken (declared, until 4 Jan 2028)", lead, StringComparison.Ordinal);
        Assert.Contains("Handling incidents 1.0: to be taken by 3 Feb 2027", lead, StringComparison.Ordinal);
        Assert.Contains("sven: ", await SaysAsync(Mona, "training status"), StringComparison.Ordinal);
        Assert.DoesNotContain("sven: ", await SaysAsync(Claus, "training status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mine_shows_what_my_roles_need()
    {
        await PublishAsync();
        Assert.Contains("Handling incidents 1.0", await SaysAsync(Claus, "training mine"), StringComparison.Ordinal);
        Assert.Contains("Your roles need no course.", await SaysAsync(Tom, "training mine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_gives_figures_to_the_lead_and_to_nobody_below()
    {
        await PublishAsync();
        Assert.Contains("Need it, in all: 2", await SaysAsync(Lea, "training"), StringComparison.Ordinal);
        Assert.DoesNotContain("in all", await SaysAsync(Claus, "training"), StringComparison.Ordinal);
    }

    // Bad input.

    [Fact]
    public async Task Nobody_takes_a_course_for_another()
    {
        var head = await HeadAsync(await PublishAsync(), Claus);
        foreach (var other in new[] { Sven, Mona, Lea, Tom, Actor.Operator, Actor.Clock })
            Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(AttestTraining.Step, new AttestTraining(), head.Id, other));
    }

    [Fact]
    public async Task A_test_with_one_question_is_not_published()
    {
        var draft = await DraftAsync();
        await Bench.KeepAsync(AddCourseQuestion.Step, new AddCourseQuestion(Question), draft.Id, Lea);
        Assert.Equal("quiz.tooFew", await Bench.RefusalAsync(PublishCourse.Step, new PublishCourse(true, "now"), draft.Id, Lea));
    }

    [Fact]
    public async Task A_judge_who_is_not_there_is_said_in_the_form() => Assert.IsType<FormReturned>(
        await Bench.TakeAsync(DraftCourse.Step, new DraftCourse(Details(judged: [Role.IncidentHandler]) with { JudgeAddress = "nobody@example.com" }), null, Lea));

    [Fact]
    public async Task A_certificate_of_tomorrow_or_of_long_ago_is_refused()
    {
        var head = await HeadAsync(await PublishAsync(), Claus);
        foreach (var day in new[] { new DateOnly(2027, 1, 5), new DateOnly(2026, 1, 3) })
            Assert.IsType<FormReturned>(await Bench.TakeAsync(RecordTraining.Step, new RecordTraining(day, "folder"), head.Id, Lea));
    }

    [Fact]
    public async Task The_parts_always_add_up_to_the_headcount()
    {
        var course = await PublishAsync(Details(roles: [Role.Staff]));
        await AttestAsync(course, Claus);
        await Bench.KeepAsync(ExemptTrainee.Step, new ExemptTrainee("no access"), (await HeadAsync(course, Sven)).Id, Lea);
        for (var day = 0; day < 420; day += 28)
        {
            await SweepAtAsync(Monday.AddDays(day).AddHours(1));
            Assert.Equal(6, (await FiguresAsync(course)).Headcount);
        }
    }

    [Fact, Trait("Rule", "M9")]
    public async Task A_lead_takes_out_the_list_of_everyone_and_nobody_else_does()
    {
        var course = await PublishAsync(Details(judged: [Role.IncidentHandler]));
        await AttestAsync(course, Claus);
        await Bench.KeepAsync(JudgeCompetence.Step, new JudgeCompetence(true, "=watched him"), (await HeadAsync(course, Claus)).Id, Jane);
        await Bench.KeepAsync(ExportCourse.Step, new ExportCourse(), course.Id, Lea);
        Assert.Equal("course-exported", (await Bench.HistoryAsync(course.Id))[^1].ReadHeader().Verb);
        Assert.Equal(AimsBot.Core.Refusals.NotAllowed, await Bench.RefusalAsync(ExportCourse.Step, new ExportCourse(), course.Id, Tom));
        var file = new TrainingFile(Bench.Store, Bench.People, Bench.MakeCards());
        var lines = Encoding.UTF8.GetString((await Bench.FetchAsync(file, Lea.Person!, course.Id))!).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("\uFEFFPerson,E-mail,", lines[0], StringComparison.Ordinal);
        Assert.Contains("claus,claus@example.com,mona,incident-handler,", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Contains("jane: =watched him", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Null(await Bench.FetchAsync(file, Tom.Person!, course.Id));
        Assert.Null(await Bench.FetchAsync(file, Lea.Person!, (await HeadAsync(course, Claus)).Id));
    }

    [Fact]
    public async Task The_figures_of_each_month_are_kept_once_and_shown()
    {
        var course = await PublishAsync();
        await AttestAsync(course, Claus);
        await SweepAtAsync(new DateTimeOffset(2027, 2, 3, 6, 0, 0, TimeSpan.Zero));
        await SweepAtAsync(new DateTimeOffset(2027, 2, 4, 6, 0, 0, TimeSpan.Zero));
        var kept = Assert.Single((await Bench.BodyAsync<Course>(course.Id)).Snapshots).Figures;
        Assert.Equal((1, 2), (kept.Valid, kept.Headcount));
        Assert.Contains("3 Feb 2027: 1/2", await CardAsync(course, Lea), StringComparison.Ordinal);
    }
}
