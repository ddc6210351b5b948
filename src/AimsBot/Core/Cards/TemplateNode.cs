using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>One JSON value of a template, ready to be written for given data.</summary>
internal abstract class TemplateNode
{
    /// <summary>Writes the value of a property, or of the root.</summary>
    public abstract void Write(Utf8JsonWriter writer, in Scope scope);

    /// <summary>Writes what stands in a list: nothing, one value, or several where <c>$data</c> repeats.</summary>
    public virtual void WriteItems(Utf8JsonWriter writer, in Scope scope) => Write(writer, scope);

    /// <summary>Whether a property with this value is left out, as JSON leaves out what is undefined.</summary>
    public virtual bool IsLeftOut(in Scope scope) => false;
}

/// <summary>JSON without any expression in it: its bytes are copied.</summary>
internal sealed class LiteralNode(byte[] json) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, in Scope scope) => writer.WriteRawValue(json, skipInputValidation: true);
}

/// <summary>Text with expressions in it: always a string.</summary>
internal sealed class TextNode(TextTemplate text, bool isShown) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        var expanded = text.Expand(scope);
        writer.WriteStringValue(isShown ? CardDates.Disarm(expanded) : expanded);
    }
}

/// <summary>A lone expression: whatever JSON type its value has.</summary>
internal sealed class ExpressionNode(Expression expression, bool isShown) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, in Scope scope) => Write(writer, Evaluate(scope));

    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        var value = Evaluate(scope);
        if (value.Kind == ValueKind.Null) return;
        if (value.Kind != ValueKind.List)
        {
            Write(writer, value);
            return;
        }

        foreach (var item in value.Items) item.WriteTo(writer);
    }

    public override bool IsLeftOut(in Scope scope) => Evaluate(scope).Kind == ValueKind.Missing;

    // An error is a fault of the card, which the tests find; the reader sees the expression and not an exception.
    private Value Evaluate(in Scope scope) =>
        expression.Evaluate(scope, substitute: true) is { Kind: not ValueKind.Error } value ? value : Value.Of("${" + expression.Describe() + "}");

    private void Write(Utf8JsonWriter writer, Value value)
    {
        if (isShown && value.Kind == ValueKind.Text) writer.WriteStringValue(CardDates.Disarm(value.Text));
        else value.WriteTo(writer);
    }
}

internal sealed class ListNode(TemplateNode[] items) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        writer.WriteStartArray();
        foreach (var item in items) item.WriteItems(writer, scope);
        writer.WriteEndArray();
    }
}

/// <summary>An object, with the <c>$data</c> that chooses or repeats it and the <c>$when</c> that drops it.</summary>
internal sealed class ObjectNode((JsonEncodedText Name, TemplateNode Value)[] properties, Expression? data, JsonElement literalData, Expression? when)
    : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        var kept = Kept(scope);
        if (kept.Count == 0) writer.WriteNullValue();
        if (kept.Count > 1) writer.WriteStartArray();
        foreach (var one in kept) WriteOne(writer, one);
        if (kept.Count > 1) writer.WriteEndArray();
    }

    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        if (data is null && literalData.ValueKind == JsonValueKind.Undefined)
        {
            if (Holds(scope)) WriteOne(writer, scope);
            return;
        }

        foreach (var one in Kept(scope)) WriteOne(writer, one);
    }

    private List<Scope> Kept(in Scope scope)
    {
        var kept = new List<Scope>();
        var chosen = data?.Evaluate(scope, substitute: true) ?? Value.Of(literalData);
        if (chosen.Kind != ValueKind.List)
        {
            Keep(kept, chosen.Kind == ValueKind.Missing ? scope : scope with { Data = chosen });
            return kept;
        }

        var index = 0;
        foreach (var item in chosen.Items) Keep(kept, scope with { Data = Value.Of(item), Index = index++ });
        return kept;
    }

    private void Keep(List<Scope> kept, Scope scope)
    {
        if (Holds(scope)) kept.Add(scope);
    }

    private bool Holds(in Scope scope) => when is null || when.Evaluate(scope, substitute: false).Kind == ValueKind.True;

    private void WriteOne(Utf8JsonWriter writer, in Scope scope)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            if (value.IsLeftOut(scope)) continue;
            writer.WritePropertyName(name);
            value.Write(writer, scope);
        }

        writer.WriteEndObject();
    }
}
