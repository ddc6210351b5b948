using System.Globalization;
using AimsBot.Core.Calendar;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

/// <summary>The limits of the domain rules 9.3, on the clock of Oslo: 17 May 2027 is a Monday and a holiday.</summary>
[Trait("Rule", "9.3")]
public class IncidentLimitsTests
{
    private static readonly WorkingCalendar Norway = WorkingCalendar.For("Europe/Oslo", "NO");

    [Theory]
    [InlineData(Severity.S1, "2027-05-14T15:00Z", "2027-05-14T16:00Z")]
    [InlineData(Severity.S1, "2027-05-15T23:30Z", "2027-05-16T00:30Z")]
    [InlineData(Severity.S2, "2027-05-14T15:00Z", "2027-05-14T19:00Z")]
    [InlineData(Severity.S2, "2027-05-17T22:00Z", "2027-05-18T02:00Z")]
    [InlineData(Severity.S3, "2027-05-12T10:00Z", "2027-05-13T10:00Z")]
    [InlineData(Severity.S3, "2027-05-14T10:00Z", "2027-05-18T10:00Z")]
    [InlineData(Severity.S3, "2027-05-15T10:00Z", "2027-05-18T22:00Z")]
    [InlineData(Severity.S4, "2027-05-14T10:00Z", "2027-05-20T10:00Z")]
    public void A_first_answer_is_due(Severity severity, string aware, string by) =>
        Assert.Equal(At(by), IncidentLimits.FirstAnswerBy(severity, At(aware), Norway));

    [Theory]
    [InlineData(Severity.S1, "2027-05-14T15:00Z", "2027-05-14T19:00Z")]
    [InlineData(Severity.S2, "2027-05-14T15:00Z", "2027-05-15T15:00Z")]
    [InlineData(Severity.S3, "2027-05-14T10:00Z", "2027-05-20T10:00Z")]
    [InlineData(Severity.S4, "2027-05-14T10:00Z", "2027-05-31T10:00Z")]
    public void A_triage_is_due(Severity severity, string aware, string by) =>
        Assert.Equal(At(by), IncidentLimits.TriageBy(severity, At(aware), Norway));

    [Theory]
    [InlineData(null, null, Severity.S3)]
    [InlineData(null, "applicants", Severity.S2)]
    [InlineData(Severity.S4, "applicants", Severity.S4)]
    [InlineData(Severity.S1, null, Severity.S1)]
    public void Before_triage_this_severity_governs(Severity? reported, string? affected, Severity governs) =>
        Assert.Equal(governs, IncidentLimits.BeforeTriage(reported, affected));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
