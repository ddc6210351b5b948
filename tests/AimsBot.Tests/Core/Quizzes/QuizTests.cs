using AimsBot.Core;
using AimsBot.Core.Quizzes;
using CsCheck;

namespace AimsBot.Tests.Core.Quizzes;

public class QuizTests
{
    private static readonly NewQuestion One = new("Which?", "this", ["that", "those"], "because", 80);

    private static Quiz Of(int questions, int pass = 80) =>
        Enumerable.Range(0, questions).Aggregate((Quiz?)null, (quiz, i) => (One with { Text = $"{i}?", PassMark = pass }).AddTo(quiz).Quiz)!;

    [Theory, Trait("Rule", "P5")]
    [InlineData(5, 80, 4)]
    [InlineData(4, 80, 4)]
    [InlineData(3, 50, 2)]
    [InlineData(2, 60, 2)]
    [InlineData(5, 100, 5)]
    public void The_pass_mark_is_rounded_up(int questions, int pass, int needed) => Assert.Equal(needed, Of(questions, pass).Needed);

    [Fact, Trait("Rule", "P5")]
    public void It_is_passed_with_so_many_right_and_not_with_one_less() => Gen.Int[2, 5].Select(Gen.Int[0, 5]).Sample((questions, right) =>
    {
        var quiz = Of(questions);
        var answers = quiz.Questions.Select((q, i) => i < right ? q.Right : (q.Right + 1) % q.Options.Count).ToArray();
        var done = quiz.Mark(answers, default);
        Assert.Equal((Math.Min(right, questions), right >= quiz.Needed), (done.Right, done.Passed));
    });

    [Fact, Trait("Rule", "P5")]
    public void One_question_is_no_quiz_and_six_are_too_many()
    {
        Assert.Equal("quiz.tooFew", Quiz.Unfinished(Of(1))!.Key);
        Assert.Null(Quiz.Unfinished(Of(5)));
        Assert.Null(Quiz.Unfinished(null));
        Assert.Equal("quiz.full", One.AddTo(Of(5)).Refusal!.Key);
    }

    [Fact]
    public void A_question_without_an_answer_is_named() => Assert.Equal(["q2"], Of(2).Open([0])!.Fields.Keys);

    [Fact]
    public void An_answer_that_is_no_option_is_none() => Assert.Equal(["q1", "q2"], Of(2).Open([9, -1])!.Fields.Keys);

    [Fact]
    public void The_right_answer_does_not_always_come_first() => Assert.Contains(
        Enumerable.Range(0, 10).Select(i => (One with { Text = $"{i}?" }).AddTo(null).Quiz!.Questions[0].Right), right => right != 0);

    [Fact]
    public void It_is_stored_and_read_as_it_was()
    {
        var quiz = Of(3);
        Assert.Equal(quiz.Hash(), Quiz.Read(System.Text.Encoding.UTF8.GetString(quiz.Bytes()))!.Hash());
    }

    [Theory]
    [InlineData("")]
    [InlineData("this")]
    [InlineData("a\nb\nc\nd\ne")]
    public void Wrong_answers_are_one_to_four_and_none_is_the_right_one(string wrong)
    {
        var form = new FormReader(new Dictionary<string, string> { ["question"] = "Which?", ["right"] = "this", ["wrong"] = wrong, ["why"] = "because", ["pass"] = "80" });
        NewQuestion.Read(form);
        Assert.Equal(["wrong"], form.Corrections!.Fields.Keys);
    }

    [Fact]
    public void An_option_fits_beside_a_button_of_every_chat()
    {
        var form = new FormReader(new Dictionary<string, string> { ["question"] = "Which?", ["right"] = new string('a', 71), ["wrong"] = new string('b', 71), ["why"] = "because" });
        NewQuestion.Read(form);
        Assert.Equal(["right", "wrong"], form.Corrections!.Fields.Keys.Order());
    }
}
