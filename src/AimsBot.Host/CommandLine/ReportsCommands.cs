using System.CommandLine;
using System.Text;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Host.Reports;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Reviews;

namespace AimsBot.Host.CommandLine;

/// <summary><c>reports write</c>: an issued audit report, or a review's pack or minutes, as Markdown or PDF. <c>reports keep</c>: a file as evidence under its hash.</summary>
public static class ReportsCommands
{
    public static Command Make()
    {
        var id = new Argument<string>("id") { Description = "The audit or the review, such as AUD-7K3Q-9XA2." };
        var file = new Argument<FileInfo>("file") { Description = "Where to write it; the name ends in .md or .pdf." };
        var write = new Command("write", "Writes an issued audit report, or a review's minutes (its pack before they are signed), and says so in the record's trail.") { id, file };
        write.SetAction((parsed, cancel) => Workbench.UseAsync((_, bench) => WriteAsync(bench, parsed.GetValue(id)!, parsed.GetValue(file)!, cancel)));

        var kept = new Argument<FileInfo>("file") { Description = "The file, at most 20 MB." };
        var keep = new Command("keep", "Keeps a file as a document and prints what names it as evidence on a checklist.") { kept };
        keep.SetAction((parsed, cancel) => Workbench.UseAsync((_, bench) => KeepAsync(bench, parsed.GetValue(kept)!, cancel)));

        return new Command("reports", "Reports, packs, minutes and the files kept as evidence.") { write, keep };
    }

    private static async Task<int> WriteAsync(Workbench bench, string id, FileInfo file, CancellationToken cancel)
    {
        if (file.Extension is not (".md" or ".pdf")) return Fail($"'{Output.Line(file.Name)}' ends in neither .md nor .pdf.");
        var head = RecordId.Parse(id) is { } parsed ? await bench.Store.LoadAsync(bench.Organisation.Id, parsed, cancel) : null;
        var step = head?.Type switch
        {
            AuditWorkflow.TypeName => ExportReport.Step,
            ReviewWorkflow.TypeName => ExportMinutes.Step,
            _ => null,
        };
        if (step is null) return Fail($"There is no audit and no review {Output.Line(id)}.");
        if (await bench.Get<KeptReports>().TextAsync(bench.Organisation.Id, head!, cancel) is not { } text) return Fail($"{head!.Id} has no report yet.");
        var hash = KeptReports.HashOf(head!);
        // The entry comes first: what was taken out without a trace would be worse than an entry of what failed.
        var answer = await bench.Get<StepRunner>().RunAsync(
            new InboundAction
            {
                Organisation = bench.Organisation.Id,
                Actor = Actor.Operator,
                Step = step.Id,
                Record = head!.Id,
                Key = $"operator:export:{hash}:{head.Revision}",
                Input = new Dictionary<string, string> { ["format"] = file.Extension[1..] },
            },
            cancel);
        if (answer is not Kept) return Fail($"Nothing was written: {(answer as NotTaken)?.Refusal.Key}.");
        var bytes = file.Extension == ".pdf" ? ReportPdf.Make(text, head.Id.Value) : Encoding.UTF8.GetBytes(text);
        await File.WriteAllBytesAsync(file.FullName, bytes, cancel);
        Console.WriteLine($"{head.Id} was written to {Output.Line(file.FullName)}; the kept text is sha256:{hash}.");
        return 0;
    }

    private static async Task<int> KeepAsync(Workbench bench, FileInfo file, CancellationToken cancel)
    {
        if (!file.Exists) return Fail($"There is no file {Output.Line(file.FullName)}.");
        if (file.Length > Core.Documents.Document.MaximumBytes) return Fail($"{Output.Line(file.Name)} is larger than 20 MB.");
        var hash = await bench.Store.KeepDocumentAsync(bench.Organisation.Id, await File.ReadAllBytesAsync(file.FullName, cancel), cancel);
        Console.WriteLine(AnswerItem.DocumentPrefix + hash);
        return 0;
    }

    private static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
