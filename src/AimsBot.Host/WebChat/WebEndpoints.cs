using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Audit;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Host.WebChat;

/// <summary>The web chat's JSON interface and its page. The README beside this file walks through it.</summary>
public sealed class WebEndpoints(
    HostSettings settings, WebGate gate, WebActs acts, ChatLog chats, CommitFeed commits, EventStreams streams, DemoTime time, IRecordStore store, CardGallery gallery, WebPage page)
{
    // What a person may type is for the steps to say; this only keeps out what nobody types.
    private const int LongestName = 100;
    private const int LongestFileName = 255;
    private const int MostChats = 8;

    private string Organisation => settings.Organisation.Id;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AddEndpointFilter(gate);
        group.MapGet("/", (HttpContext http) => page.Html(http, "page"));
        group.MapGet("/cards", (HttpContext http) => page.Html(http, "cards"));
        group.MapGet("/web/page.js", () => page.File("page.js", "text/javascript"));
        group.MapGet("/web/page.css", () => page.File("page.css", "text/css"));
        group.MapGet("/web/people", PeopleAsync);
        group.MapGet("/web/chats/{user}", ChatAsync);
        group.MapPost("/web/chats/{user}/say", SayAsync);
        group.MapPost("/web/chats/{user}/press", PressAsync);
        group.MapPost("/web/chats/{user}/file", FileAsync).WithMetadata(new WebGate.TakesFile());
        group.MapGet("/web/commits", () => commits.Last);
        group.MapGet("/web/records/{id}", RecordAsync);
        group.MapGet("/web/clock", () => time.Json);
        group.MapPost("/web/clock", ClockAsync);
        group.MapGet("/web/cards", gallery.Json);
        group.MapGet("/web/events", EventsAsync);
    }

    private async Task<IResult> PeopleAsync(HttpContext http, CancellationToken cancel)
    {
        var language = WebPage.LanguageOf(http);
        var everyone = (await store.QueryAsync(Organisation, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active }, cancel)).Heads.Select(Person.From).ToArray();
        var people = new JsonArray();
        foreach (var person in everyone)
        {
            if (person.Details.Accounts.FirstOrDefault(a => a.Channel == ChannelNames.WebChat && a.Place == Organisation) is { } account)
                people.Add(Json(person, account.User, everyone.FirstOrDefault(p => p.Id == person.Details.Manager), language));
        }
        return Results.Json(new JsonObject { ["organisation"] = settings.Organisation.Name, ["token"] = gate.Token, ["people"] = people });
    }

    private JsonObject Json(Person person, string user, Person? manager, string language)
    {
        var roles = CardText.For("People", language);
        var words = CardText.For("Shared", CardMaker.LanguageOf(person, settings.Organisation));
        return new JsonObject
        {
            ["user"] = user,
            ["name"] = person.Details.Name,
            ["roles"] = new JsonArray([.. person.Details.Roles.Where(r => r != Role.Staff || person.Details.Roles.Count == 1).Select(r => (JsonNode)roles["role." + Roles.Name(r)])]),
            ["manager"] = manager?.Details.Name,
            ["timeZone"] = person.Details.TimeZone ?? settings.Organisation.TimeZone,
            ["language"] = words.Language,
            ["commands"] = new JsonArray([.. CommandWords.All.Select(w => (JsonNode)new JsonObject
            {
                ["teams"] = CommandWords.Typed(ChannelNames.Teams, w.Word),
                ["slack"] = CommandWords.Typed(ChannelNames.Slack, w.Word),
                ["text"] = words[w.TextKey],
            })]),
        };
    }

    private async Task<IResult> ChatAsync(string user, CancellationToken cancel) =>
        await FindAsync(user, cancel) is null ? Nobody : Results.Json(new JsonObject { ["messages"] = Messages(user) });

    private async Task<IResult> SayAsync(string user, HttpContext http, CancellationToken cancel)
    {
        if (await WebGate.BodyAsync(http) is not { } body || Text(body, "text") is not { } text || string.IsNullOrWhiteSpace(text)) return Bad("text is missing");
        if (KeyOf(body) is not { } key) return BadKey;
        return await FindAsync(user, cancel) is { } person ? Results.Json(await acts.SayAsync(user, person, text, key, cancel)) : Nobody;
    }

    private async Task<IResult> PressAsync(string user, HttpContext http, CancellationToken cancel)
    {
        if (await WebGate.BodyAsync(http) is not { } body || Text(body, "verb") is not { Length: > 0 and <= LongestName } verb) return Bad("verb is missing");
        if (KeyOf(body) is not { } key) return BadKey;
        var act = CardAct.Read(body.TryGetProperty("data", out var data) ? data : default, verb);
        return await FindAsync(user, cancel) is { } person
            ? Results.Json(await acts.PressAsync(user, person, act, key, Text(body, "message"), cancel))
            : Nobody;
    }

    private async Task<IResult> FileAsync(string user, string name, string? text, string? key, HttpContext http, CancellationToken cancel)
    {
        if (name.Length is 0 or > LongestFileName) return Bad($"name must be 1 to {LongestFileName} characters");
        if (key is not null && !IsKey(key)) return BadKey;
        return await FindAsync(user, cancel) is { } person
            ? Results.Json(await acts.ShareAsync(user, person, name, http.Request.Body, text ?? "", key ?? NewKey(), cancel))
            : Nobody;
    }

    private async Task<IResult> RecordAsync(string id, CancellationToken cancel)
    {
        if (RecordId.Parse(id) is not { } record) return Results.NotFound();
        while (true)
        {
            if (await store.LoadAsync(Organisation, record, cancel) is not { } head) return Results.NotFound();
            var entries = await store.HistoryAsync(Organisation, record, cancel);
            // An act that came between the two looks: look again.
            if (entries.Count > head.Revision) continue;
            var report = AuditChain.Verify(head, entries);
            var json = RecordJson.Summary(head);
            json["data"] = JsonNode.Parse(head.Body.Span);
            json["entries"] = new JsonArray([.. entries.Select(RecordJson.Entry)]);
            json["chain"] = new JsonObject
            {
                ["whole"] = report.Fault is null,
                ["entries"] = report.Entries,
                ["erased"] = report.Erased,
                ["fault"] = report.Fault is { } fault ? $"{fault.Revision}: {fault.Problem}" : null,
            };
            return Results.Json(json);
        }
    }

    private async Task<IResult> ClockAsync(HttpContext http, CancellationToken cancel)
    {
        TimeSpan? by = (await WebGate.BodyAsync(http) is { } body ? Text(body, "forward") : null) switch
        {
            "day" => TimeSpan.FromDays(1),
            "week" => TimeSpan.FromDays(7),
            "deadline" => await time.ToNextDeadlineAsync(cancel) ?? TimeSpan.Zero,
            { } text when TimeSpan.TryParseExact(text, "c", System.Globalization.CultureInfo.InvariantCulture, out var span) => span,
            _ => null,
        };
        if (by is null) return Bad("forward must be day, week, deadline or a span such as 1.02:30:00");
        return await time.ForwardAsync(by.Value, cancel)
            ? Results.Json(time.Json)
            : WebGate.Problem(StatusCodes.Status409Conflict, by == TimeSpan.Zero ? "no record has a deadline" : "the clock goes forward only, by ten years at most");
    }

    private async Task EventsAsync(HttpContext http, CancellationToken cancel)
    {
        var users = http.Request.Query["user"].OfType<string>().Distinct().ToArray();
        if (users.Length > MostChats)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var known = new List<string>();
        foreach (var user in users)
        {
            if (await FindAsync(user, cancel) is not null) known.Add(user);
        }
        await streams.SendAsync(http, known, () => new JsonObject
        {
            ["token"] = gate.Token,
            ["clock"] = time.Json,
            ["chats"] = new JsonObject(known.Select(user => KeyValuePair.Create(user, (JsonNode?)Messages(user)))),
            ["commits"] = commits.Last,
        });
    }

    private JsonArray Messages(string user) => [.. chats.Of(user).Select(m => WebJson.Message(user, m))];

    private async Task<Person?> FindAsync(string user, CancellationToken cancel) =>
        user.Length <= LongestName ? await acts.FindAsync(user, cancel) : null;

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A page gives one, so that what it sends again is the same act.
    private static string? KeyOf(JsonElement body)
    {
        if (!body.TryGetProperty("key", out _)) return NewKey();
        return Text(body, "key") is { } key && IsKey(key) ? key : null;
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static bool IsKey(string key) => key is { Length: > 0 and <= 64 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static IResult Nobody => WebGate.Problem(StatusCodes.Status404NotFound, "there is nobody of that name here; GET /web/people has everyone");

    private static IResult BadKey => Bad("key must be 1 to 64 letters, digits and hyphens");

    private static IResult Bad(string problem) => WebGate.Problem(StatusCodes.Status400BadRequest, problem);
}
