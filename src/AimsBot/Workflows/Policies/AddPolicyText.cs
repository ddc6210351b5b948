using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Documents;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>More text at the end of the draft: one form holds only so much of it.</summary>
public sealed record AddPolicyText(string Text)
{
    public static readonly Step Step = new Step<Policy, AddPolicyText>("policy.add-text", "policy-text-added", Decide)
    {
        Form = form => new AddPolicyText(form.RequiredText("words", ShownText.MostAtOnce)),
        FormCard = WordsForm.Card,
        Needs = (policy, _) => new Needs { Documents = [policy!.Draft!.Hash], Roles = [Role.ComplianceLead, Role.TopManagement] },
    };

    public static Outcome Decide(Policy? policy, AddPolicyText input, StepFacts facts)
    {
        var text = $"{facts.Documents[policy!.Draft!.Hash]}\n\n{input.Text}";
        if (text.Length > ShownText.Most)
        {
            return new Corrections(new Dictionary<string, Refusal>
            {
                ["words"] = new Refusal("refusal.tooLong", ("maximum", Number(ShownText.Most)), ("length", Number(text.Length))),
            });
        }
        var authors = policy.Draft.Authors.Append(facts.Actor.Person!.Id).Distinct();
        var next = policy with { Draft = policy.Draft with { Hash = ShownText.Hash(text), Authors = [.. authors] }, Last = PolicyWorkflow.Act("text-added", facts) };
        return PolicyWorkflow.TellApprovers(next, facts.State!, facts) with { Documents = [ShownText.Bytes(text)] };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
