using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;

namespace AimsBot.Slack;

/// <summary>An answer to the one who acted alone: words, and a card where there is one.</summary>
public sealed record PrivateAnswer(string Text, byte[]? Blocks = null)
{
    /// <summary>Nothing to say: the platform only wants to hear that the request arrived.</summary>
    public static readonly PrivateAnswer None = new("");

    /// <summary>The card, for where there is no message to write it into.</summary>
    public RenderedCard? Card { get; init; }

    public static PrivateAnswer Of(RenderedCard card)
    {
        var message = CardTranslator.Message(card.Json);
        return new PrivateAnswer(message.Text, message.BlocksJson) { Card = card };
    }

    /// <summary>A refusal as a card of its own: what was not done, and what to do.</summary>
    public static PrivateAnswer Of(Refusal refusal, string language) => Refused(RefusalText.Of(refusal, CardText.For("Shared", language)), null, language);

    public static PrivateAnswer Refused(string reason, string? next, string language) => Of(RefusalText.Card(reason, next, language));

    /// <summary>The answer as Slack takes it in the response to a command.</summary>
    public byte[] Json()
    {
        if (Text.Length == 0 && Blocks is null) return [];
        var json = new JsonObject { ["response_type"] = "ephemeral", ["text"] = Text, ["mrkdwn"] = false };
        if (Blocks is not null) json["blocks"] = JsonNode.Parse(Blocks);
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    public WebApi.SlackContent Content() => new(Text, Blocks is null ? null : JsonNode.Parse(Blocks)!.AsArray());
}

