using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd;

/// <summary>
/// One host with one Slack behind it, for all tests that need none of their own. They run one after the other, each with
/// users of its own.
/// </summary>
public class SharedBot : IAsyncLifetime
{
    protected virtual bool IsOnCosmos => false;

    public BotProcess Bot { get; private set; } = null!;

    public SlackDouble Slack { get; private set; } = null!;

    /// <summary>Puts the people of a table into a double, as <c>users.info</c> answers for them.</summary>
    public static void AddUsers(SlackDouble slack)
    {
        var table = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "AimsBot.EndToEnd", "Data", "users.info.json")))!;
        foreach (var user in table["users"]!.AsArray()) slack.AddUser(user!.DeepClone().AsObject());
    }

    public async Task InitializeAsync()
    {
        Slack = await SlackDouble.Start();
        Slack.UnknownUsersAreMembers = true;
        AddUsers(Slack);
        Bot = await BotProcess.Started(Slack.ApiUrl, IsOnCosmos);
    }

    public async Task DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Slack.DisposeAsync();
        Assert.Empty(Slack.Complaints);
    }
}

[CollectionDefinition(Name)]
public sealed class SharedBotTests : ICollectionFixture<SharedBot>
{
    public const string Name = "one host for many";
}

/// <summary>The same with its records in Cosmos DB.</summary>
public sealed class SharedCosmosBot : SharedBot
{
    protected override bool IsOnCosmos => true;
}

[CollectionDefinition(Name)]
public sealed class SharedCosmosBotTests : ICollectionFixture<SharedCosmosBot>
{
    public const string Name = "one host for many, on Cosmos DB";
}
