using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Teams;

/// <summary>The names of the calls, for <see cref="TeamsDoubleCall.Method"/> and <see cref="TeamsDouble.Misbehave"/>.</summary>
public static class TeamsCalls
{
    public const string CreateConversation = "createConversation";
    public const string Send = "send";
    public const string Update = "update";
    public const string Delete = "delete";
    public const string Members = "members";
    public const string Member = "member";
    public const string PagedMembers = "pagedMembers";
    public const string Token = "token";
    public const string OpenId = "openid";
    public const string Keys = "keys";
}

/// <summary>One call as the double saw it. Tokens and passwords are checked and not kept. Status 0: there was no answer.</summary>
public sealed record TeamsDoubleCall(
    string Method, string ConversationId, string? ActivityId, JsonObject? Body, int Status, JsonNode? Answer, DateTimeOffset At);

/// <summary>A person as the bot knows them: <paramref name="Id"/> is an account of this bot's own, the object id is the directory's.</summary>
public sealed record TeamsUser(
    string Id, string AadObjectId, string Name, string Email, string UserPrincipalName, string UserRole, string TenantId)
{
    internal JsonObject ToAccount() => new() { ["id"] = Id, ["name"] = Name, ["aadObjectId"] = AadObjectId };

    /// <summary>As the roster answers; the object id has a name in the older call and another in the newer.</summary>
    internal JsonObject ToMember() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["objectId"] = AadObjectId,
        ["aadObjectId"] = AadObjectId,
        ["email"] = Email,
        ["userPrincipalName"] = UserPrincipalName,
        ["userRole"] = UserRole,
        ["tenantId"] = TenantId,
    };
}

/// <summary>A personal chat, a channel or a group chat.</summary>
public sealed record TeamsDoubleConversation(string Id, string Type, string TenantId, IReadOnlyList<string> Members, string? TeamId = null)
{
    public const string Personal = "personal";
    public const string Channel = "channel";
    public const string GroupChat = "groupChat";
}

/// <summary>A message as people see it now, with what it was before.</summary>
public sealed class TeamsDoubleMessage(string conversationId, string id, string authorId)
{
    private readonly Dictionary<string, JsonObject> _replaced = [];

    /// <summary>Where it stands; in a channel with its thread.</summary>
    public string ConversationId => conversationId;

    public string Id => id;

    public string AuthorId => authorId;

    public string Text { get; private set; } = "";

    public string? ReplyToId { get; private set; }

    /// <summary>Its Adaptive Cards as they were last sent to all.</summary>
    public IReadOnlyList<JsonObject> Cards { get; private set; } = [];

    public bool IsDeleted { get; internal set; }

    /// <summary>How often its content changed for all after it was posted.</summary>
    public int Updates { get; private set; } = -1;

    /// <summary>Everything on it as everybody reads it, one line for each block, buttons in brackets.</summary>
    public string Reading => ReadingFor(null);

    /// <summary>Everything on it as one person reads it: an answer to a click replaces the card for the one who clicked.</summary>
    public string ReadingFor(string? userId) =>
        string.Join('\n', CardsFor(userId).Select(TeamsScreen.Aloud).Prepend(Text).Where(line => line.Length > 0));

    /// <summary>The labels of its buttons for everybody, in order.</summary>
    public IReadOnlyList<string> Buttons => ButtonsFor(null);

    public IReadOnlyList<string> ButtonsFor(string? userId) => [.. CardsFor(userId).SelectMany(TeamsScreen.Buttons)];

    /// <summary>The cards that one person has before them.</summary>
    public IReadOnlyList<JsonObject> CardsFor(string? userId) =>
        userId is not null && _replaced.TryGetValue(userId, out var card) ? [card] : Cards;

    internal void Show(JsonObject content)
    {
        Text = content["text"]?.GetValue<string>() ?? "";
        ReplyToId = content["replyToId"]?.GetValue<string>() ?? ReplyToId;
        Cards = [.. (content["attachments"] as JsonArray ?? []).Select(one => one!["content"]).OfType<JsonObject>().Select(card => (JsonObject)card.DeepClone())];
        _replaced.Clear();
        Updates++;
    }

    internal void ReplaceFor(string userId, JsonObject card) => _replaced[userId] = card;
}

/// <summary>What the double answers.</summary>
public sealed record TeamsAnswer(int Status, JsonNode? Body)
{
    public int? RetryAfter { get; init; }

    public static TeamsAnswer Error(int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });
}

/// <summary>
/// One thing that goes wrong. <c>TeamsTrouble.GatewayTimeout with { WorkIsDone = true }</c> is a message that arrives
/// although the bot hears otherwise.
/// </summary>
public sealed record TeamsTrouble(TeamsAnswer? Answer = null)
{
    /// <summary>What was asked for is done all the same.</summary>
    public bool WorkIsDone { get; init; }

    public bool Hangs { get; init; }

    public bool IsCut { get; init; }

    public static readonly TeamsTrouble PreconditionFailed = Refuses(412, "PreconditionFailed");
    public static readonly TeamsTrouble ServerError = Refuses(500, "ServiceError");
    public static readonly TeamsTrouble BadGateway = Refuses(502, "BadGateway");
    public static readonly TeamsTrouble GatewayTimeout = Refuses(504, "GatewayTimeout");
    public static readonly TeamsTrouble MessageWritesBlocked = Refuses(403, "MessageWritesBlocked");
    public static readonly TeamsTrouble ConversationNotFound = Refuses(404, "ConversationNotFound");
    public static readonly TeamsTrouble UserNotFound = Refuses(500, "UserNotFound");

    public static readonly TeamsTrouble Hang = new() { Hangs = true };

    /// <summary>The connection ends before anything was done.</summary>
    public static readonly TeamsTrouble CutBeforeWork = new() { IsCut = true };

    /// <summary>The work is done, and the answer is lost on the way back.</summary>
    public static readonly TeamsTrouble CutAfterWork = new() { IsCut = true, WorkIsDone = true };

    /// <summary>429; without seconds there is no <c>Retry-After</c>.</summary>
    public static TeamsTrouble TooMany(int? retryAfter) =>
        new(TeamsAnswer.Error(429, "TooManyRequests", "API calls quota exceeded.") with { RetryAfter = retryAfter });

    /// <summary>Teams' no, in its own word, though nothing is wrong.</summary>
    public static TeamsTrouble Refuses(int status, string code) => new(TeamsAnswer.Error(status, code, $"{code}, as the test wanted."));
}
