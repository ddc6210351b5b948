using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>The data of the audit's own cards in <c>cards/Audits</c>.</summary>
public static partial class AuditCards
{
    /// <summary>The form that asks for some words: a reason, an answer.</summary>
    public const string WordsForm = "Audits/WordsForm";

    private const int MostItems = 40;
    private const int MostPieces = 10;
    private const int MostLists = 5;
    private const int PieceLength = 2500;

    public static JsonObject Audit(Audit body, CardFacts facts)
    {
        var text = facts.Text;
        var state = facts.Head!.State;
        var data = new JsonObject
        {
            ["id"] = facts.Head.Id.Value,
            ["title"] = body.Title,
            ["state"] = text["state." + state],
            ["goal"] = Or(body.Goal, facts),
            ["criteria"] = Or(body.Criteria, facts),
            ["method"] = Or(body.Method, facts),
            ["scope"] = Excerpt.Of(string.Join(", ", body.Items.Select(i => i.Id)), 700),
            ["lead"] = facts.NameOf(body.Lead),
            ["auditors"] = string.Join(", ", body.Auditors.Select(a => facts.NameOf(a))),
            ["dates"] = $"{facts.Format.Date(body.From)} – {facts.Format.Date(body.Until)}",
        };
        if (state != AuditStates.Planned)
        {
            data["progress"] = text.Format("audit.progress", Facts(("done", Number(body.Items.Count - body.Unanswered.Count)), ("all", Number(body.Items.Count))));
            data["results"] = string.Join(", ", body.Results.GroupBy(r => r.Result).OrderBy(g => g.Key).Select(g => $"{text["result." + ReportText.ResultWord(g.Key)]}: {Number(g.Count())}"));
        }
        if (body.Overrules.Count > 0) data["overruled"] = string.Join("; ", body.Overrules.GroupBy(o => (o.Auditor, o.Reason)).Select(g => $"{facts.NameOf(g.Key.Auditor)}, {string.Join(", ", g.Select(o => o.Item))}: {g.Key.Reason}"));
        if (body.Findings.Count > 0) data["findings"] = new JsonArray([.. body.Findings.Take(MostItems).Select(f => new JsonObject { ["text"] = FindingLine(f, facts) })]);
        if (body.Versions.Count > 0)
        {
            var version = body.Versions[^1];
            data["version"] = text.Format("audit.version", Facts(("number", Number(version.Number)), ("by", facts.NameOf(version.IssuedBy)), ("at", facts.Format.Moment(version.At))));
            data["hash"] = version.Hash;
        }
        if (body.Last is { What: "exported" } exported && exported.By == facts.Reader.Id)
        {
            if (facts.FileOf(ReportFiles.Pdf) is { } pdf) data["pdf"] = pdf.AbsoluteUri;
            if (facts.FileOf(ReportFiles.Markdown) is { } markdown) data["markdown"] = markdown.AbsoluteUri;
        }
        if (state is AuditStates.Running or AuditStates.Reporting && facts.Reader.Is(body.Lead)) data["lists"] = Lists(body, facts);
        if ((body.Versions.Count > 0 ? body.Versions[^1].Hash : body.Draft) is { } hash && facts.Documents.TryGetValue(hash, out var report))
            data["pieces"] = new JsonArray([.. Pieces(Named(report, facts.NameOf)).Select(piece => new JsonObject { ["text"] = piece })]);
        return Ended(data, body.Last, facts.Steps.Where(s => s != ConfirmFinding.Step || body.Findings.Any(f => f.Confirmed is null)), facts);
    }

    /// <summary>The report with names where it has the numbers of people.</summary>
    public static string Named(string report, Func<RecordId?, string> nameOf) => PersonNumber().Replace(report, found => nameOf(new RecordId(found.Value)));

    public static JsonObject Form(Step step, Audit? body, CardFacts facts)
    {
        var values = new JsonObject();
        var data = new JsonObject();
        if (step == PlanAudit.Step) values["lead"] = facts.Reader.Details.Email ?? "";
        if (body is not null)
        {
            var name = NameOf(step);
            data["title"] = facts.Text[step.FormCard == WordsForm ? "step." + name : "fact.title"];
            data["about"] = body.Title;
            if (step.FormCard == WordsForm) data["intro"] = facts.Text["words." + name];
        }
        if (step == PlanAudit.Change)
        {
            values["title"] = body!.Title;
            values["goal"] = body.Goal;
            values["criteria"] = body.Criteria;
            values["method"] = body.Method;
            values["scope"] = string.Join(", ", body.Items.Select(i => i.Id));
            values["lead"] = facts.Addresses.GetValueOrDefault(body.Lead) ?? "";
            values["auditors"] = string.Join(", ", body.Auditors.Where(a => a != body.Lead).Select(a => facts.Addresses.GetValueOrDefault(a)).OfType<string>());
            values["from"] = Day(body.From);
            values["until"] = Day(body.Until);
        }
        if (step == ConfirmFinding.Step)
            data["findings"] = new JsonArray([.. body!.Findings.Where(f => f.Confirmed is null).Take(MostItems).Select(f => new JsonObject { ["id"] = f.Item, ["name"] = Excerpt.Of($"{f.Item} ({facts.Text["result." + ReportText.ResultWord(f.Result)]}) {f.Observation}", 75) })]);
        if (step == IssueReport.Step && body!.Draft is { } draft && facts.Documents.TryGetValue(draft, out var report))
            data["pieces"] = new JsonArray([.. Pieces(Named(report, facts.NameOf)).Select(piece => new JsonObject { ["text"] = piece })]);
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;
    }

    public static string? LastLine(AuditAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", last.By is null ? facts.Text["audit.bot"] : facts.NameOf(last.By)),
        ("channel", facts.Text["channel." + (last.Channel ?? "none")]),
        ("at", facts.Format.Moment(last.At)),
        ("reason", last.Reason ?? "")));

    internal static JsonObject Ended(JsonObject data, AuditAct? last, IEnumerable<Step> steps, CardFacts facts)
    {
        if (LastLine(last, facts) is { } line) data["last"] = line;
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    internal static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string NameOf(Step step) => step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    // The lead sees how far each auditor is, and what their answers rest on.
    private static JsonArray Lists(Audit body, CardFacts facts)
    {
        var auditors = body.Auditors.Where(a => body.Items.Any(i => i.Auditor == a)).Take(MostLists).Select(auditor =>
        {
            var own = body.Items.Where(i => i.Auditor == auditor).Select(i => i.Id).ToHashSet();
            var list = AuditWorkflow.ChecklistOf(facts.Organisation.Id, facts.Head!.Id, auditor);
            return new JsonObject
            {
                ["verb"] = ActionRef.ShowVerb,
                ["title"] = Excerpt.Of($"{facts.NameOf(auditor)}: {Number(body.Results.Count(r => own.Contains(r.Item)))}/{Number(own.Count)}", 40),
                ["data"] = new ActionRef(list, null).ToJson(),
            };
        });
        return [.. auditors];
    }

    private static string FindingLine(Finding finding, CardFacts facts)
    {
        var line = $"{finding.Item} ({facts.Text["result." + ReportText.ResultWord(finding.Confirmed ?? finding.Result)]}{(finding.Confirmed is null ? $", {facts.Text["audit.unconfirmedWord"]}" : "")}) {Excerpt.Of(finding.Observation, 200)}";
        return finding.Case is { } opened ? $"{line} {opened}" : line;
    }

    // A long report is shown from its beginning; the whole of it is exported. A card has the words without the marks of Markdown.
    private static IEnumerable<string> Pieces(string report)
    {
        var text = HeadingMarks().Replace(report, "").Replace("**", "", StringComparison.Ordinal);
        for (var i = 0; i < MostPieces && i * PieceLength < text.Length; i++) yield return text.Substring(i * PieceLength, Math.Min(PieceLength, text.Length - (i * PieceLength)));
    }

    private static string Or(string text, CardFacts facts) => text.Length > 0 ? text : facts.Text["text.erased"];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("^#{1,3} ", RegexOptions.Multiline)]
    private static partial Regex HeadingMarks();

    [GeneratedRegex("PER-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")]
    private static partial Regex PersonNumber();
}
