using AimsBot.Core.People;

namespace AimsBot.Core;

/// <summary>
/// An expected "no" with its reason, shown to the person: a key of the cards' texts, and the facts that the text names.
/// </summary>
public sealed record Refusal(string Key, IReadOnlyDictionary<string, string> Facts)
{
    public Refusal(string key, params (string Name, string Value)[] facts)
        : this(key, facts.ToDictionary(f => f.Name, f => f.Value))
    {
    }
}

/// <summary>The refusals that no workflow owns; their texts are in <c>cards/Shared</c>.</summary>
public static class Refusals
{
    public const string NotFound = "refusal.notFound";
    public const string NotAllowed = "refusal.notAllowed";

    /// <summary>Not this person, and who may.</summary>
    public static Refusal NotAllowedBy(TakeRule rule) => new(NotAllowed, ("who", string.Join(' ', rule.Allowed.Where(w => w != Who.Clock && w != Who.Operator && w != Who.Host))));

    public const string NotNow = "refusal.notNow";
    public const string Stale = "refusal.stale";
    public const string NotRecorded = "refusal.notRecorded";
    public const string Broken = "refusal.broken";
    public const string MembersOnly = "refusal.membersOnly";
    public const string Deactivated = "refusal.deactivated";
    public const string NoSuchField = "refusal.noSuchField";
    public const string ReasonMissing = "refusal.reasonMissing";
}
