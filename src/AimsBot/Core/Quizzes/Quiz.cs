using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AimsBot.Core.Records;

namespace AimsBot.Core.Quizzes;

/// <summary>
/// Two to five questions on a text, with how many must be right. It is a document of the store under its hash, as the text is,
/// so that an answer is bound to the questions that were asked.
/// </summary>
/// <param name="PassMark">Percent of the answers that must be right.</param>
public sealed record Quiz(IReadOnlyList<QuizQuestion> Questions, int PassMark)
{
    public const int Fewest = 2;
    public const int Most = 5;

    /// <summary>How many answers must be right: the pass mark, rounded up.</summary>
    [JsonIgnore]
    public int Needed => ((Questions.Count * PassMark) + 99) / 100;

    public byte[] Bytes() => StoredJson.Write(this);

    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Bytes()));

    /// <summary>The quiz of a document; none where there is no document.</summary>
    public static Quiz? Read(string? document) => document is null ? null : StoredJson.Read<Quiz>(Encoding.UTF8.GetBytes(document));

    /// <summary>Why people cannot be asked it yet; none where they can.</summary>
    public static Refusal? Unfinished(Quiz? quiz) =>
        quiz is null || quiz.Questions.Count is >= Fewest and <= Most ? null : new Refusal("quiz.tooFew");

    /// <summary>The id of the input that takes the answer to a question.</summary>
    public static string InputOf(int question) => string.Create(CultureInfo.InvariantCulture, $"q{question + 1}");

    /// <summary>The answers of a form, as places of the options; -1 for a question without one.</summary>
    public static IReadOnlyList<int> ReadAnswers(FormReader form) =>
        [.. Enumerable.Range(0, Most).Select(i => int.TryParse(form.Text(InputOf(i), 10), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1)];

    /// <summary>What was left open, by input; none where every question has an answer.</summary>
    public Corrections? Open(IReadOnlyList<int> answers)
    {
        var open = Questions.Index().Where(q => q.Index >= answers.Count || answers[q.Index] < 0 || answers[q.Index] >= q.Item.Options.Count);
        var faults = open.ToDictionary(q => InputOf(q.Index), _ => new Refusal("quiz.unanswered"));
        return faults.Count == 0 ? null : new Corrections(faults);
    }

    /// <summary>Counts what is right. Every question has an answer: see <see cref="Open"/>.</summary>
    public QuizTry Mark(IReadOnlyList<int> answers, DateTimeOffset at)
    {
        var right = Questions.Index().Count(q => answers[q.Index] == q.Item.Right);
        return new QuizTry([.. answers.Take(Questions.Count)], right, Questions.Count, right >= Needed, at);
    }
}

/// <param name="Options">In an order that says nothing about which is right.</param>
/// <param name="Right">The place of the right one among them, from 0.</param>
/// <param name="Why">What is said to whoever chose another.</param>
public sealed record QuizQuestion(string Text, IReadOnlyList<string> Options, int Right, string Why);

/// <summary>One try: what was answered, and how much of it is right.</summary>
/// <param name="Answers">The places of the chosen options, from 0, in the order of the questions.</param>
public sealed record QuizTry(IReadOnlyList<int> Answers, int Right, int Of, bool Passed, DateTimeOffset At);
