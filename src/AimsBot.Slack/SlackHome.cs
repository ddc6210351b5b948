using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Slack.BlockKit;
using AimsBot.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>A person's Home tab: what waits for them and what they reported.</summary>
public sealed class SlackHome(TaskList tasks, SlackWebApi slack, IOptionsMonitor<SlackSettings> settings)
{
    public async Task ShowAsync(Visit visit, string team, string userId, CancellationToken cancel)
    {
        if (settings.CurrentValue.TokenFor(team) is not { Length: > 0 } token) return;
        var card = await tasks.ForAsync(visit, cancel);
        var view = JsonNode.Parse(CardTranslator.Home(card.Json).Json)!.AsObject();
        await slack.PublishHome(new SlackWorkspace(team, token), userId, null, view, SlackTurn.Answer, cancel);
    }
}
