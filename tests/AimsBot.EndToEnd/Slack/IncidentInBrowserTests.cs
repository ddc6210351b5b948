using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>An incident from the form to its close, as three people see it on a screen. The pictures are there to be looked at.</summary>
public class IncidentInBrowserTests
{
    private const string People = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Hanna Handler,hanna@example.com,incident-handler,,Europe/Oslo,en,T0BENCH,U0HANNA,,
        Henrik Handler,henrik@example.com,incident-handler,,Europe/Oslo,nb,T0BENCH,U0HENRIK,,
        Clara Clerk,clara@example.com,staff,,Europe/Oslo,en,T0BENCH,U0CLERK,,
        """;

    private static readonly string[] Questions =
    [
        "Did somebody die or suffer serious harm to health?", "Was critical infrastructure seriously disrupted?", "Were rights broken that EU law protects?",
        "Was property or the environment seriously harmed?", "Is it widespread: many people, several countries?",
    ];

    [SkippableFact]
    public async Task A_person_reports_by_form_a_handler_takes_it_on_and_triages_it_and_another_closes_it()
    {
        var address = LocalSlack.FreeAddress();
        await using var slack = await LocalSlack.Start(
            new Uri(address, "slack/events"), BotProcess.SigningSecret,
            new LocalSlackUser("U0CLERK", "Clara Clerk", "clara@example.com"),
            new LocalSlackUser("U0HANNA", "Hanna Handler", "hanna@example.com"),
            new LocalSlackUser("U0HENRIK", "Henrik Handler", "henrik@example.com"));
        await using var bot = new BotProcess(slack.ApiUrl);
        bot.Settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        await bot.Import(bot.Write("people.csv", People));
        await bot.Start();

        var clara = await slack.ActAs("U0CLERK");
        await clara.Types("/ai-incident");
        await clara.SeesForm("Report an AI incident");
        await clara.Pictures("incident-1-form");
        await clara.Ticks("What is it?", "A concern about people or conduct (not taken here yet)");
        await clara.Fills("What happened?", "the translator swapped two names in an offer letter & one <b>amount</b>");
        await clara.Ticks("How bad is it, as far as you can tell?", "S3 medium: limited harm that can be put right");
        await clara.Submits();
        await clara.SeesFieldError("not taken in chat");
        await clara.Pictures("incident-2-field-error");
        await clara.Ticks("What is it?", "An incident: something went wrong");
        await clara.Fills("Who is affected?", "two applicants");
        await clara.Submits();
        await clara.SeesInForm("Recorded as INC-");
        await clara.Pictures("incident-3-receipt");
        await clara.ClosesForm();

        var id = (string)Assert.Single(await bot.Records())["id"]!;
        var hanna = await slack.ActAs("U0HANNA");
        await hanna.GoesToDirectMessage();
        await hanna.Reads(id);
        await hanna.Pictures("incident-4-handlers-card");
        await hanna.Presses("Take it on");
        await hanna.Reads("Taken by Hanna Handler");
        await hanna.NoLongerSees("Take it on");
        await hanna.Pictures("incident-5-taken");

        await hanna.Presses("Triage");
        await hanna.SeesForm("Triage an incident");
        await hanna.Ticks("What is it?", "An incident: something went wrong");
        await hanna.Ticks("How severe is it?", "S3 medium: limited harm that can be put right");
        foreach (var question in Questions) await hanna.Chooses(question, "No");
        await hanna.Pictures("incident-6-triage");
        // The page knows no menu of several, which the categories are, so the form is sent beside it.
        await hanna.ClosesForm();
        await bot.Slack.Interaction(Triage(id));
        await hanna.Reads("Triaged by Hanna Handler");
        await hanna.Pictures("incident-7-triaged");

        var henrik = await slack.ActAs("U0HENRIK");
        await henrik.GoesToDirectMessage();
        await henrik.Reads("Vurdert av Hanna Handler");
        await henrik.Presses("Lukk");
        await henrik.SeesForm("Lukk en hendelse");
        await henrik.Pictures("incident-8-close");
        await henrik.Fills("Hva er gjort med det?", "The template was put right.");
        await henrik.Submits();
        await henrik.ClosesForm();
        await henrik.Reads("Lukket av Henrik Handler");
        await henrik.Pictures("incident-9-closed");

        await clara.GoesToHome();
        await clara.SeesOnHome(id);
        await clara.Pictures("incident-10-home");
        await clara.GoesToDirectMessage();
        await clara.Reads("Closed by Henrik Handler");
        await clara.Pictures("incident-11-reporter");

        Assert.Equal("closed", (string?)(await bot.Record(id))["state"]);
        await bot.TrailVerifies();
    }

    private static JsonObject Triage(string id)
    {
        var values = new JsonObject
        {
            ["input.type"] = new JsonObject { ["type"] = Chosen("incident") },
            ["input.categories"] = new JsonObject { ["categories"] = new JsonObject { ["selected_options"] = new JsonArray(new JsonObject { ["value"] = "false-content" }) } },
            ["input.severity"] = new JsonObject { ["severity"] = Chosen("S3") },
        };
        foreach (var question in new[] { "death", "infrastructure", "rights", "property", "widespread" }) values[$"input.{question}"] = new JsonObject { [question] = Chosen("no") };
        return new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = LocalSlack.TeamId },
            ["user"] = new JsonObject { ["id"] = "U0HANNA", ["team_id"] = LocalSlack.TeamId },
            ["view"] = new JsonObject
            {
                ["id"] = "V0TRIAGE",
                ["callback_id"] = "incident.triage",
                ["private_metadata"] = $$"""{"record":"{{id}}"}""",
                ["state"] = new JsonObject { ["values"] = values },
            },
        };
    }

    private static JsonObject Chosen(string value) => new() { ["selected_option"] = new JsonObject { ["value"] = value } };
}
