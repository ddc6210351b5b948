using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>A script at the web chat's JSON interface: all that a person does there.</summary>
internal sealed class WebScript(HttpClient http)
{
    private string? _token;

    /// <summary>Says a line as somebody, and gives the answer.</summary>
    public Task<JsonNode> Says(string user, string text) => Post($"/web/chats/{user}/say", new JsonObject { ["text"] = text });

    /// <summary>Presses the button of a card that stands in a chat.</summary>
    public async Task<JsonNode> Presses(string user, JsonNode message, string button)
    {
        var action = Button(message["card"]!, button);
        return await Post($"/web/chats/{user}/press", new JsonObject
        {
            ["verb"] = action["verb"]!.DeepClone(),
            ["data"] = action["data"]!.DeepClone(),
            ["message"] = message["id"]!.DeepClone(),
        });
    }

    /// <summary>Sends a form that an answer opened, with what is filled in by the inputs' ids.</summary>
    public async Task<JsonNode> Sends(string user, JsonNode answer, params (string Input, string Value)[] values)
    {
        var form = answer["form"] ?? throw new InvalidOperationException($"No form was opened: {answer.ToJsonString()}");
        var submit = Objects(form["card"]!).Single(o => (string?)o["type"] == "Action.Execute" && (string?)o["associatedInputs"] != "none");
        var data = submit["data"]!.DeepClone().AsObject();
        foreach (var (input, value) in values) data[input] = value;
        return await Post($"/web/chats/{user}/press", new JsonObject { ["verb"] = submit["verb"]!.DeepClone(), ["data"] = data, ["message"] = form["message"]?.DeepClone() });
    }

    /// <summary>The messages of a chat, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> Chat(string user) => [.. (await Get($"/web/chats/{user}"))["messages"]!.AsArray().Select(m => m!)];

    /// <summary>What was said in a chat and answered, without the cards that come by themselves: which of those come depends on the hour.</summary>
    public async Task<IReadOnlyList<JsonNode>> Talk(string user) => [.. (await Chat(user)).Where(m => !((string)m["id"]!).Contains('/', StringComparison.Ordinal))];

    /// <summary>The message of a chat that shows a record, once it says what is expected.</summary>
    public async Task<JsonNode> Sees(string user, string id, string text)
    {
        JsonNode? seen = null;
        await Eventually.Is(
            async () => (seen = (await Chat(user)).LastOrDefault(m => Text(m).Contains(id, StringComparison.Ordinal) && Text(m).Contains(text, StringComparison.Ordinal))) is not null,
            $"{user} seeing '{text}' of {id}");
        return seen!;
    }

    public Task<JsonNode> Forwards(string by) => Post("/web/clock", new JsonObject { ["forward"] = by });

    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    public async Task<JsonNode> Post(string path, JsonObject body)
    {
        using var response = await Try(path, JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path} answered {response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Posts whatever a test likes, with the token or with what it gives for one.</summary>
    public async Task<HttpResponseMessage> Try(string path, HttpContent content, string? token = null, params (string Name, string Value)[] headers)
    {
        _token ??= (string)(await Get("/web/people"))["token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if ((token ?? _token) is { Length: > 0 } given) request.Headers.Add("X-AimsBot-Token", given);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    public static string Text(JsonNode message) => (string?)message["text"] ?? "";

    public static IEnumerable<string> Buttons(JsonNode message) => message["card"] is { } card
        ? Objects(card).Where(o => (string?)o["type"] == "Action.Execute").Select(o => (string)o["title"]!)
        : [];

    private static JsonObject Button(JsonNode card, string title) =>
        Objects(card).FirstOrDefault(o => (string?)o["type"] == "Action.Execute" && (string?)o["title"] == title)
        ?? throw new InvalidOperationException($"There is no button '{title}' on {card["fallbackText"]}");

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Objects),
        JsonObject one => one.SelectMany(property => Objects(property.Value)).Prepend(one),
        _ => [],
    };
}
