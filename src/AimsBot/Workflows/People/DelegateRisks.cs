using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>
/// A person lends the authority to accept risks for some days, both included. Without dates it is taken back. The one who
/// stands in decides within the same limits, and passes nothing on.
/// </summary>
public sealed record DelegateRisks(string? To, DateOnly? From, DateOnly? Until)
{
    private const int LongestDays = 92;

    public static readonly Step Step = new Step<PersonDetails, DelegateRisks>("person.delegate", "authority-delegated", Decide)
    {
        Form = form => new DelegateRisks(form.Text("to", 200)?.ToLowerInvariant(), form.Date("from"), form.Date("until")),
        FormCard = "People/DelegateForm",
        Needs = (_, input) => new Needs { Addresses = input.To is { } to ? [to] : [] },
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(PersonDetails? person, DelegateRisks input, StepFacts facts)
    {
        if (input.To is null) return new Change(person! with { Delegation = null }, facts.State!);
        if (!facts.Holders.TryGetValue(input.To, out var other)) return Correct("to", "delegate.nobody");
        if (other.Is(facts.Record)) return Correct("to", "delegate.self");
        if (input.From is not { } from || input.Until is not { } until || until < from) return Correct("until", "delegate.noDays");
        var today = LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;
        if (until < today) return Correct("until", "delegate.past");
        if (until.DayNumber - from.DayNumber > LongestDays) return Correct("until", "delegate.tooLong");
        // Whoever is away in those days as well would hand it on, and in the end back.
        if (other.Details.Delegation is { } theirs && theirs.From <= until && from <= theirs.Until) return Correct("to", "delegate.circle");
        return new Change(person! with { Delegation = new Delegation(other.Id, from, until) }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["to"] = other.Details.Name },
        };
    }

    private static Corrections Correct(string field, string key) => new(new Dictionary<string, Refusal> { [field] = new Refusal(key) });
}
