using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>What a reporter can say of an incident, in a form; read alike for a new report and for more details.</summary>
public sealed record IncidentDetails
{
    /// <summary>The longest report, in characters. Longer ones are refused whole, never cut.</summary>
    public const int LongestText = 20_000;
    private const int LongestAffected = 300;

    /// <summary>The longest text that a form of every channel can show for changing.</summary>
    public const int LongestShown = 3000;

    public required string Text { get; init; }
    public IncidentKind Kind { get; init; } = IncidentKind.NotSure;

    /// <summary>True where the person chose a concern about people or conduct: nothing of it is kept.</summary>
    public bool IsConcern { get; init; }
    public string? System { get; init; }
    public string? Affected { get; init; }
    public Severity? Severity { get; init; }

    /// <summary>The day and the time it happened, on the reporter's own clock.</summary>
    public DateOnly? Day { get; init; }
    public TimeOnly? Time { get; init; }

    /// <summary>A chat message as the text of a report, with the link to it; visibly shortened to what a form can show.</summary>
    public static string Quote(string message, string? link) =>
        link is null ? Excerpt.Whole(message, LongestShown) : $"{Excerpt.Whole(message, LongestShown - link.Length - 1)}\n{link}";

    /// <summary>Whether the form leaves the text alone, because it cannot show it: it would come back cut, or not at all.</summary>
    public static bool KeepsText(Incident incident) => incident.Text.Length > LongestShown || incident.Erased?.Contains("text") == true;

    /// <param name="form">What was filled in.</param>
    /// <param name="mayKeepText">True where the text may be missing; see <see cref="KeepsText"/>.</param>
    public static IncidentDetails Read(FormReader form, bool mayKeepText = false)
    {
        var kind = form.Text("kind", 50);
        var severity = form.Text("severity", 50);
        return new IncidentDetails
        {
            Text = mayKeepText || kind == IncidentChoices.Concern ? form.Text("text", LongestText) ?? "" : form.RequiredText("text", LongestText),
            IsConcern = kind == IncidentChoices.Concern,
            Kind = kind is null or IncidentChoices.Concern ? IncidentKind.NotSure : form.Choice("kind", IncidentChoices.Kinds) ?? IncidentKind.NotSure,
            System = form.Text("system", 100) is { } system && system != IncidentChoices.NotListed ? system : null,
            Affected = form.Text("affected", LongestAffected),
            Severity = severity is null or IncidentChoices.NotSure ? null : form.Choice("severity", IncidentChoices.Severities),
            Day = form.Date("date"),
            Time = form.Time("time"),
        };
    }

    public Needs Needs => RecordId.Parse(System) is { } id ? new Needs { Records = [id] } : Core.Needs.None;

    /// <summary>What is wrong with it in the light of the organisation's records; none where all is well.</summary>
    public Outcome? Problem(StepFacts facts, Incident? incident = null)
    {
        if (IsConcern)
        {
            var contact = facts.Organisation.ConcernContact;
            return Correct("kind", contact is null ? new Refusal("concern.nowhere") : new Refusal("concern.contact", ("contact", contact)));
        }
        if (System is not null && SystemIn(facts, incident?.System) is null) return Correct("system", new Refusal("refusal.noSuchChoice"));
        if (Time is not null && Day is null) return Correct("date", new Refusal("incident.timeWithoutDay"));
        var occurred = OccurredBy(facts, incident?.Occurred);
        if (occurred?.At > facts.Now) return Correct("date", new Refusal("incident.inTheFuture"));
        if (incident is not null && occurred?.At > incident.ReportedAt) return Correct("date", new Refusal("incident.afterTheReport"));
        return null;
    }

    /// <summary>The system that was chosen, where it is one that is offered: in use, or the one that stands there already.</summary>
    public RecordId? SystemIn(StepFacts facts, RecordId? before = null) =>
        RecordId.Parse(System) is { } id && facts.Records.TryGetValue(id, out var head) && head.Type == "system" &&
        (head.State == "active" || id == before) ? id : null;

    /// <summary>When it happened; unchanged where the form says what was known before.</summary>
    public KnownTime? OccurredBy(StepFacts facts, KnownTime? before = null)
    {
        if (Day is not { } day) return null;
        var zone = facts.Actor.Person!.Details.TimeZone ?? facts.Organisation.TimeZone;
        // Compared as written: not every instant comes back from a form as it went in.
        if (Written(before, zone) == (Written(day), Time is { } time ? Written(time) : null)) return before;
        return new KnownTime(LocalTimes.Instant(day, Time ?? TimeOnly.MinValue, zone), facts.Actor.Id) { DayOnly = Time is null, Zone = zone };
    }

    private static Corrections Correct(string field, Refusal refusal) => new(new Dictionary<string, Refusal> { [field] = refusal });

    /// <summary>How a form writes a day and a time: a day without a time as it was said, wherever its reader is.</summary>
    public static (string? Day, string? Time) Written(KnownTime? known, string zone)
    {
        if (known is null) return (null, null);
        if (known.DayOnly) return (Written(known.DayIn(zone)), null);
        var (day, time) = LocalTimes.At(known.At, zone);
        return (Written(day), Written(time));
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
