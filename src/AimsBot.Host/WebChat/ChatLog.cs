using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AimsBot.Host.WebChat;

/// <summary>One message of a chat, as it stands now.</summary>
/// <param name="Id">Its id in the chat.</param>
/// <param name="Version">Counts its changes, from 1.</param>
/// <param name="At">When it was first said.</param>
/// <param name="IsMine">True for what the person typed.</param>
/// <param name="Text">What was typed; none for a card.</param>
/// <param name="Card">The Adaptive Card; none for what was typed.</param>
public sealed record ChatMessage(string Id, int Version, DateTimeOffset At, bool IsMine, string? Text, JsonElement? Card);

/// <summary>
/// What each person's chat shows: the web chat's own platform, as Slack and Teams have theirs. Kept in a file beside the
/// database, a line for each change, so that a chat survives the host; only the newest form of a message survives the next
/// start.
/// </summary>
public sealed class ChatLog : IDisposable
{
    /// <summary>A chat keeps so many messages; what is older scrolls away for good.</summary>
    public const int MostMessages = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ChatMessage>> _chats = [];
    private readonly EventFeed _feed;
    private readonly FileStream _file;

    /// <exception cref="IOException">Another host has the file.</exception>
    public ChatLog(string path, EventFeed feed)
    {
        _feed = feed;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // This host's alone: a second one on the same database stops here, and leaves the first its file.
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using (var reader = new StreamReader(_file, leaveOpen: true))
        {
            while (reader.ReadLine() is { } text)
            {
                if (Read(text) is { } line) Keep(line.User, line.Message);
            }
        }
        _file.Position = 0;
        foreach (var (user, chat) in _chats)
        {
            foreach (var message in chat) _file.Write(Line(user, message));
        }
        _file.SetLength(_file.Position);
        _file.Flush();
    }

    /// <summary>A person's chat, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Of(string user)
    {
        lock (_lock) return _chats.TryGetValue(user, out var chat) ? [.. chat] : [];
    }

    public bool Has(string user, string id)
    {
        lock (_lock) return Find(user, id) is not null;
    }

    /// <summary>What a person typed. The same again is not said twice.</summary>
    public ChatMessage Say(string user, string id, string text, DateTimeOffset now)
    {
        lock (_lock) return Find(user, id) ?? Put(user, new ChatMessage(id, 1, now, IsMine: true, text, null));
    }

    /// <summary>Shows a card under an id: a new message, or the one with that id brought up to date.</summary>
    public ChatMessage Show(string user, string id, ReadOnlyMemory<byte> card, DateTimeOffset now)
    {
        var json = JsonElement.Parse(card.Span);
        lock (_lock)
        {
            var before = Find(user, id);
            return Put(user, before is null ? new ChatMessage(id, 1, now, IsMine: false, null, json) : before with { Version = before.Version + 1, Card = json });
        }
    }

    public void Dispose() => _file.Dispose();

    private ChatMessage? Find(string user, string id) => _chats.TryGetValue(user, out var chat) ? chat.Find(m => m.Id == id) : null;

    // On the file first: what is answered for is there after a crash of the host.
    private ChatMessage Put(string user, ChatMessage message)
    {
        _file.Write(Line(user, message));
        _file.Flush();
        Keep(user, message);
        _feed.Add("message", user, WebJson.Message(user, message));
        return message;
    }

    private void Keep(string user, ChatMessage message)
    {
        if (!_chats.TryGetValue(user, out var chat)) _chats[user] = chat = [];
        var place = chat.FindIndex(m => m.Id == message.Id);
        if (place >= 0) chat[place] = message;
        else chat.Add(message);
        if (chat.Count > MostMessages) chat.RemoveAt(0);
    }

    private static byte[] Line(string user, ChatMessage message) => [.. JsonSerializer.SerializeToUtf8Bytes(new ChatLine(user, message), Json), (byte)'\n'];

    // A line that was cut off by a crash is no line.
    private static ChatLine? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ChatLine>(text, Json) is { User: not null, Message.Id: not null } line ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ChatLine(string User, ChatMessage Message);
}
