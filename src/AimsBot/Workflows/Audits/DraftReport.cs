using System.Security.Cryptography;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Audits;

/// <summary>Everything is answered and every finding graded: the lead writes the draft, and the audited see it.</summary>
public sealed record DraftReport
{
    public static readonly Step Step = new Step<Audit, DraftReport>("audit.draft-report", "audit-report-drafted", Decide) { Form = _ => new DraftReport(), Style = "positive" };

    /// <summary>The draft is written anew, with what was confirmed and answered since.</summary>
    public static readonly Step Again = new Step<Audit, DraftReport>("audit.redraft-report", "audit-report-redrafted", Decide) { Form = _ => new DraftReport() };

    public static Outcome Decide(Audit? body, DraftReport input, StepFacts facts)
    {
        if (body!.Unanswered is { Count: > 0 } open) return new Refusal("audit.unanswered", ("items", string.Join(", ", open.Take(10))), ("count", AuditCards.Number(open.Count)));
        if (body.Findings.FirstOrDefault(f => f.Confirmed is null) is { } finding) return new Refusal("audit.unconfirmed", ("item", finding.Item));
        var text = Bytes(ReportText.Of(body, facts));
        var next = body with { Draft = Hash(text), Last = AuditWorkflow.Act("drafted", facts) };
        return AuditWorkflow.Tell(next, AuditStates.Reporting, AuditWorkflow.Audited(next), "draft") with
        {
            Documents = [text],
            FollowUps = facts.State == AuditStates.Running ? StartAudit.CloseAll(next, facts) : [],
        };
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));
}

/// <summary>Whoever answers for a finding says what they think of the draft; it is printed in the report.</summary>
public sealed record AnswerReport(string Text)
{
    public static readonly Step Step = new Step<Audit, AnswerReport>("audit.answer-report", "audit-report-answered", Decide)
    {
        Form = form => new AnswerReport(form.RequiredText("words", 3000)),
        FormCard = AuditCards.WordsForm,
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Audit? body, AnswerReport input, StepFacts facts) => new Change(
        body! with
        {
            Answers = [.. body.Answers, new AuditedAnswer(facts.Actor.Person!.Id, input.Text, facts.Now)],
            Last = AuditWorkflow.Act("answered-report", facts),
        },
        facts.State!);
}

/// <summary>
/// The lead auditor issues the report: its text is kept under its hash and never changes (IA12). The managers concerned get it
/// as a card, and what became of the card stands on it (IA7).
/// </summary>
public sealed record IssueReport
{
    public static readonly Step Step = new Step<Audit, IssueReport>("audit.issue", "audit-report-issued", Issue)
    {
        Form = _ => new IssueReport(),
        FormCard = "Audits/IssueForm",
        Needs = (body, _) => new Needs { Roles = [Role.ComplianceLead, Role.TopManagement], LinesOf = [.. AuditWorkflow.Audited(body!)] },
        Style = "positive",
    };

    /// <summary>A mistake in an issued report is put right by a new version; the old one stays as it was.</summary>
    public static readonly Step Correct = new Step<Audit, CorrectReport>("audit.correct", "audit-report-corrected", CorrectIt)
    {
        Form = form => new CorrectReport(form.RequiredText("words", 3000)),
        FormCard = AuditCards.WordsForm,
    };

    private static Outcome Issue(Audit? body, IssueReport input, StepFacts facts)
    {
        if (body!.Findings.FirstOrDefault(f => f.Confirmed is null) is { } finding) return new Refusal("audit.unconfirmed", ("item", finding.Item));
        var audited = AuditWorkflow.Audited(body).ToArray();
        var managers = audited.Select(id => facts.Managers.GetValueOrDefault(id)).Where(line => line is { Count: > 0 }).Select(line => line![0].Id);
        var concerned = audited.Concat(managers).Concat(facts.People[Role.ComplianceLead].Concat(facts.People[Role.TopManagement]).Select(p => p.Id)).Distinct().ToArray();
        var change = Version(body, null, "issued", facts);
        var next = (Audit)change.Body;
        return change with
        {
            Body = next with { Told = [.. next.Told.Union(concerned)] },
            // A message of its own, also for those who have a card: the result is news.
            Copies = [.. concerned.Select(id => new NewCopy(id, AuditWorkflow.AuditCard, Core.Channels.Lane.Decisions) { Why = "result" })],
        };
    }

    private static Outcome CorrectIt(Audit? body, CorrectReport input, StepFacts facts)
    {
        var change = Version(body!, input.Reason, "corrected", facts);
        return change with { Copies = [.. body!.Told.Select(id => new NewCopy(id, AuditWorkflow.AuditCard, Core.Channels.Lane.Decisions) { Why = "correction" })] };
    }

    private static Change Version(Audit body, string? reason, string what, StepFacts facts)
    {
        var number = body.Versions.Count + 1;
        var text = DraftReport.Bytes(ReportText.Of(body, facts, number, reason));
        var version = new ReportVersion(number, DraftReport.Hash(text), reason, facts.Actor.Person!.Id, facts.Now);
        var next = body with { Versions = [.. body.Versions, version], Last = AuditWorkflow.Act(what, facts) with { Reason = reason } };
        return new Change(next, AuditStates.Issued) { Documents = [text] };
    }
}

/// <summary>What is corrected in an issued report, and why.</summary>
public sealed record CorrectReport(string Reason);
