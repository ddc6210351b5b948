using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>Questions on a policy, for whoever has read it (P5).</summary>
public sealed class PolicyQuizTests : PolicyBench
{
    private static readonly NewQuestion One = new("May names go in?", "No", ["Yes", "Sometimes"], "They are kept there.", 100);

    [Fact, Trait("Rule", "P5")]
    public async Task Enough_right_answers_confirm_it_and_the_try_is_kept()
    {
        var campaign = await RunningAsync(2);
        await TakeAsync(campaign, right: 2);
        var body = await AckBodyAsync(campaign, Claus);
        Assert.Equal((AcknowledgementStates.Acknowledged, 1, true), ((await AckAsync(campaign, Claus)).State, body.Tries, body.LastTry!.Passed));
    }

    [Fact, Trait("Rule", "P5")]
    public async Task Too_few_right_answers_confirm_nothing_are_explained_and_may_be_tried_again()
    {
        var campaign = await RunningAsync(2);
        await TakeAsync(campaign, right: 1);
        Assert.Equal((AcknowledgementStates.Pending, 1), ((await AckAsync(campaign, Claus)).State, (await AckBodyAsync(campaign, Claus)).Tries));
        var card = await CardAsync(await AckAsync(campaign, Claus), Claus);
        Assert.Contains("1 of 2 right, 2 are needed (try 1)", card, StringComparison.Ordinal);
        Assert.Contains("They are kept there.", card, StringComparison.Ordinal);
        await TakeAsync(campaign, right: 2);
        Assert.Equal((AcknowledgementStates.Acknowledged, 2), ((await AckAsync(campaign, Claus)).State, (await AckBodyAsync(campaign, Claus)).Tries));
    }

    [Fact, Trait("Rule", "P5")]
    public async Task What_somebody_answered_wrong_is_shown_to_nobody_else()
    {
        var campaign = await RunningAsync(2);
        await TakeAsync(campaign, right: 1);
        Assert.DoesNotContain("They are kept there.", await CardAsync(await AckAsync(campaign, Claus), Lea), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task A_question_without_an_answer_is_named_and_is_no_try()
    {
        var campaign = await RunningAsync(2);
        var returned = Assert.IsType<FormReturned>(await Bench.TakeAsync(Acknowledge.Step, new Acknowledge { Answers = [0] }, (await AckAsync(campaign, Claus)).Id, Claus));
        Assert.Equal("q2", Assert.Single(returned.Fields.Keys));
        Assert.Equal(0, (await AckBodyAsync(campaign, Claus)).Tries);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task The_form_asks_each_question_with_its_options_and_tells_no_answer()
    {
        var form = await FormAsync(Acknowledge.Step, await AckAsync(await RunningAsync(2), Claus), Claus);
        Assert.Contains("Question 2?", form, StringComparison.Ordinal);
        Assert.Contains("Sometimes", form, StringComparison.Ordinal);
        Assert.DoesNotContain("They are kept there.", form, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task Whoever_approves_sees_the_questions_with_the_right_answers()
    {
        var draft = await WithQuestionsAsync(2);
        var form = await FormAsync(ApprovePolicy.Step, draft, Lars);
        Assert.Contains("Question 1? Right: No.", form, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task One_question_alone_is_not_approved() =>
        Assert.Equal("quiz.tooFew", await Bench.RefusalAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "good"), (await WithQuestionsAsync(1)).Id, Lars));

    [Fact, Trait("Rule", "P5")]
    public async Task Questions_can_be_dropped_before_it_is_approved()
    {
        var draft = await WithQuestionsAsync(1);
        await Bench.KeepAsync(DropPolicyQuestions.Step, new DropPolicyQuestions(), draft.Id, Lea);
        Assert.Null((await Bench.BodyAsync<Policy>((await ApproveAsync(draft)).Id)).Current!.Quiz);
    }

    [Fact, Trait("Rule", "P2")]
    public async Task Whoever_adds_a_question_is_an_author_and_does_not_approve()
    {
        var draft = await DraftAsync();
        await Bench.KeepAsync(AddPolicyQuestion.Step, new AddPolicyQuestion(One), draft.Id, Lars);
        await Bench.KeepAsync(AddPolicyQuestion.Step, new AddPolicyQuestion(One with { Text = "And addresses?" }), draft.Id, Lars);
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "good"), draft.Id, Lars));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_try()
    {
        var campaign = await RunningAsync(2);
        var ack = await AckAsync(campaign, Claus);
        var (_, wrong) = await AnswersAsync(campaign);
        foreach (var key in new[] { "first", "second" })
            await Bench.TakeAsync(Acknowledge.Step, new Acknowledge { Answers = wrong }, ack.Id, Claus, ack.Basis, key);
        Assert.Equal(1, (await AckBodyAsync(campaign, Claus)).Tries);
    }

    [Fact, Trait("Rule", "M3")]
    public async Task Remind_me_tomorrow_is_one_more_message()
    {
        var campaign = await RunningAsync();
        await Bench.KeepAsync(PutOffReading.Step, new PutOffReading(), (await AckAsync(campaign, Claus)).Id, Claus);
        await SweepAtAsync(Monday.AddDays(1));
        await SweepAtAsync(Monday.AddDays(2));
        Assert.Equal((2, 1), (Asked(Claus), Asked(Sven)));
    }

    private async Task<Head> WithQuestionsAsync(int questions)
    {
        var draft = await DraftAsync();
        for (var i = 1; i <= questions; i++) draft = await Bench.KeepAsync(AddPolicyQuestion.Step, new AddPolicyQuestion(One with { Text = $"Question {i}?" }), draft.Id, Lea);
        return draft;
    }

    private async Task<Head> RunningAsync(int questions) => await StartAsync(await ApproveAsync(await WithQuestionsAsync(questions)));

    private async Task<(int[] Right, int[] Wrong)> AnswersAsync(Head campaign)
    {
        var hash = (await Bench.BodyAsync<Campaign>(campaign.Id)).Quiz!;
        var quiz = Quiz.Read(Encoding.UTF8.GetString((await Bench.Store.DocumentAsync("demo", hash, default))!))!;
        return ([.. quiz.Questions.Select(q => q.Right)], [.. quiz.Questions.Select(q => (q.Right + 1) % q.Options.Count)]);
    }

    private async Task TakeAsync(Head campaign, int right)
    {
        var answers = await AnswersAsync(campaign);
        await Bench.KeepAsync(Acknowledge.Step, new Acknowledge { Answers = [.. answers.Right.Take(right), .. answers.Wrong.Skip(right)] }, (await AckAsync(campaign, Claus)).Id, Claus);
    }
}
