using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person left the organisation. What they did stays; they may do no more.</summary>
public sealed record LeavePerson(string Reason)
{
    public static readonly Step Step = new Step<PersonDetails, LeavePerson>("person.leave", "person-left", Decide)
    {
        Form = form => new LeavePerson(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        Style = "destructive",
    };

    public static Outcome Decide(PersonDetails? person, LeavePerson input, StepFacts facts) =>
        new Change(person!, PersonStates.Left) { Notes = new Dictionary<string, string> { ["reason"] = input.Reason } };
}
