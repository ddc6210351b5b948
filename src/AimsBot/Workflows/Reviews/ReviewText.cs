using System.Globalization;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Reviews;

/// <summary>The pack and the minutes as Markdown, in the organisation's language. People stand in them by their numbers, since what is frozen cannot forget.</summary>
public static class ReviewText
{
    public static string Pack(Review review, Organisation organisation, RecordId id)
    {
        var text = CardText.For("Reviews", organisation.Language);
        var pack = new StringBuilder();
        pack.Append(Said(text, "text.pack", ("title", review.Title), ("id", id.Value))).Append("\n\n");
        pack.Append(Said(text, "text.period", ("from", Day(review.From)), ("until", Day(review.Until)), ("at", At(review.PackedAt!.Value, organisation)))).Append('\n');
        Inputs(pack, review, text);
        return pack.ToString();
    }

    public static string Minutes(Review review, Organisation organisation, RecordId id)
    {
        var text = CardText.For("Reviews", organisation.Language);
        var minutes = new StringBuilder();
        minutes.Append(Said(text, "text.minutes", ("title", review.Title), ("id", id.Value))).Append("\n\n");
        Line("text.meeting", $"{Day(review.Meeting)}: {review.Reason}");
        Line("text.chair", review.Chair.Value);
        Line("text.present", string.Join(", ", review.Present.Select(p => $"{p.Person}{(p.IsTopManagement ? $" ({text["text.topManagement"]})" : "")}, {At(p.At, organisation)}")));
        var absent = review.Attendees.Where(a => review.Present.All(p => p.Person != a)).ToArray();
        if (absent.Length > 0) Line("text.absent", string.Join(", ", absent));
        Line("text.packHash", review.Pack ?? "");
        Inputs(minutes, review, text);
        minutes.Append("\n## ").Append(text["text.decisions"]).Append("\n\n");
        foreach (var decision in review.Decisions)
            minutes.Append("- ").Append(text["kind." + Decide.Kinds.First(k => k.Value == decision.Kind).Key]).Append(": ").Append(OneLine(decision.Text)).Append(" (").Append(decision.Owner).Append(", ").Append(Day(decision.Due)).Append(")\n");
        if (review.Decisions.Count == 0) minutes.Append(OneLine(review.Conclusion!.NoDecisions!)).Append('\n');
        minutes.Append("\n## ").Append(text["text.conclusion"]).Append("\n\n");
        var conclusion = review.Conclusion!;
        Line("conclude.suitable", text["judgement." + Word(conclusion.Suitable)]);
        Line("conclude.adequate", text["judgement." + Word(conclusion.Adequate)]);
        Line("conclude.effective", text["judgement." + Word(conclusion.Effective)]);
        minutes.Append('\n').Append(OneLine(conclusion.Text)).Append('\n');
        minutes.Append('\n').Append(Said(text, "text.signed", ("by", review.SignedBy!.Value.Value), ("at", At(review.SignedAt!.Value, organisation)))).Append('\n');
        return minutes.ToString();

        void Line(string key, string words) => minutes.Append("- **").Append(text[key]).Append(":** ").Append(OneLine(words)).Append('\n');
    }

    /// <summary>A figure in words: this period's against the one before; a small one of a confidential matter only as fewer than so many (MR8).</summary>
    public static string Figure(Figure figure, CardText text) => text["figure." + figure.Name] + ": " + (
        figure.IsHidden ? Said(text, "figures.few", ("count", PlanReview.Number(Reviews.Figure.FewestShown)))
        : figure.Before is { } before ? Said(text, "figures.trend", ("now", PlanReview.Number(figure.Now)), ("before", PlanReview.Number(before)))
        : PlanReview.Number(figure.Now));

    public static string Word(Judgement judgement) => Conclude.Judgements.First(j => j.Value == judgement).Key;

    private static void Inputs(StringBuilder output, Review review, CardText text)
    {
        foreach (var (inputs, heading) in new[] { (ReviewInputs.Required, "text.inputs"), (ReviewInputs.Extras, "text.extras") })
        {
            output.Append("\n## ").Append(text[heading]).Append('\n');
            foreach (var input in inputs.Where(i => inputs == ReviewInputs.Required || Lines(review, i, text).Any()))
            {
                output.Append("\n### ").Append(text["input." + input]).Append("\n\n");
                foreach (var line in Lines(review, input, text)) output.Append("- ").Append(line).Append('\n');
            }
        }
    }

    /// <summary>What is said on one input, a line each.</summary>
    public static IEnumerable<string> Lines(Review review, string input, CardText text)
    {
        foreach (var figure in review.Figures.Where(f => f.Input == input)) yield return Figure(figure, text);
        if (input == "earlier-actions")
        {
            foreach (var action in review.Earlier) yield return $"{action.Id} ({text["state." + action.State]}, {Day(action.Due)}) {Excerpt.Of(action.Text, 200)}";
        }
        if (review.Notes.TryGetValue(input, out var note)) yield return OneLine(note);
    }

    private static string Said(CardText text, string key, params (string Name, string Value)[] values) => text.Format(key, JsonSerializer.SerializeToElement(values.ToDictionary(v => v.Name, v => v.Value)));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string At(DateTimeOffset at, Organisation organisation) => Day(LocalTimes.At(at, organisation.TimeZone).Day);

    private static string OneLine(string text) => text.Replace('\n', ' ');
}
