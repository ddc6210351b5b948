using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The auditor answers the item that the card shows, and the card moves on (IA10). "Conforms" needs evidence; minor and major
/// need the requirement, the observation and the evidence; "not audited" needs the reason.
/// </summary>
public sealed record AnswerItem(AuditResult? Result, string? Note, string? Requirement, string? Observation, string? Evidence, string? Judgement)
{
    public static readonly IReadOnlyDictionary<string, AuditResult> Results = new Dictionary<string, AuditResult>
    {
        ["conforms"] = AuditResult.Conforms,
        ["minor"] = AuditResult.Minor,
        ["major"] = AuditResult.Major,
        ["opportunity"] = AuditResult.Opportunity,
        ["not-audited"] = AuditResult.NotAudited,
    };

    public const int MostEvidence = 10;
    public const string DocumentPrefix = "sha256:";

    public static readonly Step Step = new Step<Checklist, AnswerItem>("checklist.answer", "audit-item-answered", Decide)
    {
        Form = form => new AnswerItem(
            form.Choice("result", Results), form.Text("note", 2000), form.Text("requirement", 300), form.Text("observation", 2000), form.Text("evidence", 2000), form.Text("judgement", 500)),
        FormCard = "Audits/AnswerForm",
        Needs = (_, input) => new Needs
        {
            Records = [.. Lines(input.Evidence).Select(RecordId.Parse).OfType<RecordId>()],
            Documents = [.. Lines(input.Evidence).Select(HashOf).OfType<string>()],
        },
        Style = "positive",
    };

    public static Outcome Decide(Checklist? body, AnswerItem input, StepFacts facts)
    {
        var item = body!.Shown!;
        var wrong = new Dictionary<string, Refusal>();
        var evidence = EvidenceOf(item, input, facts, wrong);
        var result = input.Result is { } found
            ? new ItemResult(item.Id, found, body.Auditor, facts.Now) { Note = input.Note, Evidence = evidence, Sample = item.Sample, Judgement = input.Judgement }
            : null;
        if (result is null) wrong["result"] = new Refusal("refusal.required");
        if (result?.LacksEvidence == true) wrong.TryAdd("evidence", new Refusal("checklist.evidenceMissing"));
        var isFinding = input.Result is AuditResult.Minor or AuditResult.Major;
        if (isFinding && input.Requirement is null) wrong["requirement"] = new Refusal("checklist.requirementMissing");
        if (isFinding && input.Observation is null) wrong["observation"] = new Refusal("checklist.observationMissing");
        if (input.Result == AuditResult.NotAudited && input.Note is null) wrong["note"] = new Refusal("checklist.reasonMissing");
        if (input.Result == AuditResult.Opportunity && input.Observation is null && input.Note is null) wrong["observation"] = new Refusal("checklist.observationMissing");
        if (result is null || wrong.Count > 0) return new Corrections(wrong);
        var answered = body.With(item with { Result = result, Requirement = input.Requirement, Observation = input.Observation });
        var next = answered with { Current = answered.NextOpen(item.Id) ?? item.Id, Last = AuditWorkflow.Act("answered", facts) with { Reason = item.Id } };
        return new Change(next, ChecklistWorkflow.StateOf(next))
        {
            FollowUps = [new NewFollowUp(NoteAnswer.Step, body.Audit, new NoteAnswer(result, input.Requirement, input.Observation))],
        };
    }

    /// <summary>Each line is a record of ours, a document that is kept, or a link; anything else is named.</summary>
    private static IReadOnlyList<Evidence> EvidenceOf(ChecklistItem item, AnswerItem input, StepFacts facts, Dictionary<string, Refusal> wrong)
    {
        var evidence = new List<Evidence>();
        foreach (var line in Lines(input.Evidence))
        {
            if (RecordId.Parse(line) is { } id && facts.Records.ContainsKey(id)) evidence.Add(new Evidence(EvidenceKind.Record, id.Value));
            else if (HashOf(line) is { } hash && facts.Documents.ContainsKey(hash)) evidence.Add(new Evidence(EvidenceKind.Document, DocumentPrefix + hash));
            else if (Uri.TryCreate(line, UriKind.Absolute, out var link) && link.Scheme is "https" or "http") evidence.Add(new Evidence(EvidenceKind.Link, line));
            else wrong["evidence"] = new Refusal("checklist.noEvidence", ("line", line));
        }
        var all = WithFiles(evidence, item.Files);
        if (all.Count > MostEvidence) wrong["evidence"] = new Refusal("checklist.tooMuchEvidence", ("most", AuditCards.Number(MostEvidence)));
        return all;
    }

    /// <summary>The evidence with the files of the item, each once.</summary>
    internal static IReadOnlyList<Evidence> WithFiles(IEnumerable<Evidence> evidence, IReadOnlyList<Evidence> files) =>
        [.. evidence.Where(e => files.All(f => f.Reference != e.Reference)), .. files];

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split(['\n', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();

    private static string? HashOf(string line) =>
        line.StartsWith(DocumentPrefix, StringComparison.OrdinalIgnoreCase) && line[DocumentPrefix.Length..].ToLowerInvariant() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit) ? hash : null;
}
