using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Teams;
using AimsBot.Tests.Bench;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

/// <summary>The bot over the whole core, spoken to through the SDK, and Kari who has an account in Teams.</summary>
public abstract class TeamsBotBench : IAsyncLifetime
{
    private protected static readonly ChatAccount Account = new(ChannelNames.Teams, CoreBench.Tenant, "aaaaaaaa-0000-0000-0000-000000000001");

    private int _messages;

    private protected CoreBench Bench { get; } = new(store => new FailingStore(store));
    private protected TeamsChat Chat { get; } = new();
    private protected Actor Kari { get; private set; } = null!;
    private protected Actor Hans { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Kari = await Bench.LinkAsync(await Bench.PersonAsync("kari"), Account);
        Hans = await Bench.PersonAsync("hans", Role.IncidentHandler);
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What is fetched, and from where.</summary>
    private protected FakeFiles Files { get; } = new();

    private protected TeamsMessages Messages => new(Chat, new TeamsSettings());

    private protected static Organisations Organisations { get; } = new([CoreBench.Organisation]);

    private protected TeamsVisitors MakeVisitors() => new(Organisations, Bench.People, Bench.MakeVisitors(), Bench.Runner, Messages);

    private protected TeamsBot MakeBot()
    {
        var visitors = MakeVisitors();
        var dialogs = new TeamsDialogs(CoreBench.Catalogue);
        var invokes = new TeamsInvokes(visitors, Bench.MakeClicks(), Bench.MakeTasks(), dialogs, NullLogger<TeamsInvokes>.Instance);
        return new TeamsBot(
            visitors, Bench.MakeWords(), Bench.MakeSharedFiles(), new TeamsFiles(Files, new TeamsServiceUrls(new TeamsSettings())), Bench.MakeCards(), new TeamsAnswers(dialogs), invokes, Messages, Bench.Runner, Bench.Store, NullLogger<TeamsBot>.Instance);
    }

    /// <summary>An activity of Kari's, as Teams sends it.</summary>
    private protected Activity From(string type, Action<Activity>? with = null)
    {
        var activity = new Activity
        {
            Type = type,
            Id = $"17950000{_messages++:D5}",
            ChannelId = "msteams",
            ServiceUrl = TeamsChat.Service,
            From = new ChannelAccount("29:kari", "Kari Nordmann", aadObjectId: Account.User),
            Recipient = new ChannelAccount("28:bot", "Aims Bot"),
            Conversation = new ConversationAccount(id: "a:kari", conversationType: "personal", tenantId: CoreBench.Tenant),
            ChannelData = JObject.Parse($$$"""{"tenant":{"id":"{{{CoreBench.Tenant}}}"}}"""),
        };
        with?.Invoke(activity);
        return activity;
    }

    private protected static void InChannel(Activity activity) =>
        activity.Conversation = new ConversationAccount(isGroup: true, id: TeamsChat.Channel, conversationType: "channel", tenantId: CoreBench.Tenant);

    private protected Task<IReadOnlyList<Activity>> TakeAsync(Activity activity) => Chat.TakeAsync(activity, MakeBot());

    private protected Task<IReadOnlyList<Activity>> SayAsync(string? text, Action<Activity>? with = null) => TakeAsync(From(ActivityTypes.Message, activity =>
    {
        activity.Text = text;
        with?.Invoke(activity);
    }));

    /// <summary>The one message that the bot answers with, as it reads.</summary>
    private protected async Task<string> AnswerAsync(string? text, Action<Activity>? with = null) => TeamsChat.Read(Assert.Single(await SayAsync(text, with)));

    private protected async Task<InvokeResponse> InvokeAsync(string name, string value, Action<Activity>? with = null)
    {
        var said = await TakeAsync(From(ActivityTypes.Invoke, activity =>
        {
            activity.Name = name;
            activity.Value = JToken.Parse(value);
            with?.Invoke(activity);
        }));
        return (InvokeResponse)Assert.Single(said, one => one.Type == ActivityTypesEx.InvokeResponse).Value;
    }

    private protected async Task<Head> IncidentAsync() => Assert.Single(await Bench.AllAsync("incident"));
}
