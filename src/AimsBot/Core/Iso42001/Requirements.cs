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
    private static readonly Content Read = Load<Content>("iso42001.json");

    // By language: each file iso42001.xx.json that is built in.
    private static readonly Dictionary<string, Dictionary<string, Translated>> Translations = typeof(Requirements).Assembly.GetManifestResourceNames()
        .Select(name => name.Split('.')).Where(parts => parts is ["iso42001", _, "json"])
        .ToDictionary(parts => parts[1], parts => Load<Dictionary<string, Translated>>(string.Join('.', parts)));

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

    /// <summary>What a requirement or a group is called, in the reader's language where there are words in it, else in English; the identifier itself where there is no such.</summary>
    public static string TitleOf(string id, string language) =>
        Words(id, language)?.Title ?? Find(id)?.Title ?? Groups.FirstOrDefault(g => g.Id == id)?.Title ?? id;

    /// <summary>What an auditor asks, in the reader's language where there are words in it; none where the standard has no such.</summary>
    public static string? AuditQuestionOf(string id, string language) => Words(id, language)?.AuditQuestion ?? Find(id)?.AuditQuestion;

    /// <summary>What usually shows a requirement, in the reader's language where there are words in it; nothing where the standard has no such.</summary>
    public static IReadOnlyList<string> EvidenceOf(string id, string language) => Words(id, language)?.Evidence ?? Find(id)?.Evidence ?? [];

    private static Translated? Words(string id, string language) => Translations.GetValueOrDefault(language)?.GetValueOrDefault(id);

    private static T Load<T>(string file)
    {
        using var stream = typeof(Requirements).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not built in.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web) ?? throw new JsonException($"{file} is empty.");
    }

    private sealed record Translated(string Title, string? AuditQuestion, IReadOnlyList<string>? Evidence);

    private sealed record Content(IReadOnlyList<RequirementGroup> Groups, IReadOnlyList<Requirement> Requirements);
}
