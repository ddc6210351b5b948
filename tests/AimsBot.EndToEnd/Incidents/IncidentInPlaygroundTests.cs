using AimsBot.EndToEnd.Teams;

namespace AimsBot.EndToEnd.Incidents;

/// <summary>An incident as two people in Teams see it on their screens. The pictures are build output, to be looked at.</summary>
[Collection(AloneTests.Name)]
public sealed class IncidentInPlaygroundTests
{
    private const string People = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Hanna Handler,hanna@example.com,incident-handler,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-000000000002
        """;

    [SkippableFact]
    public async Task One_reports_by_the_extension_s_form_and_the_other_takes_it_on_and_triages_it()
    {
        await using var bot = new BotProcess();
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        await bot.Import(bot.Write("people.csv", People));
        await bot.Start();
        await using var teams = await AgentsPlayground.Start(
            bot.Address,
            new PlaygroundPerson("kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001"),
            new PlaygroundPerson("hanna", "Hanna Handler", "hanna@example.com", "aaaaaaaa-0000-0000-0000-000000000002"));
        var hanna = await teams.ActAs("hanna");
        await hanna.Reads("What you can ask for");
        var kari = await teams.ActAs("kari");
        await kari.Reads("What you can ask for");
        await kari.Pictures("teams-1-welcome");

        await kari.OpensExtension("reportIncident");
        await kari.SeesForm("Report an AI incident");
        await kari.Ticks("An incident: something went wrong");
        await kari.Fills("What happened?", "The translator swapped two names in an offer letter.");
        await kari.Fills("On which day did it happen?", "2099-01-01");
        await kari.Ticks("S3 medium: limited harm that can be put right");
        await kari.Pictures("teams-2-form");
        await kari.Submits("Report");
        await kari.SeesInForm("later than now");
        await kari.Pictures("teams-3-form-corrected");
        await kari.Fills("On which day did it happen?", "2026-11-02");
        await kari.Submits("Report");
        await kari.SeesInForm("Recorded as INC-");
        await kari.Pictures("teams-4-receipt");

        await hanna.Reads("The translator swapped two names in an offer letter.");
        await hanna.Pictures("teams-5-handler");
        await hanna.Presses("Take it on");
        await hanna.Reads("Taken by Hanna Handler in Teams");
        await hanna.NoLongerSees("Take it on");
        await hanna.Pictures("teams-6-taken");
        await hanna.Presses("Triage");
        await hanna.ChoosesOnCard("What is it about? Several may apply.", "Hallucination or false content");
        foreach (var question in new[]
        {
            "Did somebody die or suffer serious harm to health?", "Was critical infrastructure seriously disrupted?", "Were rights broken that EU law protects?",
            "Was property or the environment seriously harmed?", "Is it widespread: many people, several countries?",
        })
            await hanna.ChoosesOnCard(question, "No");
        await hanna.Pictures("teams-7-triage");
        await hanna.Presses("Save triage");
        await hanna.Reads("Triaged by Hanna Handler in Teams");
        await hanna.NoLongerSees("Save triage");
        await hanna.Pictures("teams-8-triaged");

        await kari.ClosesForm();
        await kari.Reads("Triaged by Hanna Handler in Teams");
        await kari.Types("tasks");
        await kari.Reads("Your tasks");
        await kari.Pictures("teams-9-tasks");
        await bot.TrailVerifies();
    }
}
