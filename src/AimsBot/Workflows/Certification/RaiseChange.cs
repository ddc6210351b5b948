using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Certification;

/// <summary>A big change is planned or has happened: the compliance leads are asked whether the body must be told (C15).</summary>
public sealed record RaiseChange(ChangeKind? Kind, string Text)
{
    public static readonly IReadOnlyDictionary<string, ChangeKind> Kinds = new Dictionary<string, ChangeKind>
    {
        ["scope"] = ChangeKind.Scope,
        ["site"] = ChangeKind.Site,
        [BigChange.SystemClass] = ChangeKind.SystemClass,
        ["legal"] = ChangeKind.Legal,
        ["management"] = ChangeKind.Management,
        [BigChange.Statement] = ChangeKind.Statement,
    };

    public static readonly Step Step = new Step<Certificate, RaiseChange>("certificate.raise-change", "significant-change-raised", Decide)
    {
        Form = form => new RaiseChange(form.Choice("kind", Kinds), form.RequiredText("words", 1000)),
        FormCard = "Certification/ChangeForm",
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        BindsToBasis = false,
    };

    public static Outcome Decide(Certificate? body, RaiseChange input, StepFacts facts)
    {
        if (input.Kind is not { } kind) return new Corrections(new Dictionary<string, Refusal> { ["kind"] = new Refusal("refusal.required") });
        return Asked(body!, new SignificantChange(0, kind, input.Text, facts.Actor.Person!.Id, facts.Now), facts);
    }

    /// <summary>The leads are asked of each change in a message of its own: a card that they have already says it to nobody.</summary>
    internal static Change Asked(Certificate body, SignificantChange change, StepFacts facts)
    {
        var numbered = change with { Number = body.Changes.Count + 1 };
        var next = body with { Changes = [.. body.Changes, numbered], Last = CertificateWorkflow.Act("change", facts) with { Reason = change.Text } };
        var leads = facts.People[Role.ComplianceLead].Select(p => p.Id).ToArray();
        return CertificateWorkflow.Settle(next with { Told = [.. body.Told.Union(leads)] }, facts.State!, facts) with
        {
            Copies = [.. leads.Select(to => new NewCopy(to, CertificateWorkflow.CertificateCard, Lane.Decisions) { Why = $"change:{CertificateCards.Number(numbered.Number)}" })],
        };
    }
}

/// <summary>Another record tells of a big change: a system of a new kind, another statement of applicability. The leads are asked as of one that somebody reports.</summary>
public sealed record HearOfChange
{
    public static readonly Step Step = new Step<Certificate, Notice>("certificate.hear-change", "significant-change-heard", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        MovesBasis = false,
    };

    public static Outcome Decide(Certificate? body, Notice input, StepFacts facts) => RaiseChange.Asked(
        body!, new SignificantChange(0, RaiseChange.Kinds[input.What], input.Said ?? "", null, facts.Now) { About = input.About }, facts);
}

/// <summary>Whether the body must be told, with the reason; where it must, the day on which it was.</summary>
public sealed record AnswerChange(string Change, TellBody? Tell, DateOnly? On, string Reason)
{
    public static readonly IReadOnlyDictionary<string, TellBody> Answers = new Dictionary<string, TellBody>
    {
        ["yes"] = TellBody.Yes,
        ["no"] = TellBody.No,
    };

    public static readonly Step Step = new Step<Certificate, AnswerChange>("certificate.answer-change", "significant-change-answered", Decide)
    {
        Form = form => new AnswerChange(form.RequiredText("change", 10), form.Choice("tell", Answers), form.Date("on"), form.RequiredText("words", 1000)),
        FormCard = "Certification/TellForm",
        BindsToBasis = false,
    };

    public static Outcome Decide(Certificate? body, AnswerChange input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var change = body!.Changes.FirstOrDefault(c => CertificateCards.Number(c.Number) == input.Change && c.Answer is null);
        if (change is null) wrong["change"] = new Refusal("refusal.noSuchChoice");
        if (input.Tell is null) wrong["tell"] = new Refusal("refusal.required");
        if (input.Tell == TellBody.Yes && input.On is null) wrong["on"] = new Refusal("certificate.toldWhen");
        else if (input.On > CertificateWorkflow.Today(facts)) wrong["on"] = new Refusal("certificate.dayAhead");
        if (wrong.Count > 0) return new Corrections(wrong);
        var mustTell = input.Tell == TellBody.Yes;
        var answer = new ChangeAnswer(mustTell, mustTell ? input.On : null, input.Reason, facts.Actor.Person!.Id, facts.Now);
        return CertificateWorkflow.Settle(
            body with
            {
                Changes = [.. body.Changes.Select(c => c == change ? c with { Answer = answer } : c)],
                Last = CertificateWorkflow.Act("change-answered", facts) with { Reason = input.Reason },
            },
            facts.State!,
            facts);
    }
}

public enum TellBody
{
    Yes,
    No,
}
