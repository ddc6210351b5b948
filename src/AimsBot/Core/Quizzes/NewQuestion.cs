using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.Core.Quizzes;

/// <summary>One more question for a quiz, as the form has it. The quiz's pass mark is the one that was chosen last.</summary>
public sealed record NewQuestion(string Text, string Right, IReadOnlyList<string> Wrong, string Why, int PassMark)
{
    /// <summary>The form that asks for it.</summary>
    public const string FormCard = "Shared/QuestionForm";

    /// <summary>The most characters of an option: as many as every chat shows beside a button.</summary>
    public const int LongestOption = 70;

    private const int MostWrong = 4;

    public static readonly IReadOnlyDictionary<string, int> PassMarks = new Dictionary<string, int> { ["50"] = 50, ["60"] = 60, ["80"] = 80, ["100"] = 100 };

    public static NewQuestion Read(FormReader form)
    {
        var right = form.RequiredText("right", LongestOption);
        string[] wrong = [.. form.RequiredText("wrong", 500).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (wrong.Length is 0 or > MostWrong || wrong.Contains(right) || wrong.Any(w => w.Length > LongestOption)) form.Reject("wrong", "quiz.wrongAnswers");
        return new NewQuestion(form.RequiredText("question", 300), right, wrong, form.RequiredText("why", 500), form.Choice("pass", PassMarks) ?? 100);
    }

    /// <summary>What the form holds at first: nothing, or what comes back to be corrected.</summary>
    public static JsonObject Data(CardFacts facts)
    {
        var values = new JsonObject { ["pass"] = "80" };
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["values"] = values };
    }

    /// <summary>The quiz with this question at its end, or why it takes no more.</summary>
    public (Quiz? Quiz, Refusal? Refusal) AddTo(Quiz? quiz)
    {
        var before = quiz?.Questions ?? [];
        if (before.Count >= Quiz.Most) return (null, new Refusal("quiz.full"));
        // In the order of their hashes: nobody learns that the right one comes first, and every process has the same order.
        string[] options = [.. Wrong.Append(Right).OrderBy(option => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text + option))), StringComparer.Ordinal)];
        return (new Quiz([.. before, new QuizQuestion(Text, options, Array.IndexOf(options, Right), Why)], PassMark), null);
    }
}
