using AimsBot.Core;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The auditor takes a wrong file off the item that the card shows, with a reason. It counts for nothing from then on; the entry
/// says which it was, and the store goes on keeping it. What an answer that needs evidence rests on alone stays.
/// </summary>
public sealed record DropFile(string File, string Reason)
{
    public static readonly Step Step = new Step<Checklist, DropFile>("checklist.drop-file", "audit-evidence-dropped", Decide)
    {
        Form = form => new DropFile(form.RequiredText("file", 100), form.RequiredText("reason", 1000)),
        FormCard = "Audits/DropFileForm",
    };

    public static Outcome Decide(Checklist? body, DropFile input, StepFacts facts)
    {
        var item = body!.Shown!;
        if (item.Files.FirstOrDefault(f => f.Reference == input.File) is not { } file) return Wrong("checklist.noSuchFile");
        var next = item with { Files = [.. item.Files.Where(f => f != file)] };
        if (item.Result is { } result)
        {
            var left = result with { Evidence = [.. result.Evidence.Where(e => e.Reference != file.Reference)] };
            if (left.LacksEvidence) return Wrong("checklist.lastEvidence");
            next = next with { Result = left };
        }
        return new Change(body.With(next) with { Last = AuditWorkflow.Act("dropped", facts) with { Reason = $"{item.Id}: {file.Name} ({input.Reason})" } }, facts.State!)
        {
            FollowUps = next.Result is { } answered ? [new NewFollowUp(NoteAnswer.Step, body.Audit, new NoteAnswer(answered, next.Requirement, next.Observation))] : [],
        };

        static Corrections Wrong(string key) => new(new Dictionary<string, Refusal> { ["file"] = new Refusal(key) });
    }
}
