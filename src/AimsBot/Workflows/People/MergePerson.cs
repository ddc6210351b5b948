using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.People;

/// <summary>
/// An administrator says that this record and another are of one human. This one ends and lives on as the other: its accounts
/// are the other's from then on, its roles are not. Whatever names it is about the other; acceptances that then rest on one
/// human hear of it.
/// </summary>
public sealed record MergePerson(string Into, string Reason)
{
    public static readonly Step Step = new Step<PersonDetails, MergePerson>("person.merge", "person-merged", Decide)
    {
        Form = form => new MergePerson(form.RequiredText("into", 200), form.RequiredText("reason", 1000)),
        FormCard = "People/MergeForm",
        Style = "destructive",
        Needs = (_, input) => new Needs { Records = RecordId.Parse(input.Into) is { } id ? [id] : [], Addresses = [input.Into.ToLowerInvariant()] },
    };

    public static Outcome Decide(PersonDetails? person, MergePerson input, StepFacts facts)
    {
        if (Other(input, facts) is not { IsActive: true } other) return Correct("merge.nobody");
        if (other.Is(facts.Record)) return Correct("merge.self");
        if (facts.Actor.Person?.Is(other.Id) == true) return Correct("merge.yourself");
        var merger = new Merger(other.Id, [facts.Record, .. person!.Aliases]);
        return new Change(person with { MergedInto = other.Id, MayBe = null }, PersonStates.Merged)
        {
            Notes = new Dictionary<string, string> { ["into"] = other.Id.Value, ["reason"] = input.Reason },
            FollowUps =
            [
                new NewFollowUp(AbsorbPerson.Step, other.Id, new AbsorbPerson(facts.Record, merger.Gone, person.Accounts)),
                new NewFollowUp(TellOfMerger.Step, facts.Record, new TellOfMerger(merger, null)),
            ],
        };
    }

    private static Person? Other(MergePerson input, StepFacts facts) =>
        facts.Holders.TryGetValue(input.Into.ToLowerInvariant(), out var holder) ? holder
        : RecordId.Parse(input.Into) is { } id && facts.Records.TryGetValue(id, out var head) && head.Type == PeopleDirectory.PersonType ? Person.From(head)
        : null;

    private static Corrections Correct(string key) => new(new Dictionary<string, Refusal> { ["into"] = new Refusal(key) });
}

/// <summary>The record that stays takes the accounts of the one that was merged into it, and knows it as its alias.</summary>
public sealed record AbsorbPerson(RecordId From, IReadOnlyList<RecordId> Aliases, IReadOnlyList<ChatAccount> Accounts)
{
    public static readonly Step Step = new Step<PersonDetails, AbsorbPerson>("person.absorb", "person-absorbed", Decide);

    public static Outcome Decide(PersonDetails? person, AbsorbPerson input, StepFacts facts)
    {
        var next = person! with
        {
            Aliases = [.. person.Aliases.Union(input.Aliases).Where(id => id != facts.Record)],
            Accounts = [.. person.Accounts.Union(input.Accounts)],
            MayBe = person.MayBe == input.From ? null : person.MayBe,
        };
        if (person.MergedInto is not { } onward) return new Change(next, facts.State!);
        // Two administrators may have merged the two into each other at once: then the one with the smaller id stays.
        if (onward == input.From)
        {
            return string.CompareOrdinal(facts.Record.Value, input.From.Value) > 0
                ? new Refusal(Refusals.NotNow)
                : new Change(next with { MergedInto = null }, PersonStates.Active);
        }
        // Merged itself in between: what it takes it hands on.
        return new Change(next, facts.State!) { FollowUps = [new NewFollowUp(Step, onward, input with { From = facts.Record, Aliases = [facts.Record, .. next.Aliases] })] };
    }
}

/// <summary>Records whose rules keep people apart hear, a page at a time, that two of those they name are one.</summary>
/// <param name="From">Where the page before ended; none at the start.</param>
public sealed record TellOfMerger(Merger Merger, string? From)
{
    // Wire names of acceptances of risks, which are another workflow: what is open or in force, and how it hears.
    private static readonly RecordQuery Standing = new() { Type = "acceptance", Date = "standing" };
    private const string Hears = "acceptance.hear-merger";

    public static readonly Step Step = new Step<PersonDetails, TellOfMerger>("person.tell-of-merger", "merger-told", Decide)
    {
        Needs = (_, input) => new Needs { Page = Standing with { Continuation = input.From } },
    };

    public static Outcome Decide(PersonDetails? person, TellOfMerger input, StepFacts facts) => new Change(person!, facts.State!)
    {
        FollowUps =
        [
            .. facts.Page.Heads.Where(head => input.Merger.Gone.Any(head.Mentions)).Select(head => new NewFollowUp(Hears, head.Id, StoredJson.Write(input.Merger))),
            .. facts.Page.Continuation is { } next ? [new NewFollowUp(Step, facts.Record, input with { From = next })] : Array.Empty<NewFollowUp>(),
        ],
    };
}

/// <summary>An administrator says that a newcomer is not whom the directory took them for.</summary>
public sealed record KeepApart
{
    public static readonly Step Step = new Step<PersonDetails, KeepApart>("person.keep-apart", "persons-kept-apart", Decide) { Form = _ => new KeepApart() };

    public static Outcome Decide(PersonDetails? person, KeepApart input, StepFacts facts) =>
        person!.MayBe is { } other
            ? new Change(person with { MayBe = null }, facts.State!) { Notes = new Dictionary<string, string> { ["from"] = other.Value } }
            : new Refusal(Refusals.NotNow);
}
