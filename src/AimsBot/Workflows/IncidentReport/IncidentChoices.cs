namespace AimsBot.Workflows.IncidentReport;

/// <summary>The values that the forms' choices send, written out: the forms and these tables agree by a test.</summary>
public static class IncidentChoices
{
    /// <summary>A concern about people or conduct (A.3.3), which is not taken in chat.</summary>
    public const string Concern = "concern";
    public const string NotListed = "not-listed";
    public const string NotSure = "not-sure";

    public static readonly IReadOnlyDictionary<string, IncidentKind> Kinds = new Dictionary<string, IncidentKind>
    {
        ["hazard"] = IncidentKind.Hazard,
        ["incident"] = IncidentKind.Incident,
        ["question"] = IncidentKind.Question,
        [NotSure] = IncidentKind.NotSure,
    };

    public static readonly IReadOnlyDictionary<string, Severity> Severities = new Dictionary<string, Severity>
    {
        ["S1"] = Severity.S1,
        ["S2"] = Severity.S2,
        ["S3"] = Severity.S3,
        ["S4"] = Severity.S4,
    };

    public static readonly IReadOnlyDictionary<string, IncidentCategory> Categories = new Dictionary<string, IncidentCategory>
    {
        ["bias"] = IncidentCategory.Bias,
        ["privacy"] = IncidentCategory.Privacy,
        ["safety"] = IncidentCategory.Safety,
        ["security"] = IncidentCategory.Security,
        ["false-content"] = IncidentCategory.FalseContent,
        ["intellectual-property"] = IncidentCategory.IntellectualProperty,
        ["misuse"] = IncidentCategory.Misuse,
        ["drift"] = IncidentCategory.Drift,
        ["transparency"] = IncidentCategory.Transparency,
        ["oversight"] = IncidentCategory.Oversight,
        ["availability"] = IncidentCategory.Availability,
        ["third-party"] = IncidentCategory.ThirdParty,
        ["other"] = IncidentCategory.Other,
    };

    public static readonly IReadOnlyDictionary<string, Answer> Answers = new Dictionary<string, Answer>
    {
        ["yes"] = Answer.Yes,
        ["no"] = Answer.No,
        ["unknown"] = Answer.Unknown,
    };

    public static readonly IReadOnlyDictionary<string, NotificationDecision> Decisions = new Dictionary<string, NotificationDecision>
    {
        ["notified"] = NotificationDecision.Notified,
        ["will-notify"] = NotificationDecision.WillNotify,
        ["not-required"] = NotificationDecision.NotRequired,
    };

    /// <summary>The value that a form sends for this.</summary>
    public static string Word<T>(IReadOnlyDictionary<string, T> table, T value)
        where T : struct => table.First(pair => pair.Value.Equals(value)).Key;
}
