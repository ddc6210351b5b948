using AimsBot.Core;

namespace AimsBot.Workflows.Reviews;

/// <summary>The pack or the minutes are taken out of the bot; that is an entry of its own (E13), and changes nothing of the review.</summary>
public sealed record ExportMinutes(string Format)
{
    public static readonly Step Step = new Step<Review, ExportMinutes>("review.note-export", "review-exported", Decide)
    {
        Form = form => new ExportMinutes(form.RequiredText("format", 10)),
        MovesBasis = false,
    };

    public static Outcome Decide(Review? body, ExportMinutes input, StepFacts facts) =>
        new Change(body!, facts.State!) { Notes = new Dictionary<string, string> { ["format"] = input.Format } };
}
