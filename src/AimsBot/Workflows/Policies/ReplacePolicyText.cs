using System.Globalization;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.Documents;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>A file that was shared in a chat takes the place of the draft's text: one field of a form holds only so much.</summary>
/// <param name="Content">Text in UTF-8.</param>
public sealed record ReplacePolicyText(ReadOnlyMemory<byte> Content)
{
    // A form does not carry a file: whoever sends one has sent nothing.
    public static readonly Step Step = new Step<Policy, ReplacePolicyText>("policy.replace-text", "policy-text-replaced", Decide)
    {
        Form = _ => new ReplacePolicyText(default(ReadOnlyMemory<byte>)),
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead, Role.TopManagement] },
        BindsToBasis = false,
    };

    public static Outcome Decide(Policy? policy, ReplacePolicyText input, StepFacts facts)
    {
        if (Read(input.Content.Span) is not { Length: > 0 } text) return new Refusal("policy.noText");
        if (text.Length > ShownText.Most) return new Refusal("policy.textTooLong", ("maximum", Number(ShownText.Most)), ("length", Number(text.Length)));
        var authors = policy!.Draft!.Authors.Append(facts.Actor.Person!.Id).Distinct();
        var next = policy with { Draft = policy.Draft with { Hash = ShownText.Hash(text), Authors = [.. authors] }, Last = PolicyWorkflow.Act("text-replaced", facts) };
        return PolicyWorkflow.TellApprovers(next, facts.State!, facts) with { Documents = [ShownText.Bytes(text)] };
    }

    // None where it is no text.
    private static string? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            return text.Contains('\0', StringComparison.Ordinal) ? null : PlainText.Clean(text.TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
