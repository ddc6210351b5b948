using System.Globalization;
using System.Text;
using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Iso42001;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The report as Markdown, in the organisation's language: a pure function of the audit, so that what was issued can be made
/// again and compared. People stand in it by their numbers, since what is frozen cannot forget; whoever shows it puts the names.
/// </summary>
public static class ReportText
{
    /// <param name="number">The version; none for a draft.</param>
    /// <param name="reason">What a correction corrects.</param>
    public static string Of(Audit audit, StepFacts facts, int? number = null, string? reason = null)
    {
        var text = CardText.For("Audits", facts.Organisation.Language);
        var report = new StringBuilder();
        Heading($"# {Said("report.title", ("title", audit.Title), ("id", facts.Record.Value))}");
        Line(number is null ? text["report.draft"] : Said("report.version", ("number", AuditCards.Number(number.Value)), ("day", Day(facts.Now))));
        if (reason is not null) Line($"{text["report.correction"]}: {reason}");
        Line(text["report.means"]);
        Heading($"## {text["report.plan"]}");
        Item("report.goal", audit.Goal);
        Item("report.scope", string.Join(", ", audit.Items.Select(i => i.Id)));
        Item("report.criteria", audit.Criteria);
        Item("report.method", audit.Method);
        Item("report.dates", $"{Date(audit.From)} – {Date(audit.Until)}");
        Item("report.lead", audit.Lead.Value);
        Item("report.auditors", string.Join(", ", audit.Auditors));
        foreach (var change in audit.Changes) Item("report.change", $"{Day(change.At)}: {change.What} ({change.Reason})");
        Heading($"## {text["report.independence"]}");
        Line(text["report.independenceMeans"]);
        foreach (var declared in audit.Declared) Item("report.declared", $"{declared.Auditor}, {declared.Item}: {declared.What}");
        foreach (var overrule in audit.Overrules)
            Item("report.overruled", $"{overrule.Auditor}, {overrule.Item} ({text["involvement." + ConflictWords.Of(overrule.How)]}), {overrule.By}: {overrule.Reason}");
        if (audit.Overrules.Count == 0) Line(text["report.noOverrule"]);
        Heading($"## {text["report.coverage"]}");
        foreach (var group in audit.Results.GroupBy(r => r.Result).OrderBy(g => g.Key))
            Line($"- {text["result." + ResultWord(group.Key)]}: {AuditCards.Number(group.Count())} ({string.Join(", ", group.Select(r => r.Item).OrderBy(Place).ThenBy(i => i, StringComparer.Ordinal))})");
        Heading($"## {text["report.findings"]}");
        if (audit.Findings.Count == 0) Line(text["report.noFindings"]);
        foreach (var finding in audit.Findings.OrderBy(f => Place(f.Item)))
        {
            Heading($"### {finding.Item}: {text["result." + ResultWord(finding.Confirmed ?? finding.Result)]}");
            Item("fact.requirement", finding.Requirement);
            Item("fact.observation", finding.Observation);
            Item("fact.evidence", finding.Evidence.Replace('\n', ' '));
            if (finding.Confirmed is { } confirmed && confirmed != finding.Result) Item("report.regraded", $"{text["result." + ResultWord(finding.Result)]}: {finding.Reason}");
            if (finding.Owner is { } owner) Item("fact.answersFor", owner.Value);
            if (finding.Case is { } opened) Item("fact.case", opened.Value);
        }
        Heading($"## {text["report.samples"]}");
        if (audit.Results.All(r => r.Sample is null && r.Judgement is null)) Line(text["report.noSamples"]);
        foreach (var result in audit.Results.OrderBy(r => Place(r.Item)))
        {
            if (result.Sample is { } sample)
                Line($"- {result.Item}: {Said("report.sample", ("population", sample.Population), ("count", AuditCards.Number(sample.Count)), ("seed", sample.Seed), ("hash", sample.PopulationHash))} {string.Join(", ", sample.Picked)}");
            if (result.Judgement is { } judgement) Line($"- {result.Item}: {text["report.judgement"]} {judgement}");
        }
        Heading($"## {text["report.answers"]}");
        foreach (var result in audit.Results.OrderBy(r => Place(r.Item)))
            Line($"- {result.Item}: {text["result." + ResultWord(result.Result)]}, {result.Auditor}, {Day(result.At)}. {result.Note?.Replace('\n', ' ')} {string.Join(", ", result.Evidence.Select(e => EvidenceWord(e, text)))}".TrimEnd());
        if (audit.Answers.Count > 0) Heading($"## {text["report.audited"]}");
        foreach (var answer in audit.Answers) Line($"- {answer.By}, {Day(answer.At)}: {answer.Text.Replace('\n', ' ')}");
        return report.ToString();

        void Heading(string words) => report.Append(report.Length == 0 ? "" : "\n").Append(words.Replace('\n', ' ')).Append("\n\n");
        void Line(string words) => report.Append(words).Append('\n');
        void Item(string key, string words) => Line($"- **{text[key]}:** {words.Replace('\n', ' ')}");
        string Said(string key, params (string Name, string Value)[] values) => text.Format(key, JsonSerializer.SerializeToElement(values.ToDictionary(v => v.Name, v => v.Value)));
        string Day(DateTimeOffset at) => Date(LocalTimes.At(at, facts.Organisation.TimeZone).Day);
    }

    public static string ResultWord(AuditResult result) => AnswerItem.Results.First(r => r.Value == result).Key;

    internal static string EvidenceWord(Evidence evidence, CardText text) =>
        evidence.Kind == EvidenceKind.Link ? $"{evidence.Reference} ({text["evidence.link"]})" : evidence.ToString();

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Place(string item) => Requirements.PlaceOf(item) ?? int.MaxValue;
}
