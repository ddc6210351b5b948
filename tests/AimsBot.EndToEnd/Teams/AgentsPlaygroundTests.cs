namespace AimsBot.EndToEnd.Teams;

/// <summary>Two people at a screen, with <see cref="TeamsTinyBot"/>.</summary>
public class AgentsPlaygroundTests
{
    // Long, because the Playground's menu of names does not always come when it is typed for.
    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task A_person_reports_by_word_and_by_the_extensions_form_and_presses_a_button()
    {
        await using var bot = await TeamsTinyBot.Start();
        await using var teams = await AgentsPlayground.Start(
            bot.Address,
            new PlaygroundPerson("kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001"),
            new PlaygroundPerson("ola", "Ola Dahl", "ola@example.com", "aaaaaaaa-0000-0000-0000-000000000002"));

        var kari = await teams.ActAs("kari");
        await kari.Reads("Welcome");
        await kari.Types("the translator swapped two names");
        await kari.Reads("Kept: the translator swapped two names");
        await kari.FillsOnCard("Note", "an offer letter");
        await kari.Presses("Tell");
        await kari.Reads("You wrote: an offer letter");
        await kari.Presses("Fail");
        await kari.Reads("This is not for you.");
        await kari.Pictures("playground-1-card");

        await kari.OpensExtension("reportIncident");
        await kari.SeesForm("Report an incident");
        await kari.Submits("Send");
        await kari.SeesInForm("Please say what happened.");
        await kari.Fills("What happened?", "hm");
        await kari.Submits("Send");
        await kari.SeesInForm("Please say a little more.");
        await kari.Pictures("playground-2-form");

        await kari.Fills("What happened?", "it swapped two names");
        await kari.Ticks("Near miss");
        await kari.Chooses("Who is affected?", "Staff", "Customers");
        await kari.Fills("When?", "2027-01-31");
        await kari.Submits("Send");
        await kari.SeesNoForm();
        await kari.Reads("Kept: it swapped two names (near-miss, 2027-01-31, staff,customers)");
        await kari.Pictures("playground-3-compose-box");

        var ola = await teams.ActAs("ola");
        await ola.GoesTo(PlaygroundPage.Channel);
        await ola.TypesAtBot("the tool spoke of a colleague");
        await ola.Reads("Kept: the tool spoke of a colleague");
        await ola.Presses("Close");
        await ola.Reads("Closed by Ola Dahl");
        await ola.NoLongerSees("Close");
        await ola.Pictures("playground-4-channel");

        await ola.GoesTo(PlaygroundPage.GroupChat);
        await ola.TypesAtBot("it spoke again");
        await ola.Reads("Kept: it spoke again");
        await ola.OpensExtensionOn("Kept: it spoke again", "reportIncident");
        await ola.SeesForm("Report an incident");
        await ola.Pictures("playground-5-on-a-message");
    }
}
