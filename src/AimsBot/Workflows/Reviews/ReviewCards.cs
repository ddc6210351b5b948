using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Files;

namespace AimsBot.Workflows.Reviews;

/// <summary>The data of the cards in <c>cards/Reviews</c>.</summary>
public static class ReviewCards
{
    /// <summary>The form that asks for some words: a reason, what was done.</summary>
    public const string WordsForm = "Reviews/WordsForm";

    public static JsonObject Review(Review body, CardFacts facts)
    {
        var text = facts.Text;
        var state = facts.Head!.State;
        var data = new JsonObject
        {
            ["id"] = facts.Head.Id.Value,
            ["title"] = body.Title,
            ["state"] = text["state." + state],
            ["meeting"] = $"{facts.Format.Date(body.Meeting)}: {body.Reason}",
            ["period"] = $"{facts.Format.Date(body.From)} – {facts.Format.Date(body.Until)}",
            ["chair"] = facts.NameOf(body.Chair),
            ["attendees"] = string.Join(", ", body.Attendees.Select(a => $"{facts.NameOf(a)}{(body.Present.Any(p => p.Person == a) ? " ✓" : "")}")),
            ["inputs"] = Inputs(ReviewInputs.Required, body, state, text),
        };
        if (Inputs(ReviewInputs.Extras, body, ReviewStates.Planned, text, onlySaid: true) is { Count: > 0 } extras) data["extras"] = extras;
        if (body.PackedAt is { } packed) data["packed"] = $"{facts.Format.Moment(packed)}, {body.Pack}";
        if (FiguresPicture.Of(body).Count > 0 && facts.FileOf(FiguresFile.FileName) is { } picture)
        {
            data["picture"] = picture.AbsoluteUri;
            data["pictureAlt"] = FiguresPicture.Words(body, text);
        }
        if (body.Last is { What: "exported" } exported && exported.By == facts.Reader.Id) AddFiles(data, facts);
        if (body.Decisions.Count > 0)
        {
            data["decisions"] = new JsonArray([.. body.Decisions.Select(d => new JsonObject
            {
                ["text"] = $"{Number(d.Number)}. {text["kind." + Decide.Kinds.First(k => k.Value == d.Kind).Key]}: {d.Text} ({facts.NameOf(d.Owner)}, {facts.Format.Date(d.Due)}){(d.Action is { } action ? $" {action}" : "")}",
            })]);
        }
        if (body.Conclusion is { } conclusion)
        {
            data["conclusion"] = text.Format("review.conclusion", Facts(
                ("suitable", text["judgement." + ReviewText.Word(conclusion.Suitable)]), ("adequate", text["judgement." + ReviewText.Word(conclusion.Adequate)]), ("effective", text["judgement." + ReviewText.Word(conclusion.Effective)]))) + " " + conclusion.Text;
        }
        if (body is { SignedBy: { } by, SignedAt: { } at }) data["signed"] = text.Format("review.signed", Facts(("by", facts.NameOf(by)), ("at", facts.Format.Moment(at)), ("hash", body.Minutes ?? "")));
        var steps = facts.Steps
            .Where(s => s != ConfirmAttendance.Step || (body.Conclusion is not null && body.Present.All(p => p.Person != facts.Reader.Id)))
            .Where(s => s != SignMinutes.Step || body.Present.Count > 0);
        return Ended(data, body.Last, steps, facts);
    }

    public static JsonObject Action(ReviewAction body, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["text"] = body.Text.Length > 0 ? body.Text : facts.Text["text.erased"],
            ["kind"] = facts.Text["kind." + Decide.Kinds.First(k => k.Value == body.Kind).Key],
            ["state"] = facts.Text["state." + facts.Head.State],
            ["review"] = body.Review.Value,
            ["owner"] = facts.NameOf(body.Owner),
            ["due"] = facts.Format.Date(body.Due),
        };
        if (body.Outcome is not null) data["outcome"] = body.Outcome;
        return Ended(data, body.Last, facts.Steps, facts);
    }

    public static JsonObject Form(Step step, Review? body, CardFacts facts)
    {
        if (step.FormCard == WordsForm) return Words(step, body!.Title, facts);
        var values = new JsonObject();
        if (step == PlanReview.Step) values["interval"] = "12";
        if (step == Conclude.Step && body!.Conclusion is { } before)
        {
            values["suitable"] = ReviewText.Word(before.Suitable);
            values["adequate"] = ReviewText.Word(before.Adequate);
            values["effective"] = ReviewText.Word(before.Effective);
            values["text"] = before.Text;
            if (before.NoDecisions is not null) values["none"] = before.NoDecisions;
        }
        var data = new JsonObject();
        if (body is not null) data["about"] = body.Title;
        if (body is not null) data["title"] = facts.Text["fact.title"];
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;
    }

    public static JsonObject Words(Step step, string about, CardFacts facts)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["title"] = facts.Text["step." + NameOf(step)], ["about"] = Excerpt.Of(about, 200), ["intro"] = facts.Text["words." + NameOf(step)], ["values"] = values };
    }

    public static string? LastLine(ReviewAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", last.By is null ? "" : facts.NameOf(last.By)),
        ("channel", facts.Text["channel." + (last.Channel ?? "none")]),
        ("at", facts.Format.Moment(last.At)),
        ("reason", last.Reason ?? "")));

    private static JsonArray Inputs(IReadOnlyList<string> inputs, Review body, string state, CardText text, bool onlySaid = false)
    {
        var rows = new JsonArray();
        foreach (var (input, number) in inputs.Select((input, i) => (input, i + 1)))
        {
            var lines = ReviewText.Lines(body, input, text).ToArray();
            if (lines.Length == 0 && onlySaid) continue;
            rows.Add(new JsonObject
            {
                ["name"] = onlySaid ? text["input." + input] : $"{Number(number)}. {text["input." + input]}",
                ["text"] = lines.Length > 0 ? string.Join('\n', lines) : text[state == ReviewStates.Planned ? "review.collected" : "review.nothing"],
            });
        }
        return rows;
    }

    private static JsonObject Ended(JsonObject data, ReviewAct? last, IEnumerable<Step> steps, CardFacts facts)
    {
        if (LastLine(last, facts) is { } line) data["last"] = line;
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    private static void AddFiles(JsonObject data, CardFacts facts)
    {
        if (facts.FileOf(ReportFiles.Pdf) is { } pdf) data["pdf"] = pdf.AbsoluteUri;
        if (facts.FileOf(ReportFiles.Markdown) is { } markdown) data["markdown"] = markdown.AbsoluteUri;
    }

    private static string NameOf(Step step) => step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
