using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.Files;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>A file takes the place of the draft's text.</summary>
public sealed record ReplacePolicyText(string Text)
{
    public static readonly Step Step = new Step<Policy, ReplacePolicyText>("policy.replace-text", "policy-text-replaced", Decide)
    {
        Form = form => new ReplacePolicyText(form.RequiredText("text", ShownText.Most)),
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead, Role.TopManagement] },
    };

    public static Outcome Decide(Policy? policy, ReplacePolicyText input, StepFacts facts)
    {
        var authors = policy!.Draft!.Authors.Append(facts.Actor.Person!.Id).Distinct();
        var next = policy with { Draft = policy.Draft with { Hash = ShownText.Hash(input.Text), Authors = [.. authors] }, Last = PolicyWorkflow.Act("text-replaced", facts) };
        return PolicyWorkflow.TellApprovers(next, facts.State!, facts) with { Documents = [ShownText.Bytes(input.Text)] };
    }
}

/// <summary>The text of a draft as a file, in UTF-8.</summary>
public sealed class PolicyTextUpload(StepRunner runner) : IUpload
{
    public const string FileName = "policy-text";

    public string Name => FileName;
    public string Folder => "Policies";

    // A character of most scripts has three bytes.
    public int MostBytes => 3 * ShownText.Most;

    public async Task<StepAnswer> TakeAsync(FileRequest request, Uploaded file, string key, CancellationToken cancel)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content.Span);
        }
        catch (DecoderFallbackException)
        {
            return new NotTaken(new Refusal("upload.noText"), null);
        }
        if (text.Contains('\0', StringComparison.Ordinal)) return new NotTaken(new Refusal("upload.noText"), null);
        return await runner.RunAsync(
            new InboundAction
            {
                Organisation = request.Organisation.Id,
                Actor = Actor.Of(request.Reader),
                Step = ReplacePolicyText.Step.Id,
                Record = request.Record,
                Key = key,
                Input = new Dictionary<string, string> { ["text"] = text.TrimStart('\uFEFF') },
            },
            cancel);
    }
}
