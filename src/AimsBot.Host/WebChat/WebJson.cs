using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Slack.BlockKit;

namespace AimsBot.Host.WebChat;

/// <summary>What the page and scripts read: each card as Teams has it, as Slack has it, and as text.</summary>
public static class WebJson
{
    /// <summary>On one line. It goes out as JSON alone and is never put into a page.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Message(string user, ChatMessage message)
    {
        var json = new JsonObject
        {
            ["user"] = user,
            ["id"] = message.Id,
            ["version"] = message.Version,
            ["at"] = InstantConverter.Text(message.At),
            ["mine"] = message.IsMine,
        };
        if (message.Card is not { } card)
        {
            json["text"] = message.Text;
            return json;
        }
        json["text"] = CardReading.Aloud(card);
        json["card"] = JsonObject.Create(card);
        json["blocks"] = JsonNode.Parse(CardTranslator.Message(JsonSerializer.SerializeToUtf8Bytes(card), isLocal: true).BlocksJson);
        return json;
    }

    /// <summary>
    /// A form in both renderings. Each carries the nonce that makes its sending one act: the card in its button's data, the
    /// view in its metadata.
    /// </summary>
    /// <param name="origin">The message that it was opened from.</param>
    public static JsonObject Form(FormReply reply, string nonce, string? origin)
    {
        var form = reply.Form;
        var metadata = reply.Target.ToJson();
        metadata[CardAct.NonceName] = nonce;
        var close = CardText.For("Shared", form.Language)["modal.close"];
        var view = CardTranslator.Modal(form.Json, "", "", close, reply.Step.Id, metadata.ToJsonString(), isLocal: true);
        var faults = new JsonObject();
        foreach (var (input, fault) in reply.Faults) faults[input] = fault;
        return new JsonObject
        {
            ["verb"] = reply.Step.Id,
            ["message"] = origin,
            ["card"] = JsonNode.Parse(CardChange.WithNonce(CardChange.WithFaults(form, reply.Faults), nonce).Json),
            ["view"] = JsonNode.Parse(view.Json),
            ["faults"] = faults,
        };
    }
}
