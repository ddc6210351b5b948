using System.Globalization;
using AimsBot.Core.Quizzes;

namespace AimsBot.EndToEnd.Asking;

/// <summary>A course with questions is written, taken at the second try, and judged, with people in each chat and in both.</summary>
public sealed class TrainingAcrossChatsTests(DayChats chats) : IClassFixture<DayChats>
{
    private static readonly NewQuestion First = new("May names go in?", "No", ["Yes", "Sometimes"], "They are kept there.", 100);
    private static readonly NewQuestion Second = new("Who answers for what you send?", "You", ["The assistant"], "It is yours once you send it.", 100);

    [Theory]
    [InlineData("Slack", "Teams")]
    [InlineData("Teams", "Slack")]
    public async Task It_is_written_published_failed_passed_and_judged(string leadIn, string takerIn)
    {
        var (lead, judge, taker) = (chats.Lead(leadIn), chats.OtherLead(leadIn), chats.Clerk(takerIn));
        var role = takerIn == "Slack" ? "legal" : "privacy";
        var course = await chats.New("course", async () =>
        {
            await lead.Opens("training", "Write a course");
            await lead.Submits(
                "",
                ("What is it called?", $"Safe use, {leadIn} {takerIn}"),
                ("What is it for?", "literacy"),
                ("What does it say? (Markdown; a link is shown as it is, what is behind it is not kept)", "Watch the film."),
                ("Whose is it? (e-mail address of the owner)", "lead@example.com"),
                ("Who needs it? Staff is everyone.", role),
                ("How long does it hold?", "12"),
                ("For which roles does somebody confirm the competence?", role),
                ("Who confirms it? (e-mail address)", leadIn == "Slack" ? "lotte@example.com" : "lead@example.com"));
        });
        await lead.Sees(course, "draft, nobody is asked yet");
        foreach (var question in new[] { First, Second })
        {
            await DayChats.Fills(
                lead,
                "Add a question",
                course,
                ("What do you ask?", question.Text),
                ("The right answer", question.Right),
                ("The wrong answers, each on a line of its own", string.Join('\n', question.Wrong)),
                ("What do you tell whoever chose a wrong one?", question.Why),
                ("How many of all answers must be right?", "100"));
            await lead.Sees(course, "A question was added");
        }
        await lead.Sees(course, "2 questions, 2 answers must be right");
        var training = await chats.New("training", () => DayChats.Fills(lead, "Publish", course, ("How large is the change?", "material"), ("Why?", "the first version")));
        await taker.SeesInTheEnd(training, training);

        var quiz = Second.AddTo(First.AddTo(null).Quiz).Quiz!;
        await DayChats.Fills(taker, "Take it", training, ("Your answer to question 1", Answer(quiz, 0, isRight: false)), ("Your answer to question 2", Answer(quiz, 1, isRight: true)));
        var failed = await taker.Sees(training, "Not yet: 1 of 2 right");
        Assert.Contains("They are kept there.", failed, StringComparison.Ordinal);

        await DayChats.Fills(taker, "Take it", training, ("Your answer to question 1", Answer(quiz, 0, isRight: true)), ("Your answer to question 2", Answer(quiz, 1, isRight: true)));
        await taker.Sees(training, "try 2");
        await taker.Sees(training, "tested: enough answers were right");

        await judge.Sees(training, "the competence is not confirmed yet");
        await DayChats.Fills(judge, "Judge the effect", training, ("Can the person do it now?", "yes"), ("How did you find out?", "she stopped a faulty run"));
        foreach (var reader in new[] { taker, judge }) await reader.Sees(training, "taken, and confirmed as competent");
        Assert.Contains("of these confirmed as competent: 1", await lead.Asks("training"), StringComparison.Ordinal);
        Assert.Contains("confirmed as competent", await taker.Asks("training mine"), StringComparison.Ordinal);
        Assert.Equal(["training-assigned", "training-attested", "training-attested", "competence-judged"], await chats.Verbs(training));
    }

    private static string Answer(Quiz quiz, int question, bool isRight)
    {
        var asked = quiz.Questions[question];
        return (isRight ? asked.Right : (asked.Right + 1) % asked.Options.Count).ToString(CultureInfo.InvariantCulture);
    }
}
