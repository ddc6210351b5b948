using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>The data of the checklist's cards: one item at a time, with how far the list has come.</summary>
internal static class ChecklistCards
{
    // Turning pages stands beside the text, so that the buttons below are those that commit to something.
    private static readonly Step[] Pages = [TurnPage.Back, TurnPage.Next, TurnPage.Go, PauseChecklist.Pause];

    // A file is no button: it is sent to the bot, and the card says so.
    private static readonly Step[] Sent = [AttachFile.Step];

    private const int MostPicked = 20;
    private const int MostButtons = 5;

    public static JsonObject Checklist(Checklist body, CardFacts facts)
    {
        var text = facts.Text;
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["title"] = body.Title,
            ["state"] = text["state." + facts.Head.State],
            ["progress"] = text.Format("audit.progress", AuditCards.Facts(("done", AuditCards.Number(body.Answered)), ("all", AuditCards.Number(body.Items.Count)))),
            ["until"] = facts.Format.Date(body.Until),
        };
        if (facts.Reader.Id != body.Auditor) data["auditor"] = facts.NameOf(body.Auditor);
        if (body.Shown is { } item && facts.Head.State != ChecklistStates.Paused) Item(data, body, item, facts);
        var pages = new JsonArray([.. facts.Steps.Where(Pages.Contains).Select(s => CardActions.Of(s, facts))]);
        if (pages.Count > 0) data["pages"] = pages;
        return AuditCards.Ended(data, body.Last, facts.Steps.Where(s => !Pages.Contains(s) && !Sent.Contains(s)).Where(s => s != HandOverItem.Step || body.Items.Any(i => i.Result is null)).Where(s => s != DropFile.Step || body.Shown?.Files.Count > 0), facts);
    }

    public static JsonObject Form(Step step, Checklist body, CardFacts facts)
    {
        var values = new JsonObject();
        var data = new JsonObject();
        if (body.Shown is { } item)
        {
            data["item"] = Name(item, facts);
            data["question"] = Question(item, facts);
            if (step == AnswerItem.Step)
            {
                if (item.Sample is { } sample) data["sample"] = SampleLine(sample, facts);
                if (item.Result is { } before)
                {
                    values["result"] = ReportText.ResultWord(before.Result);
                    if (before.Note is not null) values["note"] = before.Note;
                    if (before.Judgement is not null) values["judgement"] = before.Judgement;
                    values["evidence"] = string.Join('\n', before.Evidence.Where(e => item.Files.All(f => f.Reference != e.Reference)).Select(e => e.Reference));
                }
                if (item.Files.Count > 0) data["files"] = FileNames(item);
                values["requirement"] = item.Requirement ?? item.Id;
                if (item.Observation is not null) values["observation"] = item.Observation;
            }
        }
        if (step == DropFile.Step && body.Shown is { } shown)
        {
            data["files"] = new JsonArray([.. shown.Files.Select(file => new JsonObject { ["id"] = file.Reference, ["name"] = Excerpt.Of(file.Name ?? file.Reference, 75) })]);
            if (shown.Files is [var only]) values["file"] = only.Reference;
        }
        if (step == TurnPage.Go) data["items"] = Choices(body.Items, facts);
        if (step == HandOverItem.Step)
        {
            data["items"] = Choices([.. body.Items.Where(i => i.Result is null)], facts);
            values["item"] = body.Current;
        }
        if (step == DrawSample.Step) values["size"] = "5";
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;
    }

    private static void Item(JsonObject data, Checklist body, ChecklistItem item, CardFacts facts)
    {
        var text = facts.Text;
        data["place"] = text.Format("checklist.place", AuditCards.Facts(("number", AuditCards.Number(body.Items.ToList().IndexOf(item) + 1)), ("all", AuditCards.Number(body.Items.Count)), ("group", Group(item, text))));
        data["item"] = Name(item, facts);
        data["question"] = Question(item, facts);
        if (Requirements.EvidenceOf(item.Id, text.Language) is { Count: > 0 } evidence) data["look"] = new JsonArray([.. evidence.Select(e => new JsonObject { ["text"] = e })]);
        if (facts.Counts.Count > 0) data["kept"] = string.Join(", ", facts.Counts.Select(c => $"{text["kept." + c.Key]}: {AuditCards.Number(c.Value)}"));
        if (item.Sample is { } sample) data["sample"] = SampleLine(sample, facts);
        if (Behind(item) is { Length: > 0 } behind)
            data["records"] = new JsonArray([.. behind.Select(id => new JsonObject { ["verb"] = ActionRef.ShowVerb, ["title"] = id.Value, ["data"] = new ActionRef(id, null).ToJson() })]);
        if (item.Files.Count > 0) data["files"] = FileNames(item);
        var links = item.Files.Take(MostButtons).Select(file => (file.Name, Address: facts.ChosenFileOf(EvidenceFile.FileName, EvidenceFile.FilterOf(file)))).Where(file => file.Address is not null);
        if (links.ToArray() is { Length: > 0 } open) data["open"] = new JsonArray([.. open.Select(file => new JsonObject { ["url"] = file.Address!.AbsoluteUri, ["title"] = Excerpt.Of(file.Name ?? "", 40) })]);
        if (facts.Steps.Contains(AttachFile.Step)) data["send"] = text["checklist.send"];
        if (item.Result is { } result)
        {
            data["result"] = text["result." + ReportText.ResultWord(result.Result)];
            if (result.Note is not null) data["note"] = result.Note;
            if (item.Observation is not null) data["observation"] = item.Observation;
            if (result.Evidence.Except(item.Files).ToArray() is { Length: > 0 } named) data["evidence"] = string.Join(", ", named.Select(e => ReportText.EvidenceWord(e, text)));
        }
    }

    // The record that the item is, and the first of its sample: as many as a row of buttons holds.
    private static RecordId[] Behind(ChecklistItem item) => [.. new[] { RecordId.Parse(item.Id) }.OfType<RecordId>().Concat(item.Sample?.Picked ?? []).Distinct().Take(MostButtons)];

    private static string FileNames(ChecklistItem item) => string.Join(", ", item.Files.Select(f => f.Name));

    private static string SampleLine(Sample sample, CardFacts facts) =>
        $"{facts.Text.Format("report.sample", AuditCards.Facts(("population", sample.Population), ("count", AuditCards.Number(sample.Count)), ("seed", sample.Seed), ("hash", sample.PopulationHash[..12])))} {string.Join(", ", sample.Picked.Take(MostPicked))}{(sample.Picked.Count > MostPicked ? " …" : "")}";

    private static JsonArray Choices(IReadOnlyList<ChecklistItem> items, CardFacts facts) =>
        [.. items.Select(i => new JsonObject { ["id"] = i.Id, ["name"] = Excerpt.Of($"{(i.Result is null ? "" : "✓ ")}{Name(i, facts)}", 75) })];

    private static string Group(ChecklistItem item, CardText text) =>
        Requirements.Find(item.Id) is { } requirement ? $"{requirement.Group} {Requirements.TitleOf(requirement.Group, text.Language)}" : Statement.RowOf(item.Id) is not null ? text["group.SOA"] : item.Id;

    private static string Name(ChecklistItem item, CardFacts facts) =>
        RecordId.Parse(item.Id) is { } id ? $"{item.Id} {facts.NameOf(id)}"
            : $"{item.Id} {(Requirements.Find(item.Id) is null ? item.Title : Requirements.TitleOf(item.Id, facts.Text.Language))}";

    private static string Question(ChecklistItem item, CardFacts facts) =>
        Requirements.AuditQuestionOf(item.Id, facts.Text.Language) ?? facts.Text[Statement.RowOf(item.Id) is not null ? "question.SOA" : RecordId.Parse(item.Id) is { } id ? "question." + id.Value.Split('-')[0] : "question.OWN"];
}
