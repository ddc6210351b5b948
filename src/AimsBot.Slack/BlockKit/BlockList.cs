using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AimsBot.Slack.BlockKit;

/// <summary>Collects blocks as JSON and keeps to the number that the surface takes.</summary>
internal sealed class BlockList
{
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly List<(int Start, int Length, bool IsActions)> _blocks = [];

    /// <summary>
    /// What block ids begin with: taken from the card's content, since Slack asks for new ids when a message changes.
    /// </summary>
    public string IdPrefix { get; set; } = "";

    public int Count => _blocks.Count;

    /// <summary>Adds a block; <paramref name="content"/> writes what it has beside its type and id.</summary>
    public void Add(string type, Action<Utf8JsonWriter> content, string? blockId = null)
    {
        var start = _bytes.WrittenCount;
        using (var writer = new Utf8JsonWriter(_bytes, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("block_id", blockId ?? IdPrefix + "." + (_blocks.Count + 1).ToString(CultureInfo.InvariantCulture));
            content(writer);
            writer.WriteEndObject();
        }

        _blocks.Add((start, _bytes.WrittenCount - start, type == "actions"));
    }

    /// <summary>
    /// The blocks as a JSON list. Where there are too many, the buttons at the end stay, blocks before them go, and a line
    /// says how many; it is made of signs, for there are no words here.
    /// </summary>
    public byte[] ToJson(int limit, out int missing)
    {
        var trailing = _blocks.Count <= limit ? 0 : _blocks.AsEnumerable().Reverse().TakeWhile(block => block.IsActions).Take(limit / 2).Count();
        var leading = _blocks.Count <= limit ? _blocks.Count : limit - 1 - trailing;
        var left = missing = _blocks.Count - leading - trailing;
        if (missing > 0)
        {
            _blocks.RemoveRange(leading, missing);
            Add("context", writer =>
            {
                writer.WriteStartArray("elements");
                WritePlain(writer, "… +" + left.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndArray();
            }, IdPrefix + ".more");
            _blocks.Insert(leading, _blocks[^1]);
            _blocks.RemoveAt(_blocks.Count - 1);
        }

        return Joined();
    }

    private byte[] Joined()
    {
        var json = new byte[_blocks.Sum(block => block.Length) + Math.Max(_blocks.Count - 1, 0) + 2];
        var at = 0;
        json[at++] = (byte)'[';
        foreach (var (start, length, _) in _blocks)
        {
            if (at > 1) json[at++] = (byte)',';
            _bytes.WrittenSpan.Slice(start, length).CopyTo(json.AsSpan(at));
            at += length;
        }

        json[at] = (byte)']';
        return json;
    }

    /// <summary>A text object without any mark-up; <c>emoji: false</c> keeps <c>:tada:</c> as it was typed.</summary>
    public static void WritePlain(Utf8JsonWriter writer, string escaped)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "plain_text");
        writer.WriteString("text", escaped);
        writer.WriteBoolean("emoji", false);
        writer.WriteEndObject();
    }

    /// <summary>A text object with mark-up of ours.</summary>
    public static void WriteMrkdwn(Utf8JsonWriter writer, string escaped)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "mrkdwn");
        writer.WriteString("text", escaped);
        writer.WriteEndObject();
    }
}
