using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Channels;

namespace AimsBot.Core.Cards;

/// <summary>Changes of a bound card that have nothing to do with what it is about: its buttons, and notes on top.</summary>
public static class CardChange
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The card with each <c>Action.Execute</c>, wherever it stands, replaced by what it becomes.</summary>
    public static byte[] Actions(byte[] card, Func<JsonObject, JsonObject> change)
    {
        var root = JsonNode.Parse(card)!;
        Change(root, change);
        return JsonSerializer.SerializeToUtf8Bytes(root, Compact);
    }

    /// <summary>A form that sends back a nonce with what was filled in, so that sending it twice is one act. A button that takes no inputs sends nothing.</summary>
    public static RenderedCard WithNonce(RenderedCard form, string nonce) => form with
    {
        Json = Actions(form.Json, action =>
        {
            if ((string?)action["associatedInputs"] == "none") return action;
            if (action["data"] is not JsonObject data) action["data"] = data = [];
            data[CardAct.NonceName] = nonce;
            return action;
        }),
    };

    /// <summary>What makes a form's act one act: nobody guesses it.</summary>
    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The card with one more button.</summary>
    public static byte[] WithAction(byte[] card, JsonObject action)
    {
        var root = JsonNode.Parse(card)!.AsObject();
        if (root["actions"] is not JsonArray actions) root["actions"] = actions = [];
        actions.Add((JsonNode)action);
        return JsonSerializer.SerializeToUtf8Bytes(root, Compact);
    }

    /// <summary>The card with notes above everything else, such as why it looks different now.</summary>
    public static RenderedCard WithNotes(RenderedCard card, IEnumerable<string> notes)
    {
        var root = JsonNode.Parse(card.Json)!.AsObject();
        if (root["body"] is not JsonArray body) root["body"] = body = [];
        var place = 0;
        foreach (var note in notes) body.Insert(place++, Note(note));
        return card with { Json = JsonSerializer.SerializeToUtf8Bytes(root, Compact) };
    }

    /// <summary>The form with what is wrong above each input, by the input's id; what belongs to none stands on top.</summary>
    public static RenderedCard WithFaults(RenderedCard form, IReadOnlyDictionary<string, string> faults)
    {
        if (faults.Count == 0) return form;
        var root = JsonNode.Parse(form.Json)!.AsObject();
        if (root["body"] is not JsonArray body) root["body"] = body = [];
        var homeless = faults.ToDictionary();
        for (var i = body.Count - 1; i >= 0; i--)
        {
            if ((string?)body[i]?["id"] is { } id && homeless.Remove(id, out var fault)) body.Insert(i, Note(fault));
        }
        foreach (var fault in homeless.Values) body.Insert(0, Note(fault));
        return form with { Json = JsonSerializer.SerializeToUtf8Bytes(root, Compact) };
    }

    // A run and not a text block: what is said may hold a person's own words, and a run has no markup.
    private static JsonObject Note(string text) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["color"] = "attention", ["weight"] = "bolder", ["text"] = CardDates.Disarm(text) }),
    };

    private static void Change(JsonNode? node, Func<JsonObject, JsonObject> change)
    {
        switch (node)
        {
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is JsonObject item && (string?)item["type"] == "Action.Execute")
                    {
                        list.RemoveAt(i);
                        list.Insert(i, change(item));
                    }
                    else
                    {
                        Change(list[i], change);
                    }
                }
                break;
            case JsonObject parent:
                foreach (var name in Holders)
                {
                    if (parent[name] is JsonArray children) Change(children, change);
                }
                break;
        }
    }

    private static readonly string[] Holders = ["body", "items", "columns", "actions"];
}
