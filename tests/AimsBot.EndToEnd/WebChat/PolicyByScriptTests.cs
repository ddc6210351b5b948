using System.Text.RegularExpressions;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The demo's policy and its running campaign, as a clerk, a manager and the lead meet them in the web chat.</summary>
public sealed partial class PolicyByScriptTests : IAsyncLifetime
{
    private BotProcess _bot = null!;
    private WebScript _script = null!;

    public async Task InitializeAsync()
    {
        _bot = await DemoBot.Started();
        _script = new WebScript(_bot.Http);
    }

    public async Task DisposeAsync() => await _bot.DisposeAsync();

    [Fact]
    public async Task A_clerk_reads_the_policy_and_confirms_it_and_the_figures_follow()
    {
        Assert.Contains("0 % (0/7)", await Says("lea"), StringComparison.Ordinal);

        // Whatever the hour is: what is asked stands among the tasks before the card comes in the morning.
        var tasks = (await _script.Says("claus", "tasks"))["message"]!;
        var card = (await _script.Presses("claus", tasks, "Vis"))["message"]!;
        var id = Number().Match(WebScript.Text(card)).Value;
        var form = await _script.Presses("claus", card, "Les");
        Assert.Contains("Put no names of applicants", form.ToJsonString(), StringComparison.Ordinal);
        var done = await _script.Sends("claus", form);
        Assert.Contains(id, done.ToJsonString(), StringComparison.Ordinal);

        var record = await _script.Get($"/web/records/{id}");
        Assert.Equal(("acknowledged", true), ((string?)record["state"], (bool?)record["chain"]!["whole"]));
        Assert.Equal(("1.0", "web"), ((string?)(await _bot.Record(id))["data"]!["number"], (string?)(await _bot.Record(id))["data"]!["confirmation"]!["channel"]));
        Assert.Contains("14 % (1/7)", await Says("lea"), StringComparison.Ordinal);
        Assert.Contains("1 av 1 har lest den", await Says("mona"), StringComparison.Ordinal);
        await _bot.TrailVerifies();
    }

    private async Task<string> Says(string user) => WebScript.Text((await _script.Says(user, "policy"))["message"]!);

    [GeneratedRegex("ACK-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Number();
}
