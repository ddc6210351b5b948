using System.Buffers;
using System.Text.Json;

namespace AimsBot.Core.Records;

/// <summary>
/// Writes JSON that is hashed, name by name, so that it has one byte form. Each thread uses its buffer again and again: a
/// commit writes three of them.
/// </summary>
public static class JsonBytes
{
    // What was larger than usual is not kept for ever.
    private const int LargestKept = 1 << 16;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <param name="write">Must not write another one meanwhile.</param>
    public static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(4096);
        var json = t_writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        write(json, value);
        json.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKept) (t_buffer, t_writer) = (null, null);
        return bytes;
    }
}
