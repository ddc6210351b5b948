using AimsBot.Core.Cards;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

/// <summary>The SDK's adapter for tests, with an activity's own id and place, and a conversation of the two beside a channel.</summary>
internal sealed class TeamsChat : TestAdapter
{
    public const string Service = "https://smba.trafficmanager.net/emea/";
    public const string Channel = "19:channel@thread.tacv2;messageid=1795000100000";

    private (string? Id, ConversationAccount Conversation) _sent;

    public TeamsChat()
        : base(new ConversationReference
        {
            ChannelId = "msteams",
            ServiceUrl = Service,
            Bot = new ChannelAccount("28:bot", "Aims Bot"),
            User = new ChannelAccount("29:kari", "Kari Nordmann"),
            Conversation = new ConversationAccount(id: "a:kari"),
        })
    {
    }

    /// <summary>What the connector says to a conversation that is opened; none: it opens it.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>What the connector says to an update; none: the message is changed.</summary>
    public Exception? UpdateRefusal { get; set; }

    public List<Activity> Updates { get; } = [];

    /// <summary>One activity as it came, and what the bot said to it.</summary>
    public async Task<IReadOnlyList<Activity>> TakeAsync(Activity activity, IBot bot)
    {
        _sent = (activity.Id, activity.Conversation);
        await new TestFlow(this, bot).Send(activity).StartTestAsync();
        var said = new List<Activity>();
        while (ActiveQueue.TryDequeue(out var one)) said.Add(one);
        return said;
    }

    protected override TurnContext CreateTurnContext(Activity activity)
    {
        // The adapter counts activities by itself, and knows one conversation only.
        (activity.Id, activity.Conversation) = _sent;
        return base.CreateTurnContext(activity);
    }

    public override async Task ContinueConversationAsync(string botId, ConversationReference reference, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, reference.GetContinuationActivity());
        await RunPipelineAsync(turn, callback, cancellationToken);
    }

    public override async Task CreateConversationAsync(
        string botAppId, string channelId, string serviceUrl, string audience, ConversationParameters conversationParameters, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        if (Refusal is not null) throw Refusal;
        var opened = new Activity { ChannelId = channelId, ServiceUrl = serviceUrl, Conversation = new ConversationAccount(id: "a:" + conversationParameters.Members[0].Id[3..]) };
        using var turn = new TurnContext(this, opened);
        await callback(turn, cancellationToken);
    }

    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        if (UpdateRefusal is not null) throw UpdateRefusal;
        Updates.Add(activity);
        return Task.FromResult(new ResourceResponse(activity.Id));
    }

    /// <summary>What somebody reads: a message's own text, or its card aloud.</summary>
    public static string Read(Activity message) => message.Text ?? Aloud((JRaw)message.Attachments[0].Content);

    public static string Aloud(JRaw card) => CardReading.Aloud(System.Text.Json.JsonDocument.Parse((string)card.Value!).RootElement);
}
