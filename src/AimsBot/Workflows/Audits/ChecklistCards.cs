using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Iso42001;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>The data of the checklist's cards: one item at a time, with how far the list has come.</summary>
internal static class ChecklistCards
{
    // Turning pages stands beside the text, so that the buttons below are those that commit to something.
    private static readonly Step[] Pages = [TurnPage.Back, TurnPage.Next, TurnPage.Go, PauseChecklist.Pause];

    private const int MostPicked = 20;

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
        return AuditCards.Ended(data, body.Last, facts.Steps.Where(s => !Pages.Contains(s)).Where(s => s != HandOverItem.Step || body.Items.Any(i => i.Result is null)), facts);
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
                    values["evidence"] = string.Join('\n', before.Evidence.Select(e => e.Reference));
                }
                values["requirement"] = item.Requirement ?? item.Id;
                if (item.Observation is not null) values["observation"] = item.Observation;
            }
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
        if (Requirements.Find(item.Id) is { } requirement) data["look"] = new JsonArray([.. requirement.Evidence.Select(e => new JsonObject { ["text"] = e })]);
        if (facts.Counts.Count > 0) data["kept"] = string.Join(", ", facts.Counts.Select(c => $"{text["kept." + c.Key]}: {AuditCards.Number(c.Value)}"));
        if (item.Sample is { } sample) data["sample"] = SampleLine(sample, facts);
        if (item.Result is { } result)
        {
            data["result"] = text["result." + ReportText.ResultWord(result.Result)];
            if (result.Note is not null) data["note"] = result.Note;
            if (item.Observation is not null) data["observation"] = item.Observation;
            if (result.Evidence.Count > 0) data["evidence"] = string.Join(", ", result.Evidence.Select(e => ReportText.EvidenceWord(e, text)));
        }
    }

    private static string SampleLine(Sample sample, CardFacts facts) =>
        $"{facts.Text.Format("report.sample", AuditCards.Facts(("population", sample.Population), ("count", AuditCards.Number(sample.Count)), ("seed", sample.Seed), ("hash", sample.PopulationHash[..12])))} {string.Join(", ", sample.Picked.Take(MostPicked))}{(sample.Picked.Count > MostPicked ? " …" : "")}";

    private static JsonArray Choices(IReadOnlyList<ChecklistItem> items, CardFacts facts) =>
        [.. items.Select(i => new JsonObject { ["id"] = i.Id, ["name"] = Excerpt.Of($"{(i.Result is null ? "" : "✓ ")}{Name(i, facts)}", 75) })];

    private static string Group(ChecklistItem item, CardText text) =>
        Requirements.Find(item.Id) is { } requirement ? $"{requirement.Group} {Requirements.TitleOf(requirement.Group, text.Language)}" : item.Id;

    private static string Name(ChecklistItem item, CardFacts facts) =>
        RecordId.Parse(item.Id) is { } id ? $"{item.Id} {facts.NameOf(id)}"
            : $"{item.Id} {(Requirements.Find(item.Id) is null ? item.Title : Requirements.TitleOf(item.Id, facts.Text.Language))}";

    private static string Question(ChecklistItem item, CardFacts facts) =>
        Requirements.AuditQuestionOf(item.Id, facts.Text.Language) ?? facts.Text[RecordId.Parse(item.Id) is { } id ? "question." + id.Value.Split('-')[0] : "question.OWN"];
}
