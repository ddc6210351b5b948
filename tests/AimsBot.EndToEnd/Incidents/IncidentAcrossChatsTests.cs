namespace AimsBot.EndToEnd.Incidents;

/// <summary>The scenarios of an incident in each chat, and with people in both on one case.</summary>
public sealed class IncidentAcrossChatsTests(TwoChats chats) : IClassFixture<TwoChats>
{
    private static readonly (string, string?)[] Triage =
    [
        ("What is it?", "incident"),
        ("What is it about? Several may apply.", "false-content"),
        ("How severe is it?", "S3"),
        ("Did somebody die or suffer serious harm to health?", "no"),
        ("Was critical infrastructure seriously disrupted?", "no"),
        ("Were rights broken that EU law protects?", "no"),
        ("Was property or the environment seriously harmed?", "no"),
        ("Is it widespread: many people, several countries?", "no"),
    ];

    public static TheoryData<string, string, string> WhoSitsWhere()
    {
        var seats = new TheoryData<string, string, string>();
        string[] both = ["Slack", "Teams"];
        foreach (var reporter in both)
            foreach (var handler in both)
                foreach (var closer in both)
                    seats.Add(reporter, handler, closer);
        return seats;
    }

    [Theory]
    [MemberData(nameof(WhoSitsWhere))]
    public async Task It_goes_from_the_report_to_its_close_by_another_and_every_card_says_who_and_where(string reporterIn, string handlerIn, string closerIn)
    {
        var (clerk, handler, closer) = (chats.Clerk(reporterIn), chats.Handler(handlerIn), chats.OtherHandler(closerIn));
        var id = await clerk.Reports($"the translator swapped two amounts ({reporterIn} {handlerIn} {closerIn})");
        await handler.Sees(id, "AI incident");
        await closer.Sees(id, "AI incident");

        await handler.Presses("Take it on", id);
        var taken = $"Taken by {handler.Name} Handler in {handlerIn}";
        foreach (var reader in new[] { clerk, handler, closer }) await reader.Sees(id, taken);

        await handler.Presses("Triage", id);
        await handler.Submits(id, Triage);
        var triaged = $"Triaged by {handler.Name} Handler in {handlerIn}";
        foreach (var reader in new[] { clerk, handler, closer }) await reader.Sees(id, triaged);
        // Who has it does not close it.
        Assert.DoesNotContain("Close", handler.Buttons(id));

        await closer.Presses("Close", id);
        await closer.Submits(id, ("What was done about it?", "The template was corrected."));
        var closed = $"Closed by {closer.Name} Handler in {closerIn}";
        foreach (var reader in new[] { clerk, handler, closer }) await reader.Sees(id, closed);
        Assert.Equal(["Reopen", "Corrective action"], handler.Buttons(id));
        Assert.Equal(["Reopen", "Corrective action"], closer.Buttons(id));

        Assert.Equal(["incident-reported", "incident-taken", "incident-triaged", "incident-closed"], await chats.Verbs(id));
    }

    [Theory]
    [InlineData("Slack")]
    [InlineData("Teams")]
    public async Task The_form_gives_a_receipt_and_the_reporter_can_add_details(string chat)
    {
        var clerk = chats.Clerk(chat);
        var id = await clerk.ReportsByForm(("What is it?", "hazard"), ("What happened?", $"it nearly sent the wrong file, in {chat}"), ("How bad is it, as far as you can tell?", "S4"));
        Assert.Contains(id, await clerk.Asks("tasks"), StringComparison.Ordinal);
        await chats.Handler(chat).Presses("Take it on", await Carded(chats.Handler(chat), id));
        await clerk.Sees(id, "Taken by");

        await clerk.Presses("Add details", id);
        await clerk.Submits(id, ("Who is affected?", "two customers"));

        await chats.Handler(chat).Sees(id, "two customers");
        Assert.Equal(["incident-reported", "incident-taken", "incident-detailed"], await chats.Verbs(id));
    }

    [Theory]
    [InlineData("Slack")]
    [InlineData("Teams")]
    public async Task What_is_wrong_in_a_form_is_said_and_nothing_is_recorded(string chat)
    {
        var handler = chats.Handler(chat);
        var id = await Carded(handler, await chats.Clerk(chat).Reports($"to be a duplicate of nothing, in {chat}"));

        await handler.Presses("Duplicate", id);
        var said = await handler.Submits(id, ("Number of the other incident", "INC-0000-0000"), ("Why?", "the same thing"));

        Assert.Contains("There is no incident with this number", said, StringComparison.Ordinal);
        Assert.Equal(["incident-reported"], await chats.Verbs(id));
    }

    [Theory]
    [InlineData("Slack", "Slack")]
    [InlineData("Slack", "Teams")]
    [InlineData("Teams", "Slack")]
    [InlineData("Teams", "Teams")]
    public async Task Of_two_who_press_at_the_same_moment_one_has_it_last_and_both_cards_say_so(string one, string other)
    {
        var (first, second) = (chats.Handler(one), chats.OtherHandler(other));
        var id = await Carded(first, await chats.Clerk(one).Reports($"pressed by two, in {one} and {other}"));
        await second.Sees(id, "AI incident");

        var presses = new[] { first.Press("Take it on", id), second.Press("Take it on", id) };
        await Task.WhenAll(presses.Select(press => press()));

        var takes = (await chats.Verbs(id)).Count(v => v == "incident-taken");
        Assert.Equal(1, takes);
        var assignee = (string)(await chats.Bot.Record(id))["data"]!["assignee"]!;
        var winner = (string)(await chats.Bot.Record(assignee))["data"]!["name"]!;
        await first.Sees(id, $"Taken by {winner}");
        await second.Sees(id, $"Taken by {winner}");
    }

    [Fact]
    public async Task A_person_with_both_chats_and_no_preference_has_a_card_in_each_and_one_with_a_preference_in_that_alone()
    {
        var id = await chats.Clara.Reports("for those with two chats");
        await chats.Person("Bea", "U0BEA").Sees(id, "AI incident");
        await chats.Person("Bea", "29:bea").Sees(id, "AI incident");
        await chats.Person("Pia", "29:pia").Sees(id, "AI incident");
        Assert.DoesNotContain(chats.Slack.Messages, m => m.Reading.Contains(id, StringComparison.Ordinal) && m.ChannelId == chats.Slack.DirectMessageWith("T0BENCH", "U0PIA"));

        await chats.Person("Bea", "29:bea").Presses("Take it on", id);

        await chats.Person("Bea", "U0BEA").Sees(id, "Taken by Bea Both in Teams");
        var everyone = await chats.Bot.People();
        Assert.Single(everyone, p => (string?)p["name"] == "Bea Both");
        Assert.Equal(1, (await chats.Verbs(id)).Count(v => v == "incident-taken"));
    }

    private static async Task<string> Carded(Colleague person, string id)
    {
        await person.Sees(id, "AI incident");
        return id;
    }
}
