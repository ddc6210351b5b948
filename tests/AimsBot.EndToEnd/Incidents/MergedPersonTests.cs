namespace AimsBot.EndToEnd.Incidents;

/// <summary>Somebody turns up with a second account, and an administrator in the other chat makes the two one.</summary>
public sealed class MergedPersonTests(TwoChats chats) : IClassFixture<TwoChats>
{
    private const string Administrator = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Ada Admin,ada@example.com,administrator,,Europe/Oslo,en,T0BENCH,U0ADA,,
        """;

    [Fact]
    public async Task An_administrator_is_asked_merges_the_two_from_the_card_and_they_are_one_from_then_on()
    {
        chats.Slack.AddUser("T0BENCH", "U0ADA", "Ada Admin", "ada@example.com");
        await chats.Bot.Import(chats.Bot.Write("ada.csv", Administrator));
        var mine = await chats.Tim.Reports("what Tim reported before");
        // A second account of the same tenant with the same address: it is not linked by itself.
        chats.Teams.AddUser("29:tim-two", "Tim Clerk", "tim@example.com", "aaaaaaaa-0000-0000-0000-0000000000c3");
        var second = chats.Person("TimTwo", "29:tim-two");
        Assert.DoesNotContain(mine, await second.Asks("tasks"), StringComparison.Ordinal);
        var twin = (string)(await Twins()).Single(p => (string?)p["email"] is null)["id"]!;

        var ada = chats.Person("Ada", "U0ADA");
        await ada.Sees(twin, "May be the same as: Tim Clerk");
        await ada.Presses("Merge into another", twin);
        await ada.Submits(twin, ("How do you know that they are one human?", "he told me on the phone"));

        await Eventually.Is(async () => (await Twins()).Any(p => (string?)p["state"] == "merged"), "the record to end");
        await Eventually.Is(async () => (await second.Asks("tasks")).Contains(mine, StringComparison.Ordinal), "the second account to be Tim's");
        Assert.Contains("person-merged", await chats.Verbs(twin));
    }

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> Twins() => [.. (await chats.Bot.People()).Where(p => (string?)p["name"] == "Tim Clerk")];
}
