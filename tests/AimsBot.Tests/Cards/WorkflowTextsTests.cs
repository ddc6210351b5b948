using AimsBot.Core;
using AimsBot.Core.Cards;

namespace AimsBot.Tests.Cards;

/// <summary>What the code asks the texts for by name is there: a key that is missing stands on the card as it is.</summary>
public class WorkflowTextsTests
{
    public static TheoryData<string> Shown => [.. WorkflowCatalogue.Make().Workflows.Where(workflow => workflow.Card is not null).Select(workflow => workflow.Type)];

    /// <summary>A file is attached by sharing it, and a system's card has no line for its state.</summary>
    private static readonly string[] Unsaid = ["step.attach", "stepOn.attach", "state.active", "state.retired"];

    [Theory, MemberData(nameof(Shown))]
    public void Every_button_of_a_card_has_its_words_and_what_is_said_of_it(string type)
    {
        var workflow = WorkflowCatalogue.Make().ByType(type)!;
        var offered = workflow.Lifecycle.States.SelectMany(workflow.Lifecycle.StepsFrom).Where(IsTakenByPeople).Distinct();
        AssertHas(workflow, offered.Select(step => step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]).SelectMany(name => new[] { $"step.{name}", $"stepOn.{name}" }));
    }

    [Theory, MemberData(nameof(Shown))]
    public void Every_state_has_its_word(string type)
    {
        var workflow = WorkflowCatalogue.Make().ByType(type)!;
        AssertHas(workflow, workflow.Lifecycle.States.Select(state => $"state.{state}"));
    }

    // What nobody sends from a card has nothing to read it from one.
    private static bool IsTakenByPeople(Step step) => step.GetType().GetProperty("Form")!.GetValue(step) is not null;

    private static void AssertHas(Workflow workflow, IEnumerable<string> keys) =>
        Assert.Empty(keys.Except(Unsaid).Except(CardText.For(workflow.Folder, "en").Keys).Select(key => $"cards/{workflow.Folder}/strings.en.json lacks {key}"));
}
