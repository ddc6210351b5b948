using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person took a file of records out of the bot.</summary>
public sealed record NoteExport
{
    public static readonly Step Step = new Step<PersonDetails, Export>(Export.NotedBy, "evidence-exported", Decide) { MovesBasis = false };

    public static Outcome Decide(PersonDetails? person, Export input, StepFacts facts) => new Change(person!, facts.State!)
    {
        Notes = new Dictionary<string, string>
        {
            ["of"] = input.Of,
            ["rows"] = input.Rows.ToString(CultureInfo.InvariantCulture),
            ["hash"] = input.Hash,
        },
    };
}
