using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// Slack's Web API as one strict stand-in of our own, on a loopback port. What Slack would refuse it refuses too, and
/// notes it under <see cref="Complaints"/>; every call is kept in order. <see cref="SlackPerson"/> acts on what it shows.
/// </summary>
public sealed class SlackDouble : IAsyncDisposable
{
    public const string BotUserId = "U0BOT";
    private const string BotId = "B0BOT";

    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ResponseUrlLife = TimeSpan.FromMinutes(30);
    private const int ResponseUrlUses = 5;

    /// <summary>These take a form only; Slack does not look into a JSON body.</summary>
    private static readonly HashSet<string> FormOnly = ["auth.test", "users.info", "conversations.history", "chat.getPermalink"];

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, string> _teamByToken = [];
    private readonly Dictionary<(string Team, string User), JsonObject> _users = [];
    private readonly Dictionary<string, SlackDoubleChannel> _channels = [];
    private readonly Dictionary<string, Trigger> _triggers = [];
    private readonly Dictionary<string, ResponseUrl> _responseUrls = [];
    private readonly List<SlackDoubleMessage> _messages = [];
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<SlackDoubleView> _views = [];
    private readonly List<SlackDoubleCall> _calls = [];
    private readonly List<string> _complaints = [];
    private readonly List<(string? Method, SlackTrouble Trouble)> _troubles = [];
    private int _counter;

    private SlackDouble(TimeProvider clock)
    {
        _clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/api/{method}", Api);
        _app.MapPost("/response/{id}", Response);
        _app.MapGet("/files/{id}", File);
    }

    /// <summary>The address for <c>Slack:ApiUrl</c>.</summary>
    public Uri ApiUrl => new($"{_app.Urls.First()}/api/");

    /// <summary>Every call, in order, the refused ones too.</summary>
    public IReadOnlyList<SlackDoubleCall> Calls => Snapshot(_calls);

    /// <summary>What Slack would not have taken, each with the place where it is. A test asserts that there is none.</summary>
    public IReadOnlyList<string> Complaints => Snapshot(_complaints);

    /// <summary>Every message, the ephemeral ones too, in the order of their posting.</summary>
    public IReadOnlyList<SlackDoubleMessage> Messages => Snapshot(_messages);

    /// <summary>Every form and Home tab that was shown.</summary>
    public IReadOnlyList<SlackDoubleView> Views => Snapshot(_views);

    /// <summary>A user who is in no table is a plain confirmed member, as in a workspace whose members a test does not list.</summary>
    public bool UnknownUsersAreMembers { get; set; }

    /// <summary>What every token was given, as Slack's header says it.</summary>
    public string Scopes { get; set; } = "chat:write,commands,files:read,im:history,im:write,users:read,users:read.email";

    /// <summary>Starts with one workspace, <c>T0BENCH</c>, whose token is <c>xoxb-bench</c>.</summary>
    public static async Task<SlackDouble> Start(TimeProvider? clock = null)
    {
        var slack = new SlackDouble(clock ?? TimeProvider.System);
        slack.AddWorkspace("T0BENCH", "xoxb-bench");
        await slack._app.StartAsync();
        return slack;
    }

    public void AddWorkspace(string teamId, string botToken)
    {
        lock (_lock) _teamByToken[botToken] = teamId;
    }

    /// <summary>Makes a token worthless, as an uninstallation does.</summary>
    public void Revoke(string botToken)
    {
        lock (_lock) _teamByToken[botToken] = "";
    }

    /// <summary>A user as <c>users.info</c> answers it: an object with <c>id</c>, <c>team_id</c> and <c>profile</c>.</summary>
    public void AddUser(JsonObject user)
    {
        lock (_lock) _users[(user["team_id"]!.GetValue<string>(), user["id"]!.GetValue<string>())] = user;
    }

    /// <summary>A user as another workspace, or a whole Grid, sees them.</summary>
    public void AddUser(string seenIn, JsonObject user)
    {
        lock (_lock) _users[(seenIn, user["id"]!.GetValue<string>())] = user;
    }

    /// <summary>A plain confirmed member of a workspace.</summary>
    public void AddUser(string teamId, string userId, string name, string email) => AddUser(Member(teamId, userId, name, email));

    public void AddChannel(string teamId, string channelId, params string[] members)
    {
        lock (_lock) _channels[channelId] = new SlackDoubleChannel(teamId, channelId, [.. members]);
    }

    public void Archive(string channelId)
    {
        lock (_lock) _channels[channelId].IsArchived = true;
    }

    /// <summary>
    /// Lets the next calls go wrong: the next <paramref name="times"/> of <paramref name="method"/> (<c>response_url</c> is
    /// one too), or of any.
    /// </summary>
    public void Misbehave(SlackTrouble trouble, int times = 1, string? method = null)
    {
        lock (_lock) _troubles.AddRange(Enumerable.Repeat((method, trouble), times));
    }

    /// <summary>Calls off what is still to go wrong.</summary>
    public void Behave()
    {
        lock (_lock) _troubles.Clear();
    }

    /// <summary>Takes a file that somebody shares, and gives its private address.</summary>
    public Uri AddFile(byte[] content)
    {
        lock (_lock)
        {
            var id = $"F{_files.Count + 1}";
            _files[id] = content;
            return new Uri(ApiUrl, $"/files/{id}");
        }
    }

    /// <summary>The direct message between the bot and a person.</summary>
    public string DirectMessageWith(string teamId, string userId)
    {
        var id = $"D{teamId[1..]}{userId}";
        lock (_lock) _channels.TryAdd(id, new SlackDoubleChannel(teamId, id, [userId, BotUserId]));
        return id;
    }

    /// <summary>A trigger as it comes with an act: good for one form, for three seconds.</summary>
    internal string NewTrigger(string teamId, string userId)
    {
        lock (_lock)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeSeconds()}.{++_counter}.{userId}");
            _triggers[id] = new Trigger(teamId, userId, _clock.GetUtcNow());
            return id;
        }
    }

    /// <summary>A response_url as it comes with an act.</summary>
    internal string NewResponseUrl(string teamId, string channelId, string userId, SlackDoubleMessage? original)
    {
        lock (_lock)
        {
            var id = (++_counter).ToString(CultureInfo.InvariantCulture);
            _responseUrls[id] = new ResponseUrl(teamId, channelId, userId, original, _clock.GetUtcNow());
            return $"{_app.Urls.First()}/response/{id}";
        }
    }

    /// <summary>Shows what a host answered to a command or a click within the request itself.</summary>
    internal SlackDoubleMessage ShowAnswer(string teamId, string channelId, string userId, JsonObject answer)
    {
        lock (_lock)
        {
            Complain("answer", SlackLimits.OfMessage(Text(answer["text"]), answer["blocks"]));
            return AddMessage(teamId, channelId, answer, Text(answer["response_type"]) == "in_channel" ? null : userId);
        }
    }

    /// <summary>Does what a host's answer to a submitted form says: closes the form, changes it or shows what is wrong in it.</summary>
    internal void ShowSubmissionAnswer(SlackDoubleView view, JsonObject? answer)
    {
        lock (_lock)
        {
            view.Errors = [];
            switch (Text(answer?["response_action"]))
            {
                case null or "clear":
                    view.IsOpen = false;
                    break;
                case "errors":
                    var inputs = view.Blocks.Where(block => Text(block?["type"]) == "input").Select(block => Text(block!["block_id"])).ToList();
                    foreach (var (block, message) in answer!["errors"] as JsonObject ?? [])
                    {
                        if (!inputs.Contains(block)) Complain("answer", [$"/errors/{block} is no input block"]);
                        view.Errors[block] = Text(message) ?? "";
                    }
                    if (view.Errors.Count == 0) Complain("answer", ["/errors is empty"]);
                    break;
                case "update":
                    Complain("answer", SlackLimits.OfView(answer!["view"], "modal"));
                    view.Show((JsonObject)answer["view"]!.DeepClone(), NewHash());
                    break;
                case "push":
                    Complain("answer", SlackLimits.OfView(answer!["view"], "modal"));
                    AddView(view.TeamId, view.UserId, (JsonObject)answer["view"]!.DeepClone(), isHome: false);
                    break;
                case var action:
                    Complain("answer", [$"/response_action {action} is unknown"]);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task Api(HttpContext http, string method)
    {
        var (arguments, fault) = await ReadArguments(http.Request, method);
        var token = Bearer(http.Request) ?? Text(arguments["token"]);
        var team = "";
        if (token is null) fault = "not_authed";
        else
        {
            lock (_lock)
            {
                if (!_teamByToken.TryGetValue(token, out team!)) fault = "invalid_auth";
                else if (team.Length == 0) fault = "token_revoked";
            }
        }
        if (fault is "invalid_post_type" or "invalid_json" or "invalid_arguments")
        {
            Complain(method, [$"{fault}: {http.Request.ContentType}"]);
        }

        await Answer(http, method, team ?? "", arguments, () => fault is null ? Carry(method, team!, arguments) : Refusal(fault));
    }

    /// <summary>Without the workspace's token Slack shows its page to sign in, and calls that success.</summary>
    private Task File(HttpContext http, string id)
    {
        byte[]? content;
        bool isKnown;
        lock (_lock)
        {
            content = _files.GetValueOrDefault(id);
            isKnown = Bearer(http.Request) is { } token && _teamByToken.GetValueOrDefault(token) is { Length: > 0 };
        }
        if (isKnown && content is not null) return http.Response.Body.WriteAsync(content).AsTask();
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync("<html>Sign in</html>");
    }

    private async Task Response(HttpContext http, string id)
    {
        var (arguments, fault) = await ReadArguments(http.Request, "response_url");
        await Answer(http, "response_url", "", arguments, () =>
        {
            if (http.Request.Headers.ContainsKey("Authorization"))
            {
                Complain("response_url", ["a token was sent to a response_url"]);
                return Refusal("invalid_auth");
            }
            if (fault is not null || http.Request.HasFormContentType) return Refusal("invalid_payload");
            return CarryResponse(id, arguments);
        });
    }

    /// <summary>Does the work unless trouble is due, writes it down, and answers.</summary>
    private async Task Answer(HttpContext http, string method, string team, JsonObject arguments, Func<JsonObject> work)
    {
        SlackTrouble? trouble;
        JsonObject answer;
        lock (_lock)
        {
            trouble = TakeTrouble(method);
            answer = trouble is null or { Kind: SlackTroubleKind.CutAfterWork } ? work()
                : Refusal(trouble.Error ?? trouble.Kind.ToString());
            _calls.Add(new SlackDoubleCall(method, team, arguments, answer, _clock.GetUtcNow()));
        }
        switch (trouble?.Kind)
        {
            case SlackTroubleKind.TooMany:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                if (trouble.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                break;
            case SlackTroubleKind.ServerError:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case SlackTroubleKind.Hang:
                using (var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token))
                {
                    await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                }
                return;
            case SlackTroubleKind.CutBeforeWork or SlackTroubleKind.CutAfterWork:
                http.Abort();
                return;
        }
        if (method == "response_url" && Text(answer["error"]) is not null) http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.Headers["x-oauth-scopes"] = Scopes;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    private SlackTrouble? TakeTrouble(string method)
    {
        var index = _troubles.FindIndex(due => due.Method is null || due.Method == method);
        if (index < 0) return null;
        var trouble = _troubles[index].Trouble;
        _troubles.RemoveAt(index);
        return trouble;
    }

    private JsonObject Carry(string method, string team, JsonObject arguments) => method switch
    {
        "auth.test" => Ok(("url", "https://bench.slack.com/"), ("team", "Bench"), ("team_id", team), ("user", "aimsbot"),
            ("user_id", BotUserId), ("bot_id", BotId), ("is_enterprise_install", false)),
        "users.info" => UsersInfo(team, arguments),
        "conversations.open" => ConversationsOpen(team, arguments),
        "conversations.history" => ConversationsHistory(team, arguments),
        "chat.postMessage" => PostMessage(team, arguments, ephemeral: false),
        "chat.postEphemeral" => PostMessage(team, arguments, ephemeral: true),
        "chat.update" => Update(team, arguments),
        "chat.getPermalink" => GetPermalink(team, arguments),
        "views.open" => ViewsOpen(team, arguments),
        "views.update" => ViewsUpdate(team, arguments),
        "views.publish" => ViewsPublish(team, arguments),
        _ => Refusal("unknown_method"),
    };

    private JsonObject UsersInfo(string team, JsonObject arguments)
    {
        var id = Text(arguments["user"]);
        if (id is null || FindUser(Text(arguments["team_id"]) ?? team, id) is not { } found) return Refusal("user_not_found");
        var user = (JsonObject)found.DeepClone();
        if (Text(arguments["include_locale"]) is not ("true" or "1")) user.Remove("locale");
        return Ok(("user", user));
    }

    private JsonObject ConversationsOpen(string team, JsonObject arguments)
    {
        var id = Text(arguments["users"]);
        if (id is null || FindUser(team, id) is not { } user) return Refusal("user_not_found");
        if (Flag(user["deleted"])) return Refusal("user_disabled");
        if (Flag(user["is_bot"])) return Refusal("cannot_dm_bot");
        return Ok(("channel", new JsonObject { ["id"] = DirectMessageWith(team, id) }));
    }

    private JsonObject ConversationsHistory(string team, JsonObject arguments)
    {
        if (FindChannel(team, Text(arguments["channel"])) is not { } channel) return Refusal("channel_not_found");
        var oldest = Text(arguments["oldest"]) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : 0;
        var found = _messages
            .Where(message => message.ChannelId == channel.Id && message.OnlyFor is null
                && decimal.Parse(message.Timestamp, CultureInfo.InvariantCulture) >= oldest)
            .Reverse()
            .Select(message =>
            {
                var json = message.ToJson();
                if (Text(arguments["include_all_metadata"]) is "true" or "1") json["metadata"] = message.Metadata?.DeepClone();
                return (JsonNode)json;
            });
        return Ok(("messages", new JsonArray([.. found])), ("has_more", false), ("response_metadata", new JsonObject { ["next_cursor"] = "" }));
    }

    private JsonObject PostMessage(string team, JsonObject arguments, bool ephemeral)
    {
        var method = ephemeral ? "chat.postEphemeral" : "chat.postMessage";
        if (Text(arguments["channel"]) is not { } id) return Refusal("channel_not_found");
        if (id[0] is 'U' or 'W')
        {
            if (FindUser(team, id) is not { } receiver) return Refusal("channel_not_found");
            if (Flag(receiver["deleted"])) return Refusal("account_inactive");
            id = DirectMessageWith(team, id);
        }
        if (FindChannel(team, id) is not { } channel) return Refusal("channel_not_found");
        if (channel.IsArchived) return Refusal("is_archived");
        if (!channel.Members.Contains(BotUserId)) return Refusal("not_in_channel");
        var reader = ephemeral ? Text(arguments["user"]) : null;
        if (ephemeral && (reader is null || !channel.Members.Contains(reader))) return Refusal("user_not_in_channel");
        if (MessageFault(method, arguments) is { } fault) return fault;

        var message = AddMessage(team, id, arguments, reader);
        return ephemeral
            ? Ok(("message_ts", message.Timestamp))
            : Ok(("channel", id), ("ts", message.Timestamp), ("message", message.ToJson()));
    }

    private JsonObject Update(string team, JsonObject arguments)
    {
        var message = _messages.Find(one =>
            one.TeamId == team && one.ChannelId == Text(arguments["channel"]) && one.Timestamp == Text(arguments["ts"]));
        if (message is null) return Refusal("message_not_found");
        if (message.OnlyFor is not null || message.AuthorId != BotUserId) return Refusal("cant_update_message");
        if (MessageFault("chat.update", arguments) is { } fault) return fault;

        message.Show(arguments);
        return Ok(("channel", message.ChannelId), ("ts", message.Timestamp), ("text", message.Text));
    }

    private JsonObject GetPermalink(string team, JsonObject arguments) =>
        _messages.Find(one => one.TeamId == team && one.ChannelId == Text(arguments["channel"]) && one.Timestamp == Text(arguments["message_ts"]))
            is { } message
            ? Ok(("channel", message.ChannelId), ("permalink", Permalink(message)))
            : Refusal("message_not_found");

    internal static string Permalink(SlackDoubleMessage message) =>
        $"https://bench.slack.com/archives/{message.ChannelId}/p{message.Timestamp.Replace(".", "", StringComparison.Ordinal)}";

    private JsonObject ViewsOpen(string team, JsonObject arguments)
    {
        var view = arguments["view"] as JsonObject;
        if (ViewFault("views.open", view, "modal") is { } fault) return fault;
        if (Text(arguments["trigger_id"]) is not { } id || !_triggers.TryGetValue(id, out var trigger) || trigger.TeamId != team)
        {
            return Refusal("invalid_trigger");
        }
        if (trigger.IsUsed) return Refusal("exchanged_trigger_id");
        if (_clock.GetUtcNow() - trigger.At > TriggerLife) return Refusal("expired_trigger_id");
        _triggers[id] = trigger with { IsUsed = true };
        return Ok(("view", AddView(team, trigger.UserId, (JsonObject)view!.DeepClone(), isHome: false).ToJson()));
    }

    private JsonObject ViewsUpdate(string team, JsonObject arguments)
    {
        var shown = _views.Find(one => one.TeamId == team && one.IsOpen
            && (one.Id == Text(arguments["view_id"])
                || (Text(arguments["external_id"]) is { } external && Text(one.View["external_id"]) == external)));
        if (shown is null) return Refusal("not_found");
        if (Text(arguments["hash"]) is { } hash && hash != shown.Hash) return Refusal("hash_conflict");
        var view = arguments["view"] as JsonObject;
        if (ViewFault("views.update", view, shown.IsHome ? "home" : "modal") is { } fault) return fault;
        shown.Show((JsonObject)view!.DeepClone(), NewHash());
        return Ok(("view", shown.ToJson()));
    }

    private JsonObject ViewsPublish(string team, JsonObject arguments)
    {
        if (Text(arguments["user_id"]) is not { } user || FindUser(team, user) is null) return Refusal("user_not_found");
        var view = arguments["view"] as JsonObject;
        if (ViewFault("views.publish", view, "home") is { } fault) return fault;
        var home = _views.Find(one => one.IsHome && one.TeamId == team && one.UserId == user);
        if (Text(arguments["hash"]) is { } hash && hash != home?.Hash) return Refusal("hash_conflict");
        if (home is null) home = AddView(team, user, (JsonObject)view!.DeepClone(), isHome: true);
        else home.Show((JsonObject)view!.DeepClone(), NewHash());
        return Ok(("view", home.ToJson()));
    }

    private JsonObject CarryResponse(string id, JsonObject arguments)
    {
        if (!_responseUrls.TryGetValue(id, out var url)) return Refusal("expired_url");
        if (_clock.GetUtcNow() - url.At > ResponseUrlLife) return Refusal("expired_url");
        if (url.Uses >= ResponseUrlUses) return Refusal("used_url");
        _responseUrls[id] = url with { Uses = url.Uses + 1 };

        if (Flag(arguments["delete_original"]))
        {
            if (url.Original is not null) _messages.Remove(url.Original);
            return Ok();
        }
        if (MessageFault("response_url", arguments) is { } fault) return fault;
        if (Flag(arguments["replace_original"]) && url.Original is not null) url.Original.Show(arguments);
        else AddMessage(url.TeamId, url.ChannelId, arguments, Text(arguments["response_type"]) == "in_channel" ? null : url.UserId);
        return Ok();
    }

    private SlackDoubleMessage AddMessage(string team, string channel, JsonObject content, string? onlyFor)
    {
        var timestamp = string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeSeconds()}.{++_counter:000000}");
        var message = new SlackDoubleMessage(team, channel, timestamp, BotUserId, onlyFor);
        message.Show(content);
        _messages.Add(message);
        return message;
    }

    /// <summary>A message that a person wrote, for instance one whose menu holds the app's shortcut.</summary>
    public SlackDoubleMessage Say(string teamId, string channelId, string userId, string text)
    {
        lock (_lock)
        {
            var timestamp = string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeSeconds()}.{++_counter:000000}");
            var message = new SlackDoubleMessage(teamId, channelId, timestamp, userId, onlyFor: null);
            message.Show(new JsonObject { ["text"] = text });
            _messages.Add(message);
            return message;
        }
    }

    private SlackDoubleView AddView(string team, string user, JsonObject view, bool isHome)
    {
        var shown = new SlackDoubleView($"V{++_counter:00000}", team, user, isHome);
        shown.Show(view, NewHash());
        _views.Add(shown);
        return shown;
    }

    private string NewHash() => string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeSeconds()}.h{++_counter}");

    private JsonObject? MessageFault(string method, JsonObject arguments)
    {
        if (Text(arguments["text"]) is null or "" && arguments["blocks"] is not JsonArray { Count: > 0 }) return Refusal("no_text");
        if (arguments["metadata"] is { } metadata
            && (Text(metadata["event_type"]) is null or "" || metadata["event_payload"] is not JsonObject))
        {
            return Refusal("invalid_metadata_format");
        }
        return Refused(method, "invalid_blocks", SlackLimits.OfMessage(Text(arguments["text"]), arguments["blocks"]));
    }

    private JsonObject? ViewFault(string method, JsonObject? view, string type) =>
        Refused(method, "invalid_arguments", SlackLimits.OfView(view, type));

    private JsonObject? Refused(string method, string error, IReadOnlyList<string> faults)
    {
        if (faults.Count == 0) return null;
        Complain(method, faults);
        var refusal = Refusal(error);
        refusal["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. faults.Select(fault => (JsonNode)$"[ERROR] {fault}")]) };
        return refusal;
    }

    internal void Complain(string method, IEnumerable<string> faults)
    {
        lock (_lock) _complaints.AddRange(faults.Select(fault => $"{method}: {fault}"));
    }

    /// <summary>The user as the asking workspace sees them: its own, or a stranger met in a shared channel.</summary>
    private JsonObject? FindUser(string team, string id) =>
        _users.TryGetValue((team, id), out var user) ? user
        : _users.Values.FirstOrDefault(one => Text(one["id"]) == id && Flag(one["is_stranger"]))
            ?? (UnknownUsersAreMembers ? Member(team, id, id, $"{id.ToLowerInvariant()}@example.com") : null);

    private SlackDoubleChannel? FindChannel(string team, string? id) =>
        id is not null && _channels.TryGetValue(id, out var channel) && channel.TeamId == team ? channel : null;

    /// <summary>A user as <c>users.info</c> answers for a plain confirmed member.</summary>
    public static JsonObject Member(string teamId, string userId, string name, string email) => new()
    {
        ["id"] = userId,
        ["team_id"] = teamId,
        ["name"] = userId.ToLowerInvariant(),
        ["real_name"] = name,
        ["deleted"] = false,
        ["is_bot"] = false,
        ["is_restricted"] = false,
        ["is_ultra_restricted"] = false,
        ["is_stranger"] = false,
        ["is_email_confirmed"] = true,
        ["tz"] = "Europe/Oslo",
        ["locale"] = "en-GB",
        ["profile"] = new JsonObject { ["real_name"] = name, ["display_name"] = name, ["email"] = email },
    };

    /// <summary>The arguments as one object, whether they came as a form or as JSON; or Slack's word for what is wrong.</summary>
    private static async Task<(JsonObject Arguments, string? Fault)> ReadArguments(HttpRequest request, string method)
    {
        if (request.HasFormContentType)
        {
            var arguments = new JsonObject();
            foreach (var (name, values) in await request.ReadFormAsync())
            {
                try
                {
                    // Clients that send forms write what is no plain text as JSON.
                    arguments[name] = name is "blocks" or "view" or "metadata" ? JsonNode.Parse(values[0]!) : JsonValue.Create(values[0]);
                }
                catch (JsonException)
                {
                    return (arguments, "invalid_arguments");
                }
            }
            return (arguments, null);
        }
        if (!request.HasJsonContentType()) return ([], "invalid_post_type");
        try
        {
            return await JsonNode.ParseAsync(request.Body) is JsonObject arguments && !FormOnly.Contains(method)
                ? (arguments, null)
                : ([], "invalid_arguments");
        }
        catch (JsonException)
        {
            return ([], "invalid_json");
        }
    }

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : null;

    private static JsonObject Ok(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in members) answer[name] = value;
        return answer;
    }

    private static JsonObject Refusal(string error) => new() { ["ok"] = false, ["error"] = error };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Flag(JsonNode? node) =>
        node is JsonValue value && ((value.TryGetValue<bool>(out var flag) && flag) || Text(node) == "true");

    private List<T> Snapshot<T>(List<T> list)
    {
        lock (_lock) return [.. list];
    }

    private sealed record Trigger(string TeamId, string UserId, DateTimeOffset At, bool IsUsed = false);

    private sealed record ResponseUrl(
        string TeamId, string ChannelId, string UserId, SlackDoubleMessage? Original, DateTimeOffset At, int Uses = 0);
}

/// <summary>One call as the double saw it. The token is checked and not kept.</summary>
public sealed record SlackDoubleCall(string Method, string TeamId, JsonObject Arguments, JsonObject Answer, DateTimeOffset At)
{
    public bool Ok => Answer["ok"]!.GetValue<bool>();
}

/// <summary>A conversation. An app that was not invited cannot post.</summary>
public sealed record SlackDoubleChannel(string TeamId, string Id, HashSet<string> Members)
{
    public bool IsArchived { get; set; }
}

/// <summary>A message as people see it now, with what it was before.</summary>
public sealed class SlackDoubleMessage(string teamId, string channelId, string timestamp, string authorId, string? onlyFor)
{
    public string TeamId => teamId;

    public string ChannelId => channelId;

    public string Timestamp => timestamp;

    public string AuthorId => authorId;

    /// <summary>The one person who sees an ephemeral message; null where everybody in the conversation does.</summary>
    public string? OnlyFor => onlyFor;

    public string Text { get; private set; } = "";

    public JsonArray Blocks { get; private set; } = [];

    public JsonNode? Metadata { get; private set; }

    /// <summary>How often its content changed after it was posted.</summary>
    public int Updates { get; private set; } = -1;

    /// <summary>Everything a person reads on it: the text, and every text of its blocks, one a line.</summary>
    public string Reading => string.Join('\n', SlackScreen.Texts(Blocks).Prepend(Text));

    /// <summary>The labels of its buttons, in order.</summary>
    public IReadOnlyList<string> Buttons => SlackScreen.Buttons(Blocks);

    internal void Show(JsonObject content)
    {
        Text = content["text"]?.GetValue<string>() ?? "";
        Blocks = (content["blocks"] as JsonArray)?.DeepClone() as JsonArray ?? [];
        SlackScreen.NameBlocks(Blocks);
        Metadata = content["metadata"]?.DeepClone() ?? Metadata;
        Updates++;
    }

    internal JsonObject ToJson() => new()
    {
        ["type"] = "message",
        ["user"] = AuthorId,
        ["bot_id"] = AuthorId == SlackDouble.BotUserId ? "B0BOT" : null,
        ["ts"] = Timestamp,
        ["text"] = Text,
        ["blocks"] = Blocks.DeepClone(),
    };
}

/// <summary>A form or a Home tab as its person sees it now.</summary>
public sealed class SlackDoubleView(string id, string teamId, string userId, bool isHome)
{
    public string Id => id;

    public string TeamId => teamId;

    public string UserId => userId;

    public bool IsHome => isHome;

    public JsonObject View { get; private set; } = [];

    public JsonArray Blocks => View["blocks"] as JsonArray ?? [];

    public string Hash { get; private set; } = "";

    public bool IsOpen { get; internal set; } = true;

    /// <summary>What the app said about inputs of the form that was last sent, by block id.</summary>
    public Dictionary<string, string> Errors { get; internal set; } = [];

    public string Title => View["title"]?["text"]?.GetValue<string>() ?? "";

    public IReadOnlyList<string> Buttons => SlackScreen.Buttons(Blocks);

    /// <summary>Everything a person reads on it, one text a line.</summary>
    public string Reading => string.Join('\n', SlackScreen.Texts(Blocks).Prepend(Title));

    internal void Show(JsonObject view, string hash)
    {
        View = view;
        Hash = hash;
        SlackScreen.NameBlocks(Blocks);
    }

    internal JsonObject ToJson()
    {
        var json = (JsonObject)View.DeepClone();
        json["id"] = Id;
        json["team_id"] = TeamId;
        json["hash"] = Hash;
        json["callback_id"] ??= "";
        json["private_metadata"] ??= "";
        json["app_installed_team_id"] = TeamId;
        json["bot_id"] = "B0BOT";
        json["state"] = new JsonObject { ["values"] = new JsonObject() };
        return json;
    }
}

/// <summary>One thing that goes wrong.</summary>
public sealed record SlackTrouble(SlackTroubleKind Kind, int? RetryAfter = null, string? Error = null)
{
    /// <summary>429; without seconds there is no <c>Retry-After</c>.</summary>
    public static SlackTrouble TooMany(int? retryAfter) => new(SlackTroubleKind.TooMany, retryAfter, "ratelimited");

    /// <summary>Slack's no, in its own word, though nothing is wrong.</summary>
    public static SlackTrouble Refuses(string error) => new(SlackTroubleKind.Refuses, Error: error);

    public static readonly SlackTrouble ServerError = new(SlackTroubleKind.ServerError);

    public static readonly SlackTrouble Hang = new(SlackTroubleKind.Hang);

    /// <summary>The connection ends before anything was done.</summary>
    public static readonly SlackTrouble CutBeforeWork = new(SlackTroubleKind.CutBeforeWork);

    /// <summary>The work is done, and the answer is lost on the way back.</summary>
    public static readonly SlackTrouble CutAfterWork = new(SlackTroubleKind.CutAfterWork);
}

public enum SlackTroubleKind
{
    TooMany,
    Refuses,
    ServerError,
    Hang,
    CutBeforeWork,
    CutAfterWork,
}
