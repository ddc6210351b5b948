using System.Security.Cryptography;
using AimsBot.Core;
using AimsBot.Core.Documents;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// A file that the auditor shared in a chat becomes evidence of an item: it is kept under its SHA-256, and counts for the answer,
/// whether that is given before or after (IA10).
/// </summary>
/// <param name="Item">None: the one that the card shows.</param>
public sealed record AttachFile(string? Item, string Name, ReadOnlyMemory<byte> Content)
{
    public const int LongestName = 100;

    // A form does not carry a file: whoever sends one has sent nothing.
    public static readonly Step Step = new Step<Checklist, AttachFile>("checklist.attach", "audit-evidence-attached", Decide)
    {
        Form = _ => new AttachFile(null, "", default),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Checklist? body, AttachFile input, StepFacts facts)
    {
        var item = input.Item is null ? body!.Shown : body!.Items.FirstOrDefault(i => i.Id == input.Item);
        if (item is null) return new Refusal("audit.noSuchItem", ("item", input.Item ?? ""));
        if (input.Content.IsEmpty) return new Refusal("checklist.emptyFile", ("name", input.Name));
        if (input.Content.Length > Document.MaximumBytes) return new Refusal("checklist.fileTooLarge", ("name", input.Name));
        var file = new Evidence(EvidenceKind.Document, AnswerItem.DocumentPrefix + Convert.ToHexStringLower(SHA256.HashData(input.Content.Span))) { Name = input.Name };
        // The same file again is no second piece.
        var kept = item.Files.Where(f => f.Reference != file.Reference).Append(file).ToArray();
        if (kept.Length > AnswerItem.MostEvidence) return new Refusal("checklist.tooMuchEvidence", ("most", AuditCards.Number(AnswerItem.MostEvidence)));
        var next = item with { Files = kept };
        if (item.Result is { } result) next = next with { Result = result with { Evidence = AnswerItem.WithFiles(result.Evidence, kept) } };
        return new Change(body.With(next) with { Last = AuditWorkflow.Act("attached", facts) with { Reason = $"{item.Id}: {input.Name}" } }, facts.State!)
        {
            Documents = [input.Content],
            // What was answered already now rests on the file too.
            FollowUps = next.Result is { } answered ? [new NewFollowUp(NoteAnswer.Step, body.Audit, new NoteAnswer(answered, next.Requirement, next.Observation))] : [],
        };
    }
}
