using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.Core.Quizzes;

/// <summary>A quiz on cards: its questions in a form, what became of a try, and the whole of it for those who approve it.</summary>
public static class QuizCards
{
    /// <summary>The questions with their options as choices; a form that comes back holds what was chosen.</summary>
    public static JsonArray Questions(Quiz quiz, CardFacts facts) =>
    [
        .. quiz.Questions.Index().Select(q => new JsonObject
        {
            ["id"] = Quiz.InputOf(q.Index),
            ["count"] = q.Index + 1,
            ["text"] = q.Item.Text,
            ["chosen"] = facts.Values.GetValueOrDefault(Quiz.InputOf(q.Index)) ?? "",
            ["options"] = new JsonArray([.. q.Item.Options.Index().Select(o => new JsonObject { ["title"] = o.Item, ["value"] = o.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) })]),
        }),
    ];

    /// <summary>How many questions there are, and how many answers must be right.</summary>
    public static string Summary(Quiz quiz, CardText text) =>
        text.Format("quiz.summary", JsonSerializer.SerializeToElement(new { questions = quiz.Questions.Count, needed = quiz.Needed }));

    /// <summary>Every question with the right answer and the explanation, for whoever answers for it.</summary>
    public static JsonArray Solved(Quiz quiz, CardText text) =>
    [
        .. quiz.Questions.Select(q => new JsonObject
        {
            ["text"] = text.Format("quiz.solved", JsonSerializer.SerializeToElement(new { question = q.Text, right = q.Options[q.Right], others = string.Join(" / ", q.Options.Where((_, i) => i != q.Right)), why = q.Why })),
        }),
    ];

    /// <summary>How a try went.</summary>
    public static string Result(Quiz quiz, QuizTry done, int tries, CardText text) =>
        text.Format(done.Passed ? "quiz.passed" : "quiz.failed", JsonSerializer.SerializeToElement(new { right = done.Right, of = done.Of, needed = quiz.Needed, tries }));

    /// <summary>What was answered wrong, each with its explanation; the right answer is left to be found.</summary>
    public static JsonArray Wrong(Quiz quiz, QuizTry done) =>
    [
        .. quiz.Questions.Index().Where(q => done.Answers[q.Index] != q.Item.Right).Select(q => new JsonObject
        {
            ["question"] = q.Item.Text,
            ["answer"] = q.Item.Options[done.Answers[q.Index]],
            ["why"] = q.Item.Why,
        }),
    ];
}
