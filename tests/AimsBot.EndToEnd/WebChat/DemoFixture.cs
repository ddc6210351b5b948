namespace AimsBot.EndToEnd.WebChat;

/// <summary>One bot and one browser for all tests at the page; each test makes incidents of its own.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private Browser? _browser;

    internal BotProcess Bot { get; private set; } = null!;

    public async Task InitializeAsync() => Bot = await DemoBot.Started();

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        await Bot.DisposeAsync();
    }

    internal async Task<Browser> Browser()
    {
        DemoBot.NeedsPage();
        return _browser ??= await EndToEnd.Browser.Start();
    }
}

[CollectionDefinition(Name)]
public sealed class DemoPageTests : ICollectionFixture<DemoFixture>
{
    public const string Name = "the page of the demo";
}
