using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.Slack.WebApi;

/// <summary>The arguments of a call, written once for all attempts.</summary>
internal sealed class SlackRequest
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReadOnlyMemory<byte> _body;
    private readonly MediaTypeHeaderValue _type;

    private SlackRequest(ReadOnlyMemory<byte> body, string type) =>
        (_body, _type) = (body, new MediaTypeHeaderValue(type, "utf-8"));

    /// <summary>A form, which is all that Slack's reading methods take. Null arguments are left out.</summary>
    public static SlackRequest Form(params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var form = new StringBuilder();
        foreach (var (name, value) in arguments)
        {
            if (value is null) continue;
            if (form.Length > 0) form.Append('&');
            form.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
        return new SlackRequest(Encoding.UTF8.GetBytes(form.ToString()), "application/x-www-form-urlencoded");
    }

    /// <summary>JSON, for the writing methods. Null arguments are left out.</summary>
    public static SlackRequest Json(params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes, Writing);
        writer.WriteStartObject();
        foreach (var (name, value) in arguments)
        {
            if (value is null) continue;
            writer.WritePropertyName(name);
            if (value is JsonNode node) node.WriteTo(writer);
            else if (value is bool flag) writer.WriteBooleanValue(flag);
            else writer.WriteStringValue((string)value);
        }
        writer.WriteEndObject();
        writer.Flush();
        return new SlackRequest(bytes.WrittenMemory, "application/json");
    }

    public HttpRequestMessage To(Uri address) => new(HttpMethod.Post, address)
    {
        Content = new ReadOnlyMemoryContent(_body) { Headers = { ContentType = _type } },
    };
}
