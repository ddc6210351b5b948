using AimsBot.Core;

namespace AimsBot.Workflows.Reviews;

/// <summary>The pack or the minutes are taken out of the bot; that is an entry of its own (E13), and changes nothing of the review. Whoever takes them in a chat gets the addresses on their card.</summary>
public sealed record ExportMinutes(string? Format)
{
    public static readonly Step Step = new Step<Review, ExportMinutes>("review.note-export", "review-exported", Decide)
    {
        Form = form => new ExportMinutes(form.Text("format", 10)),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Review? body, ExportMinutes input, StepFacts facts) =>
        new Change(body! with { Last = facts.Actor.Person is null ? body.Last : ReviewWorkflow.Act("exported", facts) }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["format"] = input.Format ?? "pdf md" },
        };
}
