using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// Teams as a bot meets it, as one strict stand-in of our own on a loopback port: the connector through which the bot
/// writes, and on demand the login from which it has its token. What Teams would refuse it refuses too, and notes it under
/// <see cref="Complaints"/>; every call is kept in order. <see cref="TeamsPerson"/> acts on what it shows.
/// </summary>
public sealed class TeamsDouble : IAsyncDisposable
{
    public const string TenantId = BotProcess.TeamsTenant;
    public const string AppId = TeamsLogin.AppId;
    public const string BotId = $"28:{AppId}";
    public const string BotName = "AimsBot";

    private const int MostBytes = 100 * 1024;

    /// <summary>Calls within seconds, to one conversation; the last column of Microsoft's table, "per bot per thread".</summary>
    private static readonly Dictionary<string, (int Calls, int Seconds)[]> Rates = new()
    {
        [TeamsCalls.Send] = [(7, 1), (8, 2), (60, 30), (1800, 3600)],
        [TeamsCalls.CreateConversation] = [(7, 1), (8, 2), (60, 30), (1800, 3600)],
        [TeamsCalls.PagedMembers] = [(14, 1), (16, 2), (120, 30), (3600, 3600)],
        [TeamsCalls.Member] = [(14, 1), (16, 2), (120, 30), (3600, 3600)],
        [TeamsCalls.Members] = [(5, 60)],
        [AllCalls] = [(50, 1)],
    };

    private const string AllCalls = "all calls";

    /// <summary>Who sends with the right distance arrives a little early now and then.</summary>
    private const double Tolerance = 0.9;

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;
    private readonly TeamsLogin? _login;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, TeamsUser> _users = [];
    private readonly HashSet<string> _gone = [];
    private readonly HashSet<string> _blockedBy = [];
    private readonly Dictionary<string, TeamsDoubleConversation> _conversations = [];
    private readonly HashSet<string> _heard = [];
    private readonly List<TeamsDoubleMessage> _messages = [];
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<TeamsDoubleCall> _calls = [];
    private readonly List<string> _complaints = [];
    private readonly List<(string? Method, TeamsTrouble Trouble)> _troubles = [];
    private readonly Dictionary<(string Method, string Where), List<DateTimeOffset>> _arrivals = [];
    private long _lastId;
    private int _counter;

    private TeamsDouble(TimeProvider clock, bool withLogin)
    {
        _clock = clock;
        _login = withLogin ? new TeamsLogin(clock) : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Secured));
        _app = builder.Build();

        const string conversation = "/teams/v3/conversations/{conversation}";
        _app.MapPost("/teams/v3/conversations", http => Connector(http, TeamsCalls.CreateConversation, CreateConversation));
        _app.MapPost($"{conversation}/activities", http => Connector(http, TeamsCalls.Send, Send));
        _app.MapPost($"{conversation}/activities/{{activity}}", http => Connector(http, TeamsCalls.Send, Send));
        _app.MapPut($"{conversation}/activities/{{activity}}", http => Connector(http, TeamsCalls.Update, Update));
        _app.MapDelete($"{conversation}/activities/{{activity}}", http => Connector(http, TeamsCalls.Delete, Delete));
        _app.MapGet($"{conversation}/members", http => Connector(http, TeamsCalls.Members, Members));
        _app.MapGet($"{conversation}/members/{{member}}", http => Connector(http, TeamsCalls.Member, Member));
        _app.MapGet($"{conversation}/pagedmembers", http => Connector(http, TeamsCalls.PagedMembers, PagedMembers));
        _app.MapGet("/teams/files/{id}", File);
        _app.MapFallback(http => Connector(http, "unknown", _ =>
        {
            Complain("unknown", [$"{http.Request.Method} {http.Request.Path}"]);
            return Refusal(404, "NotFound", "There is no such address.");
        }));
        if (_login is not null) MapLogin(_login);

        void Secured(ListenOptions listen)
        {
            if (_login is not null) listen.UseHttps(_login.Certificate);
        }
    }

    /// <summary>The address of the connector as it stands in each activity.</summary>
    public string ServiceUrl => $"{Address}/teams/";

    /// <summary>
    /// What the host has to be told: with login the whole of a registration and of this stand-in's addresses, without it
    /// that calls without a token are let in, as a developer's host does on loopback.
    /// </summary>
    public IReadOnlyDictionary<string, string> HostSettings => _login is { } login
        ? login.HostSettings(Address, ServiceUrl)
        : new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" };

    /// <summary>Tells a host that is not started yet of this double.</summary>
    public void Introduce(BotProcess bot)
    {
        foreach (var (name, value) in HostSettings) bot.Settings[name] = value;
    }

    /// <summary>Takes a file that somebody shares, and gives its address: the bot's token opens it, or its signature does.</summary>
    public Uri AddFile(byte[] content, bool isSigned)
    {
        lock (_lock)
        {
            var id = $"{_files.Count + 1}";
            _files[id] = content;
            return new Uri($"{ServiceUrl}files/{id}{(isSigned ? "?signature=x" : "")}");
        }
    }

    /// <summary>The file with the certificate of a double with login, for clients that want to know whom they trust.</summary>
    public string CertificateFile => Login.CertificateFile;

    /// <summary>Whether the connector asks for the token that the login gives.</summary>
    public bool HasLogin => _login is not null;

    /// <summary>Every call, in order, the refused ones too.</summary>
    public IReadOnlyList<TeamsDoubleCall> Calls => Snapshot(_calls);

    /// <summary>What Teams would not have taken, each with the place where it is. A test asserts that there is none.</summary>
    public IReadOnlyList<string> Complaints => Snapshot(_complaints);

    /// <summary>Every message, those of people and the deleted ones too, in the order of their posting.</summary>
    public IReadOnlyList<TeamsDoubleMessage> Messages => Snapshot(_messages);

    /// <summary>
    /// Who acts without being in the table is a plain member, in the conversation in which they act: for activities that a
    /// test has from a file.
    /// </summary>
    public bool UnknownPeopleAreMembers { get; set; }

    public IReadOnlyList<TeamsUser> Users
    {
        get
        {
            lock (_lock) return [.. _users.Values];
        }
    }

    private string Address => _app.Urls.First();

    private TeamsLogin Login => _login ?? throw new InvalidOperationException("The double was started without login.");

    /// <param name="clock">Measures the bot's pace and dates ids and tokens; the machine's own where there is none.</param>
    /// <param name="withLogin">Adds the login and its OpenID documents, over HTTPS, and asks for its token at each call.</param>
    public static async Task<TeamsDouble> Start(TimeProvider? clock = null, bool withLogin = false)
    {
        var teams = new TeamsDouble(clock ?? TimeProvider.System, withLogin);
        await teams._app.StartAsync();
        return teams;
    }

    /// <summary>A person; <paramref name="id"/> such as <c>29:kari</c>.</summary>
    public TeamsUser AddUser(string id, string name, string email, string aadObjectId, string role = "user", string tenantId = TenantId) =>
        AddUser(new TeamsUser(id, aadObjectId, name, email, email, role, tenantId));

    public TeamsUser AddUser(TeamsUser user)
    {
        lock (_lock) return _users[user.Id] = user;
    }

    /// <summary>The person's account is gone: whoever writes to them hears of no such user.</summary>
    public void RemoveUser(string id)
    {
        lock (_lock) _gone.Add(id);
    }

    public TeamsUser User(string id)
    {
        lock (_lock) return _users[id];
    }

    /// <summary>The person has blocked or uninstalled the bot; it can no longer write to them.</summary>
    public void Block(string userId)
    {
        lock (_lock) _blockedBy.Add(userId);
    }

    public void Unblock(string userId)
    {
        lock (_lock) _blockedBy.Remove(userId);
    }

    /// <summary>A channel with its team, in which the bot is installed; <paramref name="id"/> such as <c>19:general@thread.tacv2</c>.</summary>
    public void AddChannel(string id, string teamId, params string[] members)
    {
        lock (_lock) _conversations[id] = new TeamsDoubleConversation(id, TeamsDoubleConversation.Channel, TenantId, [.. members], teamId);
    }

    public void AddGroupChat(string id, params string[] members)
    {
        lock (_lock) _conversations[id] = new TeamsDoubleConversation(id, TeamsDoubleConversation.GroupChat, TenantId, [.. members]);
    }

    /// <summary>The conversation is there no longer, or the bot was taken out of it.</summary>
    public void RemoveConversation(string id)
    {
        lock (_lock) _conversations.Remove(id);
    }

    /// <summary>The personal chat between the bot and a person.</summary>
    public string PersonalChatWith(string userId)
    {
        lock (_lock)
        {
            if (_conversations.Values.FirstOrDefault(one => one.Type == TeamsDoubleConversation.Personal && one.Members[0] == userId) is { } known) return known.Id;
            var id = $"a:{userId.Split(':', 2)[^1]}";
            var tenant = _users.TryGetValue(userId, out var user) ? user.TenantId : TenantId;
            _conversations[id] = new TeamsDoubleConversation(id, TeamsDoubleConversation.Personal, tenant, [userId]);
            return id;
        }
    }

    /// <summary>The conversation of an id, which may be that of a thread in it.</summary>
    public TeamsDoubleConversation Conversation(string id)
    {
        lock (_lock) return FindConversation(id) ?? throw new InvalidOperationException($"There is no conversation {id}.");
    }

    /// <summary>A message that a person writes, without telling the bot of it.</summary>
    public TeamsDoubleMessage Say(string conversationId, string userId, string text)
    {
        lock (_lock) return AddMessage(conversationId, userId, new JsonObject { ["text"] = text });
    }

    /// <summary>
    /// Lets the next calls go wrong: the next <paramref name="times"/> of <paramref name="method"/> (one of
    /// <see cref="TeamsCalls"/>), or of any.
    /// </summary>
    public void Misbehave(TeamsTrouble trouble, int times = 1, string? method = null)
    {
        lock (_lock) _troubles.AddRange(Enumerable.Repeat((method, trouble), times));
    }

    /// <summary>Calls off what is still to go wrong.</summary>
    public void Behave()
    {
        lock (_lock) _troubles.Clear();
    }

    /// <summary>A token as Teams signs it for a call to the bot, or one with something wrong about it.</summary>
    public string SignToken(TeamsTokenFlaw flaw = TeamsTokenFlaw.None) => Login.SignToken(ServiceUrl, flaw);

    /// <summary>Makes every token that the login gave worthless; the next one is good again.</summary>
    public void RevokeTokens()
    {
        lock (_lock) Login.RevokeTokens();
    }

    /// <summary>Takes note of an activity on its way to the bot, which may then answer to it.</summary>
    internal void Note(JsonObject activity)
    {
        lock (_lock)
        {
            if (Text(activity["id"]) is { } id) _heard.Add(id);
            if (UnknownPeopleAreMembers) Meet(activity["from"], activity["conversation"], activity["channelData"]);
        }
    }

    /// <summary>An id as Teams gives its activities: milliseconds, no two alike.</summary>
    internal string NewId()
    {
        lock (_lock)
        {
            _lastId = Math.Max(_lastId + 1, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            return _lastId.ToString(CultureInfo.InvariantCulture);
        }
    }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    internal int Count() => Interlocked.Increment(ref _counter);

    internal void Complain(string method, IEnumerable<string> faults)
    {
        lock (_lock) _complaints.AddRange(faults.Select(fault => $"{method}: {fault}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
        _login?.Dispose();
    }

    private void MapLogin(TeamsLogin login)
    {
        // MSAL asks for either form of the address, after the authority that it was given.
        _app.MapPost("/login/oauth2/v2.0/token", http => Answer(http, TeamsCalls.Token, "", null, () => login.GiveToken(http.Request.Form, tenant: null)));
        _app.MapPost("/login/{tenant}/oauth2/v2.0/token", http =>
            Answer(http, TeamsCalls.Token, "", null, () => login.GiveToken(http.Request.Form, (string?)http.Request.RouteValues["tenant"])));
        _app.MapGet("/login/{tenant}/v2.0/.well-known/openid-configuration", http =>
            Answer(http, TeamsCalls.OpenId, "", null, () => new TeamsAnswer(200, login.Authority(Address, (string)http.Request.RouteValues["tenant"]!))));
        _app.MapGet("/openid", http => Answer(http, TeamsCalls.OpenId, "", null, () => new TeamsAnswer(200, TeamsLogin.Metadata(Address, "keys"))));
        _app.MapGet("/keys", http => Answer(http, TeamsCalls.Keys, "", null, () => new TeamsAnswer(200, login.Keys())));
        // The emulator's tokens are signed by nobody here, so that none of them opens the door.
        _app.MapGet("/openid-emulator", http => Answer(http, TeamsCalls.OpenId, "", null, () => new TeamsAnswer(200, TeamsLogin.Metadata(Address, "no-keys"))));
        _app.MapGet("/no-keys", http => Answer(http, TeamsCalls.Keys, "", null, () => new TeamsAnswer(200, new JsonObject { ["keys"] = new JsonArray() })));
    }

    /// <summary>One call to the connector: token, body, pace, then the work.</summary>
    private Task File(HttpContext http)
    {
        byte[]? content;
        lock (_lock) content = _files.GetValueOrDefault((string)http.Request.RouteValues["id"]!);
        var isOpen = http.Request.Query.ContainsKey("signature") || _login?.Knows(http.Request.Headers.Authorization) != false;
        if (content is not null && isOpen) return http.Response.Body.WriteAsync(content).AsTask();
        http.Response.StatusCode = content is null ? 404 : 401;
        return Task.CompletedTask;
    }

    private async Task Connector(HttpContext http, string method, Func<Request, TeamsAnswer> work)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        JsonObject? body = null;
        try
        {
            if (text.Length > 0) body = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // A body that is no object is refused below.
        }
        var conversation = (string?)http.Request.RouteValues["conversation"] ?? "";
        var request = new Request(
            conversation, (string?)http.Request.RouteValues["activity"], (string?)http.Request.RouteValues["member"], body ?? [], http.Request.Query);
        await Answer(http, method, conversation, body, () =>
        {
            if (_login?.Knows(http.Request.Headers.Authorization) == false)
            {
                return new TeamsAnswer(401, new JsonObject { ["message"] = "Authorization has been denied for this request." });
            }
            if (text.Length > 0 && (body is null || !http.Request.HasJsonContentType()))
            {
                return Refused(method, 400, "BadSyntax", [$"the body is no JSON object ({http.Request.ContentType})"]);
            }
            if (TooFast(method, method == TeamsCalls.CreateConversation ? Text((body?["members"] as JsonArray)?.FirstOrDefault()?["id"]) ?? "" : conversation) is { } rate)
            {
                Complain(method, [rate]);
                return Refusal(429, "TooManyRequests", rate) with { RetryAfter = 1 };
            }
            return work(request);
        });
    }

    /// <summary>Does the work unless trouble is due, writes it down, and answers.</summary>
    private async Task Answer(HttpContext http, string method, string conversation, JsonObject? body, Func<TeamsAnswer> work)
    {
        if (http.Request.HasFormContentType) await http.Request.ReadFormAsync();
        TeamsTrouble? trouble;
        TeamsAnswer answer;
        lock (_lock)
        {
            trouble = TakeTrouble(method);
            answer = trouble is null or { WorkIsDone: true } ? work() : new TeamsAnswer(0, null);
            if (trouble?.Answer is { } instead) answer = instead;
            _calls.Add(new TeamsDoubleCall(
                method, conversation, (string?)http.Request.RouteValues["activity"], body, answer.Status, answer.Body?.DeepClone(), _clock.GetUtcNow()));
        }
        if (trouble is { Hangs: true })
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
            await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }
        if (trouble is { IsCut: true })
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Body is null) return;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.Body.ToJsonString());
    }

    private TeamsTrouble? TakeTrouble(string method)
    {
        var index = _troubles.FindIndex(due => due.Method is null || due.Method == method);
        if (index < 0) return null;
        var trouble = _troubles[index].Trouble;
        _troubles.RemoveAt(index);
        return trouble;
    }

    private string? TooFast(string method, string where)
    {
        var now = _clock.GetUtcNow();
        foreach (var (kind, place) in new[] { (method, where), (AllCalls, "") })
        {
            if (!Rates.TryGetValue(kind, out var limits)) continue;
            if (!_arrivals.TryGetValue((kind, place), out var arrivals)) arrivals = _arrivals[(kind, place)] = [];
            arrivals.RemoveAll(at => now - at > TimeSpan.FromSeconds(limits[^1].Seconds));
            foreach (var (calls, seconds) in limits)
            {
                if (arrivals.Count(at => now - at < TimeSpan.FromSeconds(seconds * Tolerance)) >= calls)
                    return $"more than {calls} within {seconds} s{(place.Length > 0 ? $" to {place}" : "")} ({kind})";
            }
            arrivals.Add(now);
        }
        return null;
    }

    private TeamsAnswer CreateConversation(Request request)
    {
        var body = request.Body;
        var tenant = Text(body["tenantId"]) ?? Text(body["channelData"]?["tenant"]?["id"]);
        if (tenant is null) return Refused(TeamsCalls.CreateConversation, 400, "BadArgument", ["/tenantId is required"]);
        if (Text(body["bot"]?["id"]) is { } bot && bot != BotId) return Refused(TeamsCalls.CreateConversation, 400, "BadArgument", [$"/bot/id {bot} is not this bot"]);

        var activity = body["activity"] as JsonObject;
        if (Text(body["channelData"]?["channel"]?["id"]) is { } channel)
        {
            if (activity is null) return Refused(TeamsCalls.CreateConversation, 400, "BadArgument", ["/activity is required to begin a thread"]);
            return Began(channel, activity);
        }

        if (body["members"] is not JsonArray { Count: 1 } members || Text(members[0]?["id"]) is not { } member)
        {
            return Refused(TeamsCalls.CreateConversation, 400, "BadArgument", ["/members must name one person"]);
        }
        // A person may be named by the account of this bot's own or by the directory's; one who is unknown shows at the send.
        var user = _users.Values.FirstOrDefault(one => one.TenantId == tenant && (one.Id == member || one.AadObjectId == member));
        return Began(PersonalChatWith(user?.Id ?? member), activity);

        TeamsAnswer Began(string conversation, JsonObject? first)
        {
            var answer = new JsonObject { ["id"] = conversation, ["serviceUrl"] = ServiceUrl };
            if (first is not null)
            {
                var sent = Send(new Request(conversation, null, null, first, request.Query));
                if (sent.Status != 201) return sent;
                answer["activityId"] = sent.Body!["id"]!.DeepClone();
                if (FindConversation(conversation)!.Type == TeamsDoubleConversation.Channel) answer["id"] = $"{conversation};messageid={answer["activityId"]}";
            }
            return new TeamsAnswer(201, answer);
        }
    }

    private TeamsAnswer Send(Request request)
    {
        if (FindConversation(request.Conversation) is not { } conversation) return Refusal(404, "ConversationNotFound", "Conversation not found.");
        if (conversation.Type == TeamsDoubleConversation.Personal)
        {
            var reader = conversation.Members[0];
            if (!IsThere(reader)) return Refusal(500, "UserNotFound", "User not found.");
            if (_blockedBy.Contains(reader)) return Refusal(403, "MessageWritesBlocked", "The user has blocked the conversation or the app was uninstalled.");
        }
        if (ActivityFault(TeamsCalls.Send, request.Body) is { } fault) return fault;
        var answered = request.Activity ?? Text(request.Body["replyToId"]);
        if (answered is not null && !_heard.Contains(answered) && !_messages.Exists(one => one.Id == answered))
        {
            Complain(TeamsCalls.Send, [$"/replyToId {answered} is no activity that there ever was"]);
        }
        if (Text(request.Body["type"]) == "typing") return new TeamsAnswer(201, new JsonObject { ["id"] = NewId() });
        return new TeamsAnswer(201, new JsonObject { ["id"] = AddMessage(request.Conversation, BotId, request.Body).Id });
    }

    private TeamsAnswer Update(Request request)
    {
        if (FindMessage(request) is not { } message) return MessageNotFound(request);
        if (message.AuthorId != BotId) return Refused(TeamsCalls.Update, 403, "Forbidden", [$"{message.Id} was written by {message.AuthorId}"]);
        if (ActivityFault(TeamsCalls.Update, request.Body) is { } fault) return fault;
        message.Show(request.Body);
        return new TeamsAnswer(200, new JsonObject { ["id"] = message.Id });
    }

    private TeamsAnswer Delete(Request request)
    {
        if (FindMessage(request) is not { } message) return MessageNotFound(request);
        if (message.AuthorId != BotId) return Refused(TeamsCalls.Delete, 403, "Forbidden", [$"{message.Id} was written by {message.AuthorId}"]);
        message.IsDeleted = true;
        return new TeamsAnswer(200, null);
    }

    private TeamsAnswer Members(Request request) => FindConversation(request.Conversation) is { } conversation
        ? new TeamsAnswer(200, new JsonArray([.. MembersOf(conversation).Select(user => (JsonNode)user.ToMember())]))
        : Refusal(404, "ConversationNotFound", "Conversation not found.");

    private TeamsAnswer Member(Request request)
    {
        if (FindConversation(request.Conversation) is not { } conversation) return Refusal(404, "ConversationNotFound", "Conversation not found.");
        return MembersOf(conversation).FirstOrDefault(user => user.Id == request.Member || user.AadObjectId == request.Member) is { } member
            ? new TeamsAnswer(200, member.ToMember())
            : Refusal(404, "MemberNotFoundInConversation", "The specified member was not found in the conversation.");
    }

    private TeamsAnswer PagedMembers(Request request)
    {
        if (FindConversation(request.Conversation) is not { } conversation) return Refusal(404, "ConversationNotFound", "Conversation not found.");
        // A page has 50 to 500 people, whatever else was asked for.
        var size = Math.Clamp(int.TryParse(request.Query["pageSize"], CultureInfo.InvariantCulture, out var asked) ? asked : 200, 50, 500);
        var from = int.TryParse(request.Query["continuationToken"], CultureInfo.InvariantCulture, out var token) ? token : 0;
        var members = MembersOf(conversation).ToList();
        var page = new JsonObject { ["members"] = new JsonArray([.. members.Skip(from).Take(size).Select(user => (JsonNode)user.ToMember())]) };
        if (from + size < members.Count) page["continuationToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        return new TeamsAnswer(200, page);
    }

    private TeamsDoubleMessage AddMessage(string conversation, string author, JsonObject content)
    {
        var id = NewId();
        if (FindConversation(conversation) is { Type: TeamsDoubleConversation.Channel } && !conversation.Contains(';')) conversation = $"{conversation};messageid={id}";
        var message = new TeamsDoubleMessage(conversation, id, author);
        message.Show(content);
        _messages.Add(message);
        return message;
    }

    private TeamsAnswer? ActivityFault(string method, JsonObject activity)
    {
        if (activity.ToJsonString(AsItIs).Length * sizeof(char) > MostBytes)
        {
            return Refused(method, 413, "MessageSizeTooBig", ["the message has more than 100 KB"]);
        }
        var faults = TeamsCardRules.OfActivity(activity);
        return faults.Count == 0 ? null : Refused(method, 400, "BadArgument", faults);
    }

    private void Meet(JsonNode? from, JsonNode? place, JsonNode? channelData)
    {
        if (Text(from?["id"]) is not { } id || Text(place?["id"])?.Split(";messageid=")[0] is not { } where) return;
        var tenant = Text(place!["tenantId"]) ?? TenantId;
        var email = $"{id.Split(':')[^1]}@example.com";
        _users.TryAdd(id, new TeamsUser(id, Text(from!["aadObjectId"]) ?? id, Text(from["name"]) ?? id, email, email, "user", tenant));
        var members = _conversations.GetValueOrDefault(where)?.Members ?? [];
        _conversations[where] = new TeamsDoubleConversation(
            where, Text(place["conversationType"]) ?? TeamsDoubleConversation.Personal, tenant, [.. members.Append(id).Distinct()], Text(channelData?["team"]?["id"]));
    }

    private bool IsThere(string userId) => _users.ContainsKey(userId) && !_gone.Contains(userId);

    private TeamsDoubleConversation? FindConversation(string id) => _conversations.GetValueOrDefault(id.Split(";messageid=")[0]);

    private IEnumerable<TeamsUser> MembersOf(TeamsDoubleConversation conversation) =>
        conversation.Members.Where(IsThere).Select(id => _users[id]);

    private TeamsDoubleMessage? FindMessage(Request request) => _messages.Find(one =>
        one.Id == request.Activity && !one.IsDeleted && one.ConversationId.Split(';')[0] == request.Conversation.Split(';')[0]);

    private TeamsAnswer MessageNotFound(Request request) => FindConversation(request.Conversation) is null
        ? Refusal(404, "ConversationNotFound", "Conversation not found.")
        : Refusal(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.");

    private TeamsAnswer Refused(string method, int status, string code, IReadOnlyList<string> faults)
    {
        Complain(method, faults);
        return Refusal(status, code, string.Join("; ", faults));
    }

    private static TeamsAnswer Refusal(int status, string code, string message) => TeamsAnswer.Error(status, code, message);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private List<T> Snapshot<T>(List<T> list)
    {
        lock (_lock) return [.. list];
    }

    private sealed record Request(string Conversation, string? Activity, string? Member, JsonObject Body, IQueryCollection Query);
}
