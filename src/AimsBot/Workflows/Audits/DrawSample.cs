using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The bot draws a sample of its own records for the item (IA13): population, seed and what was picked are kept, so that
/// anybody draws the same again.
/// </summary>
public sealed record DrawSample(string Population, int? Size, string? Seed)
{
    public const int MostPicked = 60;

    /// <summary>What can be drawn from: type and state.</summary>
    public static readonly IReadOnlyDictionary<string, RecordQuery> Populations = new Dictionary<string, RecordQuery>
    {
        ["acknowledgements"] = new() { Type = "acknowledgement", State = "acknowledged" },
        ["policies"] = new() { Type = "policy" },
        ["systems"] = new() { Type = "system" },
        ["risks"] = new() { Type = "risk" },
        ["acceptances"] = new() { Type = "acceptance" },
        ["incidents"] = new() { Type = "incident" },
        ["corrective-actions"] = new() { Type = CaseType },
        ["audits"] = new() { Type = AuditWorkflow.TypeName },
    };

    private const string CaseType = "corrective-action";

    public static readonly Step Step = new Step<Checklist, DrawSample>("checklist.draw-sample", "sample-drawn", Decide)
    {
        Form = form => new DrawSample(
            form.RequiredText("population", 100),
            int.TryParse(form.Text("size", 10), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
            form.Text("seed", 100)),
        FormCard = "Audits/SampleForm",
        Needs = (_, input) => new Needs { Population = Populations.GetValueOrDefault(input.Population) },
    };

    public static Outcome Decide(Checklist? body, DrawSample input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (!Populations.TryGetValue(input.Population, out var query)) wrong["population"] = new Refusal("refusal.noSuchChoice");
        if (input.Size is null or < 1 or > MostPicked) wrong["size"] = new Refusal("checklist.sampleSize", ("most", AuditCards.Number(MostPicked)));
        if (wrong.Count == 0 && facts.Population.Count == 0) wrong["population"] = new Refusal("checklist.emptyPopulation");
        if (wrong.Count > 0) return new Corrections(wrong);
        // A seed that nobody chose follows from the item, so that nobody can try several until one pleases.
        var item = body!.Shown!;
        var sample = Draw($"{query!.Type}{(query.State is null ? "" : $" in {query.State}")}", facts.Population, input.Seed ?? $"{body.Audit}/{item.Id}", input.Size!.Value);
        var next = body.With(item with { Sample = sample }) with { Last = AuditWorkflow.Act("sampled", facts) with { Reason = item.Id } };
        return new Change(next, facts.State!);
    }

    /// <summary>Those whose SHA-256 over seed, a line break and id comes first: the same on every machine, in whatever order the ids came.</summary>
    public static Sample Draw(string population, IReadOnlyList<RecordId> ids, string seed, int size)
    {
        var ordered = ids.Select(id => id.Value).Order(StringComparer.Ordinal).ToArray();
        var picked = ordered.OrderBy(id => Hash($"{seed}\n{id}"), StringComparer.Ordinal).Take(size).Order(StringComparer.Ordinal);
        return new Sample(population, ordered.Length, Hash(string.Join('\n', ordered)), seed, [.. picked.Select(id => new RecordId(id))]);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
