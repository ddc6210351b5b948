using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AimsBot.Slack.BlockKit;

/// <summary>Collects blocks as JSON and keeps to the number that the surface takes.</summary>
internal sealed class BlockList
{
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(8192);
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
    /// Writes the blocks as a list. Where there are too many, the buttons at the end stay, blocks before them go, and a line
    /// says how many; it is made of signs, for there are no words here. Returns the number left out.
    /// </summary>
    public int WriteTo(Utf8JsonWriter writer, int limit)
    {
        var trailing = _blocks.Count <= limit ? 0 : _blocks.AsEnumerable().Reverse().TakeWhile(block => block.IsActions).Take(limit / 2).Count();
        var leading = _blocks.Count <= limit ? _blocks.Count : limit - 1 - trailing;
        var missing = _blocks.Count - leading - trailing;
        writer.WriteStartArray();
        foreach (var block in _blocks.Take(leading)) Raw(writer, block);
        if (missing > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "context");
            writer.WriteString("block_id", IdPrefix + ".more");
            writer.WriteStartArray("elements");
            WritePlain(writer, "… +" + missing.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndArray();
            writer.WriteEndObject();
            foreach (var block in _blocks.TakeLast(trailing)) Raw(writer, block);
        }

        writer.WriteEndArray();
        return missing;
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

    /// <summary>A text object with mark-up of ours; <c>verbatim</c> keeps Slack from finding links and names of its own in it.</summary>
    public static void WriteMrkdwn(Utf8JsonWriter writer, string escaped)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "mrkdwn");
        writer.WriteString("text", escaped);
        writer.WriteBoolean("verbatim", true);
        writer.WriteEndObject();
    }

    private void Raw(Utf8JsonWriter writer, (int Start, int Length, bool IsActions) block) =>
        writer.WriteRawValue(_bytes.WrittenSpan.Slice(block.Start, block.Length), skipInputValidation: true);
}
