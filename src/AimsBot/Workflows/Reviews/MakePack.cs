using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Reviews;

/// <summary>
/// The bot collects the inputs from its records, this period's against the one's before (MR2), and freezes them: what changes
/// later changes nothing of the review (MR6). An input of which neither a record nor anybody says anything is named.
/// </summary>
public sealed record MakePack
{
    private const string ActionType = ReviewActionWorkflow.TypeName;

    /// <summary>What happened in a period, counted by when it was opened.</summary>
    private static readonly (string Input, string Name, string Type, string? State)[] Opened =
    [
        ("issues", "systems-registered", "system", null),
        ("nonconformities", "cases-opened", "corrective-action", null),
        ("monitoring", "acknowledgements-asked", "acknowledgement", null),
        ("monitoring", "incidents-reported", "incident", null),
        ("monitoring", "risks-raised", "risk", null),
        ("monitoring", "acceptances-asked", "acceptance", null),
        ("audits", "audits-planned", "audit", null),
    ];

    /// <summary>What happened in a period, counted by a keyed date.</summary>
    private static readonly (string Input, string Name, string Type, string Date)[] Dated =
    [
        ("issues", "systems-changed", "system", "changed"),
        ("nonconformities", "cases-closed", "corrective-action", "closed"),
        ("nonconformities", "cases-extended", "corrective-action", "extended"),
        ("audits", "audits-issued", "audit", "issued"),
    ];

    /// <summary>How things stand.</summary>
    private static readonly (string Input, string Name, string Type, string? State, string? Date)[] Standing =
    [
        ("nonconformities", "cases-open", "corrective-action", null, "due"),
        ("monitoring", "acknowledgements-given", "acknowledgement", "acknowledged", null),
        ("monitoring", "acknowledgements-pending", "acknowledgement", "pending", null),
        ("risks", "risks-unaccepted", "risk", "unaccepted", null),
        ("risks", "risks-accepted", "risk", "accepted", null),
    ];

    public static readonly Step Step = new Step<Review, MakePack>("review.make-pack", "review-pack-made", Decide)
    {
        Form = _ => new MakePack(),
        Needs = (body, _) => new Needs
        {
            Counts = (_, now) => Queries(body!, now),
            Listed = [ActionType, "audit", "corrective-action"],
        },
        Style = "positive",
    };

    public static Outcome Decide(Review? body, MakePack input, StepFacts facts)
    {
        Figure[] figures =
        [
            .. Opened.Select(o => Of(o.Input, o.Name)),
            .. Dated.Select(d => Of(d.Input, d.Name)),
            .. Standing.Select(s => new Figure(s.Input, s.Name, facts.Counts[s.Name], null)),
            Opportunities(body!, facts),
            Concerns(body!, facts),
        ];
        var earlier = facts.Listed[ActionType].Select(head => (head.Id, Body: head.Read<ReviewAction>(), head.State))
            .Select(a => new EarlierAction(a.Id, a.Body.Text, a.State, a.Body.Due)).ToArray();
        // The machine's zero says that nothing was recorded, not that there was nothing: those that records cannot know need words.
        var missing = ReviewInputs.Required.Where(required => !body!.Notes.ContainsKey(required) && !Speaks(required, figures, earlier)).ToArray();
        if (missing.Length > 0) return new Refusal("review.noData", ("inputs", string.Join(' ', missing)));
        var next = body! with { Figures = figures, Earlier = earlier, PackedAt = facts.Now, Last = ReviewWorkflow.Act("packed", facts) };
        var text = Encoding.UTF8.GetBytes(ReviewText.Pack(next, facts.Organisation, facts.Record));
        next = next with { Pack = Convert.ToHexStringLower(SHA256.HashData(text)) };
        return ReviewWorkflow.Tell(next, ReviewStates.Packed, next.Attendees) with { Documents = [text] };

        Figure Of(string to, string name) => new(to, name, facts.Counts[name + ":until"] - facts.Counts[name + ":from"], facts.Counts[name + ":from"] - facts.Counts[name + ":before"]);
    }

    // Whether the records say anything on an input: something happened in one of the two periods, or stands so.
    private static bool Speaks(string input, IEnumerable<Figure> figures, EarlierAction[] earlier) =>
        input == "earlier-actions" ? earlier.Length > 0 : figures.Any(f => f.Input == input && (f.Now > 0 || f.Before > 0));

    // Three instants bound two periods; what happened between two of them is one count less another.
    private static Dictionary<string, RecordQuery> Queries(Review body, DateTimeOffset now)
    {
        var length = body.Until.DayNumber - body.From.DayNumber + 1;
        (string Name, DateOnly Day)[] instants = [("before", body.From.AddDays(-length)), ("from", body.From), ("until", body.Until.AddDays(1))];
        var queries = new Dictionary<string, RecordQuery>();
        foreach (var (name, day) in instants)
        {
            var at = LocalTimes.Instant(day, TimeOnly.MinValue, body.Zone);
            if (at > now) at = now.AddMilliseconds(1);
            foreach (var o in Opened) queries[$"{o.Name}:{name}"] = new RecordQuery { Type = o.Type, State = o.State, OpenedBefore = at };
            foreach (var d in Dated) queries[$"{d.Name}:{name}"] = new RecordQuery { Type = d.Type, Date = d.Date, DateBefore = at };
        }
        foreach (var s in Standing) queries[s.Name] = new RecordQuery { Type = s.Type, State = s.State, Date = s.Date };
        return queries;
    }

    // Audits are another workflow's records; what is read of them is what their stored form says.
    private static Figure Opportunities(Review body, StepFacts facts)
    {
        var all = facts.Listed["audit"].SelectMany(head => Elements(head, "findings"))
            .Where(f => f.TryGetProperty("confirmed", out var grade) && grade.GetString() == "opportunity")
            .Select(f => f.GetProperty("confirmedAt").GetDateTimeOffset());
        return InPeriods("improvement", "opportunities", all, body);
    }

    private static Figure Concerns(Review body, StepFacts facts)
    {
        var all = facts.Listed["corrective-action"].Where(IsConcern).Select(head => head.Opened);
        return InPeriods("stakeholders", "concerns", all, body) with { Confidential = true };
    }

    private static Figure InPeriods(string input, string name, IEnumerable<DateTimeOffset> instants, Review body)
    {
        var days = instants.Select(at => LocalTimes.At(at, body.Zone).Day).ToArray();
        var before = body.From.AddDays(-(body.Until.DayNumber - body.From.DayNumber + 1));
        return new Figure(input, name, days.Count(d => d >= body.From && d <= body.Until), days.Count(d => d >= before && d < body.From));
    }

    private static bool IsConcern(Head head)
    {
        using var body = JsonDocument.Parse(head.Body);
        return body.RootElement.GetProperty("source").GetString() == "concern";
    }

    private static IReadOnlyList<JsonElement> Elements(Head head, string name)
    {
        using var body = JsonDocument.Parse(head.Body);
        return body.RootElement.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(e => e.Clone())] : [];
    }
}
