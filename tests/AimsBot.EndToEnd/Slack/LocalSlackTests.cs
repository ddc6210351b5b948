using AimsBot.Slack.WebApi;

namespace AimsBot.EndToEnd.Slack;

/// <summary>Two people at a screen, with <see cref="TinyBot"/>.</summary>
public class LocalSlackTests
{
    [SkippableFact]
    public async Task A_person_reports_by_command_and_form_and_presses_a_button()
    {
        var botAddress = LocalSlack.FreeAddress();
        await using var slack = await LocalSlack.Start(
            new Uri(botAddress, "slack/events"), TinyBot.SigningSecret,
            new LocalSlackUser("U0KARI", "Kari Nordmann", "kari@example.com"),
            new LocalSlackUser("U0LEAD", "Lead One", "lead@example.com"));
        await using var bot = await TinyBot.Start(
            slack.ApiUrl, new SlackWorkspace(LocalSlack.TeamId, LocalSlack.BotToken), botAddress.GetLeftPart(UriPartial.Authority));

        var kari = await slack.ActAs("U0KARI");
        await kari.Types("/ai-incident the translator swapped two names");
        await kari.Reads("Kept: the translator swapped two names");
        await kari.Pictures("local-slack-1-answer");

        await kari.Presses("Add details");
        await kari.SeesForm("Report an incident");
        await kari.Fills("What happened?", "hm");
        await kari.Submits();
        await kari.SeesFieldError("Please say a little more.");
        await kari.Pictures("local-slack-2-form");

        await kari.Fills("What happened?", "it swapped two names");
        await kari.Chooses("Kind", "Near miss");
        await kari.Fills("When?", "2027-01-31");
        await kari.Submits();
        await kari.SeesNoForm();
        await kari.GoesToDirectMessage();
        await kari.Reads("Kept: it swapped two names (near-miss, 2027-01-31)");
        await kari.Pictures("local-slack-3-message");

        await kari.Presses("Close");
        await kari.Reads("Closed by");
        await kari.NoLongerSees("Close");
        await kari.Reads("You closed it.");

        var lead = await slack.ActAs("U0LEAD");
        await lead.GoesToHome();
        await lead.Presses("Report");
        await lead.SeesForm("Report an incident");
        await lead.Pictures("local-slack-4-home");
    }
}
