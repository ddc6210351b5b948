using System.Text.RegularExpressions;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd.Incidents;

/// <summary>An incident from report to close, as people in Slack see it, through the real host.</summary>
public partial class IncidentInSlackTests : IAsyncLifetime
{
    private const string People = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Lead One,lead@example.com,compliance-lead,,Europe/Oslo,en,T0BENCH,U0LEAD,,
        Hanna Handler,hanna@example.com,incident-handler,lead@example.com,Europe/Oslo,en,T0BENCH,U0HANNA,,
        Henrik Handler,henrik@example.com,incident-handler,lead@example.com,Europe/Oslo,nb,T0BENCH,U0HENRIK,,
        Clara Clerk,clara@example.com,staff,lead@example.com,Europe/Oslo,en,T0BENCH,U0CLERK,,
        """;

    protected virtual bool IsOnCosmos => false;

    private SlackDouble _slack = null!;
    private BotProcess _bot = null!;

    private SlackPerson Clara => Person("U0CLERK");
    private SlackPerson Hanna => Person("U0HANNA");
    private SlackPerson Henrik => Person("U0HENRIK");
    private SlackPerson Lead => Person("U0LEAD");

    private readonly Dictionary<string, SlackPerson> _people = [];

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        foreach (var line in People.Split('\n').Skip(1).Select(l => l.Split(',')))
            _slack.AddUser("T0BENCH", line[7], line[0].Trim(), line[1]);
        _bot = new BotProcess(_slack.ApiUrl, IsOnCosmos);
        await _bot.Import(_bot.Write("people.csv", People));
        await _bot.Start();
    }

    public async Task DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task An_incident_goes_from_a_command_to_its_close_by_another()
    {
        var receipt = await Clara.Types("/ai-incident the translator swapped two amounts");
        var id = IdIn(receipt!.Reading);
        Assert.Contains("Recorded as " + id, receipt.Reading, StringComparison.Ordinal);

        // Both handlers have a card, each in their language.
        var hannas = await Hanna.Reads(id);
        var henriks = await Henrik.Reads(id);
        Assert.Contains("Take it on", hannas.Buttons);
        Assert.Contains("KI-hendelse", henriks.Reading, StringComparison.Ordinal);

        await Clara.Clicks("Add details", receipt);
        await Clara.Submits(("What is it?", "incident"), ("Who is affected?", "two customers"), ("How bad is it, as far as you can tell?", "S3"));
        await Hanna.Reads("two customers");

        await Hanna.Clicks("Take it on", await Hanna.Reads(id));
        await Henrik.Reads("Hanna Handler");
        await Clara.Reads("Taken by Hanna Handler");

        await Hanna.Clicks("Triage", await Card(Hanna, id, "Taken by"));
        await Hanna.Submits(
            ("What is it?", "incident"),
            ("What is it about? Several may apply.", "false-content"),
            ("How severe is it?", "S3"),
            ("Did somebody die or suffer serious harm to health?", "no"),
            ("Was critical infrastructure seriously disrupted?", "no"),
            ("Were rights broken that EU law protects?", "no"),
            ("Was property or the environment seriously harmed?", "no"),
            ("Is it widespread: many people, several countries?", "no"));
        var triaged = await Card(Hanna, id, "Triaged by Hanna Handler");
        // She has it, so somebody else closes it.
        Assert.DoesNotContain("Close", triaged.Buttons);

        await Henrik.Clicks("Lukk", await Card(Henrik, id, "Vurdert av Hanna Handler"));
        await Henrik.Submits(("Hva er gjort med det?", "The template was corrected."));
        var closed = await Card(Hanna, id, "Closed by Henrik Handler");
        Assert.Equal(["Reopen", "Corrective action"], closed.Buttons);
        await Card(Clara, id, "Closed by Henrik Handler");

        var record = await _bot.Record(id);
        Assert.Equal("closed", record["state"]!.ToString());
        Assert.Equal(
            ["incident-reported", "incident-detailed", "incident-taken", "incident-triaged", "incident-closed"],
            record["entries"]!.AsArray().Select(e => e!["verb"]!.ToString()));
        await _bot.TrailVerifies();
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task The_form_is_opened_corrected_and_gives_a_receipt()
    {
        Assert.Null(await Clara.Types("/ai-incident"));
        await Clara.Submits(("What is it?", "concern"), ("What happened?", "my boss reads the logs"), ("How bad is it, as far as you can tell?", "not-sure"));
        Assert.Contains(Clara.Form!.Errors.Values, e => e.Contains("not taken in chat", StringComparison.Ordinal));
        Assert.Empty(await _bot.Records());

        await Clara.Submits(("What is it?", "hazard"), ("What happened?", "it nearly sent the wrong file"), ("How bad is it, as far as you can tell?", "S4"), ("On which day did it happen?", "2099-01-01"));
        Assert.Contains(Clara.Form!.Errors.Values, e => e.Contains("later than now", StringComparison.Ordinal));

        await Clara.Submits(("What is it?", "hazard"), ("What happened?", "it nearly sent the wrong file"), ("How bad is it, as far as you can tell?", "S4"), ("On which day did it happen?", "2026-01-02"), ("At what time, about?", "09:30"));
        var record = Assert.Single(await _bot.Records());
        var shown = await _bot.Record(record["id"]!.ToString());
        Assert.Equal("2026-01-02T08:30:00.000Z", shown["data"]!["occurred"]!["at"]!.ToString());
        Assert.Contains(record["id"]!.ToString(), Clara.Form!.View.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task Of_two_handlers_at_one_button_the_second_sees_who_was_first()
    {
        var id = IdIn((await Clara.Hears("/ai-incident it answered in the wrong language")).Reading);
        var hannas = await Hanna.Reads(id);
        var click = Henrik.Click("Ta saken", await Henrik.Reads(id));
        await Hanna.Clicks("Take it on", hannas);
        using var sender = new SlackSender(_bot.Address, BotProcess.SigningSecret);
        await sender.Interaction(click);
        var told = await Henrik.Reads("Hanna Handler");
        Assert.Contains("Hanna Handler", told.Reading, StringComparison.Ordinal);
        var record = await _bot.Record(id);
        Assert.Equal(1, record["entries"]!.AsArray().Count(e => e!["verb"]!.ToString() == "incident-taken"));
    }

    [Fact]
    public async Task Two_clicks_of_one_person_are_one_act_and_both_are_answered_as_done()
    {
        var id = IdIn((await Clara.Hears("/ai-incident it repeats itself")).Reading);
        var card = await Hanna.Reads(id);
        var (first, second) = (Hanna.Click("Take it on", card), Hanna.Click("Take it on", card));
        using var sender = new SlackSender(_bot.Address, BotProcess.SigningSecret);
        await Task.WhenAll(sender.Interaction(first), sender.Interaction(second));
        await SlackPerson.Eventually(
            () => Hanna.Messages.Count(m => m.OnlyFor is not null && m.Reading.Contains("Taken by Hanna Handler", StringComparison.Ordinal)) == 2 ? this : null,
            () => "two answers that say it is taken");
        var record = await _bot.Record(id);
        Assert.Equal(1, record["entries"]!.AsArray().Count(e => e!["verb"]!.ToString() == "incident-taken"));
    }

    [Fact]
    public async Task A_forged_button_of_somebody_without_the_right_changes_nothing()
    {
        var id = IdIn((await Clara.Hears("/ai-incident it forgets")).Reading);
        var click = Hanna.Click("Take it on", await Hanna.Reads(id));
        click["user"]!["id"] = "U0CLERK";
        using var sender = new SlackSender(_bot.Address, BotProcess.SigningSecret);
        await sender.Interaction(click);
        var record = await _bot.Record(id);
        Assert.Single(record["entries"]!.AsArray());
    }

    [Fact]
    public async Task The_home_tab_and_the_tasks_show_what_waits_and_what_was_reported()
    {
        var id = IdIn((await Clara.Hears("/ai-incident it mixes up names")).Reading);
        await Clara.OpensHome();
        Assert.Contains(id, Clara.Home!.View.ToJsonString(), StringComparison.Ordinal);
        var tasks = await Hanna.Types("/aims tasks");
        Assert.Contains(id, tasks!.Reading, StringComparison.Ordinal);
        await Hanna.Clicks("Show", tasks);
        await Hanna.Reads("Next: a handler takes this on");
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task A_system_is_registered_and_can_be_chosen_in_the_form()
    {
        await Lead.Clicks("Register a system", await Lead.Hears("/aims system"));
        await Lead.Submits(("What is it called?", "Offer letter translator"), ("Whose is it? (e-mail address of the owner)", "clara@example.com"), ("Where does it stand?", "in-use"));
        var system = Assert.Single(await _bot.Records("system"))["id"]!.ToString();
        await Clara.Types("/ai-incident");
        await Clara.Submits(("What is it?", "incident"), ("What happened?", "it swapped names"), ("Which AI system?", system), ("How bad is it, as far as you can tell?", "S2"));
        var id = Assert.Single(await _bot.Records())["id"]!.ToString();
        Assert.Contains("Offer letter translator", (await Hanna.Reads(id)).Reading, StringComparison.Ordinal);
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task A_message_becomes_a_report_with_its_text_and_its_link()
    {
        _slack.AddChannel("T0BENCH", "C0GENERAL", "U0CLERK");
        var message = _slack.Say("T0BENCH", "C0GENERAL", "U0CLERK", "the bot said &lt;nonsense&gt; &amp; worse");
        await Clara.ChoosesShortcut("report_incident", message);
        var form = await Clara.SeesForm();
        Assert.Contains("the bot said <nonsense> & worse", form.View.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task While_Slack_is_down_the_cards_wait_and_then_arrive()
    {
        _slack.Misbehave(SlackTrouble.ServerError, times: 1000, method: "chat.postMessage");
        var id = IdIn((await Clara.Hears("/ai-incident it is slow")).Reading);
        await SlackPerson.Eventually(() => _slack.Calls.Any(c => c.Method == "chat.postMessage") ? this : null, () => "an attempt");
        _slack.Behave();
        Assert.DoesNotContain(Hanna.Messages, m => m.Reading.Contains(id, StringComparison.Ordinal));
        await SlackPerson.Eventually(() => Hanna.Messages.LastOrDefault(m => m.Reading.Contains(id, StringComparison.Ordinal)), () => "the card");
    }

    private SlackPerson Person(string user) =>
        _people.TryGetValue(user, out var known) ? known : _people[user] = new SlackPerson(_slack, _bot.Slack, "T0BENCH", user);

    private static Task<SlackDoubleMessage> Card(SlackPerson person, string id, string words) => SlackPerson.Eventually(
        () => person.Messages.LastOrDefault(m => m.OnlyFor is null && m.Reading.Contains(id, StringComparison.Ordinal) && m.Reading.Contains(words, StringComparison.Ordinal)),
        () => $"'{words}' on the card of {id} among: {string.Join(" | ", person.Messages.Select(m => m.Reading))}");

    private static string IdIn(string text) => Id().Match(text).Value;

    [GeneratedRegex("INC-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Id();
}
