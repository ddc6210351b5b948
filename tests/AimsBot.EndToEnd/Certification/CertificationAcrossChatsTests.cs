using System.Globalization;
using AimsBot.EndToEnd.Asking;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Certification;

/// <summary>From the first visit to the certificate, with one compliance lead in Slack and another in Teams.</summary>
public sealed class CertificationAcrossChatsTests(DayChats chats) : IClassFixture<DayChats>
{
    [Fact]
    public async Task A_certification_begun_in_Slack_is_decided_in_Teams_and_both_see_what_comes_next()
    {
        var (slack, teams) = (chats.Lead("Slack"), chats.Lead("Teams"));
        var certificate = await chats.New("certificate", async () =>
        {
            await slack.Opens("certificate", "Begin a certification");
            await slack.Submits("", ("Which certification body?", "Nordic Cert"), ("What is to be certified?", "AI in recruiting"));
        });
        await slack.Sees(certificate, "There is no certificate yet.");
        var first = await Plan(slack, certificate, "stage1", -60, "lotte@example.com");
        await DayChats.Fills(teams, "I cannot be there", first, ("What do you want to say?", "on leave then"));
        await slack.Sees(first, "cannot be there (on leave then)");
        await Held(slack, first, -60);
        await DayChats.Fills(slack, "What the body decided", first, ("What came of it?", "ready"), ("On which day?", In(-58)));
        await teams.Sees(first, "Ready for stage 2");

        var second = await Plan(slack, certificate, "stage2", -30, "");
        await Held(teams, second, -30);
        await DayChats.Fills(teams, "Note a finding", second, ("The body's grade", "minor"), ("Clause or control", "8.2"), ("What does it say?", "One reassessment is late."), ("Who sees to it? (e-mail address)", "clara@example.com"));
        await slack.Sees(second, "minor, 8.2: One reassessment is late.");
        var action = await Only("corrective-action");
        await slack.Sees(second, action);

        await teams.Opens("certificate", "Note the decision");
        var refused = await teams.Submits("", ("Number of the certificate", "N-1"), ("Day of the certification decision (not the last audit day, not the print date)", In(-5)), ("Expiry as printed", Anniversary(-5)));
        Assert.Contains(action, refused, StringComparison.Ordinal);
        await slack.Asks($"action {action}");
        await slack.Presses("Certification body says", action);
        await slack.Submits(action, ("What does it say?", "plan-accepted"));
        await teams.Sees(second, "the body accepted the plan");

        await teams.Opens("certificate", "Note the decision");
        await teams.Submits("", ("Number of the certificate", "N-1"), ("Day of the certification decision (not the last audit day, not the print date)", In(-5)), ("Expiry as printed", Anniversary(-5)));
        await slack.Sees(certificate, "Surveillance 1, by");
        await slack.Sees(second, "Certificate granted");
        Assert.Equal(
            ["certification-begun", "visit-plan-made", "visit-heard", "visit-heard", "visit-heard", "visit-plan-made", "visit-heard", "visit-heard", "visit-heard", "certificate-granted", "visit-heard"],
            await chats.Verbs(certificate));
    }

    private async Task<string> Plan(Colleague lead, string certificate, string kind, int days, string attendees)
    {
        var visit = await chats.New("visit", () => DayChats.Fills(
            lead, "Plan a visit", certificate, ("What kind of visit?", kind), ("First day", In(days)), ("Last day (if it is another)", In(days + 1)), ("Who of ours must be there? (e-mail addresses)", attendees)));
        await lead.Sees(visit, "Nordic Cert");
        return visit;
    }

    private static async Task Held(Colleague lead, string visit, int days)
    {
        await lead.Sees(visit, "planned");
        await DayChats.Fills(lead, "It was held", visit, ("First day", In(days)), ("Last day (if it is another)", In(days + 1)));
        await lead.Sees(visit, "held");
    }

    private async Task<string> Only(string type)
    {
        string[] ids = [];
        await Eventually.Is(async () => (ids = [.. (await chats.Bot.Records(type)).Select(r => (string)r["id"]!)]).Length == 1, $"one {type}");
        return ids[0];
    }

    private static string In(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Anniversary(int days) => TimeProvider.System.GetUtcNow().AddDays(days).AddMonths(36).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
