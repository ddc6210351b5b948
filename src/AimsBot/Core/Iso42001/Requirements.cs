using System.Text.Json;

namespace AimsBot.Core.Iso42001;

/// <summary>
/// One clause or Annex A control of ISO/IEC 42001:2023. The identifier is the standard's; every other word is ours, since the
/// standard's text is copyrighted.
/// </summary>
/// <param name="Id">Such as <c>6.1.3</c> or <c>A.9.2</c>.</param>
/// <param name="Group">The clause or the group of controls that it belongs to, such as <c>6</c> or <c>A.9</c>.</param>
/// <param name="Evidence">What usually shows it.</param>
public sealed record Requirement(string Id, string Group, string Title, string Question, string AuditQuestion, IReadOnlyList<string> Evidence)
{
    public bool IsControl => Id.StartsWith("A.", StringComparison.Ordinal);
}

/// <summary>A clause from 4 to 10, or a group of Annex A controls.</summary>
public sealed record RequirementGroup(string Id, string Title);

/// <summary>The 32 sub-clauses that can be assessed and the 38 Annex A controls (R0.1, R0.2), in the order of the standard.</summary>
public static class Requirements
{
    private static readonly Content Read = Load();
    private static readonly Dictionary<string, Requirement> ById = Read.Requirements.ToDictionary(r => r.Id);

    private static readonly Dictionary<string, int> Places = Read.Requirements.Select((r, i) => (r.Id, i)).ToDictionary(r => r.Id, r => r.i);

    public static IReadOnlyList<Requirement> All => Read.Requirements;

    public static IReadOnlyList<RequirementGroup> Groups => Read.Groups;

    public static IReadOnlyList<Requirement> Clauses { get; } = [.. Read.Requirements.Where(r => !r.IsControl)];

    public static IReadOnlyList<Requirement> Controls { get; } = [.. Read.Requirements.Where(r => r.IsControl)];

    /// <summary>The requirement with this identifier; none where the standard has no such.</summary>
    public static Requirement? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The place in the order of the standard, from 0; none where the standard has no such.</summary>
    public static int? PlaceOf(string id) => Places.TryGetValue(id, out var place) ? place : null;

    /// <summary>What an identifier stands for: itself, or all of its group; nothing where there is no such clause or control.</summary>
    public static IReadOnlyList<Requirement> Under(string id) =>
        ById.TryGetValue(id, out var one) ? [one] : [.. All.Where(r => r.Group == id || r.Id.StartsWith(id + ".", StringComparison.Ordinal))];

    private static Content Load()
    {
        using var stream = typeof(Requirements).Assembly.GetManifestResourceStream("iso42001.json") ?? throw new InvalidOperationException("The catalogue of requirements is not built in.");
        return JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web) ?? throw new JsonException("The catalogue of requirements is empty.");
    }

    private sealed record Content(IReadOnlyList<RequirementGroup> Groups, IReadOnlyList<Requirement> Requirements);
}
