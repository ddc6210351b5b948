using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AimsBot.Core.Cards;

internal enum ValueKind
{
    Missing,
    Null,
    False,
    True,
    Number,
    Text,
    List,
    Object,

    /// <summary>The expression has no value: <c>list[9]</c> of three, <c>count(5)</c>.</summary>
    Error,
}

/// <summary>What an expression yields: a JSON value, nothing, or an error. Follows JavaScript where the official engine shows through.</summary>
internal readonly struct Value
{
    // JavaScript's Number.EPSILON, within which the official engine calls two numbers equal.
    private const double NumberEpsilon = 2.220446049250313e-16;

    private readonly JsonElement _json;
    private readonly string? _text;
    private readonly double _number;

    private Value(ValueKind kind, JsonElement json = default, string? text = null, double number = 0)
    {
        Kind = kind;
        _json = json;
        _text = text;
        _number = number;
    }

    public static Value Missing => default;

    public static Value Null => new(ValueKind.Null);

    public static Value Error => new(ValueKind.Error);

    public ValueKind Kind { get; }

    public bool IsAbsent => Kind is ValueKind.Missing or ValueKind.Null;

    /// <summary>JavaScript-like truth of the official engine: only false, null and nothing are untrue; 0 and "" are true.</summary>
    public bool IsTrue => Kind is not (ValueKind.False or ValueKind.Missing or ValueKind.Null or ValueKind.Error);

    public static Value Of(bool value) => new(value ? ValueKind.True : ValueKind.False);

    public static Value Of(double value) => new(ValueKind.Number, number: value);

    public static Value Of(string value) => new(ValueKind.Text, text: value);

    public static Value Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => Missing,
        JsonValueKind.Null => Null,
        JsonValueKind.False => Of(false),
        JsonValueKind.True => Of(true),
        JsonValueKind.Number => new(ValueKind.Number, json, number: json.GetDouble()),
        JsonValueKind.String => new(ValueKind.Text, json),
        JsonValueKind.Array => new(ValueKind.List, json),
        JsonValueKind.Object => new(ValueKind.Object, json),
        _ => throw new ArgumentOutOfRangeException(nameof(json)),
    };

    public double Number => _number;

    /// <summary>The items of a list, the properties of an object, the UTF-16 units of a text; -1 where there is nothing to count.</summary>
    public int Count => Kind switch
    {
        ValueKind.Text => Text.Length,
        ValueKind.List => _json.GetArrayLength(),
        ValueKind.Object => _json.GetPropertyCount(),
        _ => -1,
    };

    public JsonElement.ArrayEnumerator Items => _json.EnumerateArray();

    public string Text => _text ?? JsonText.Of(_json);

    /// <summary>The property of that name, capitals aside: the official engine takes the first that matches.</summary>
    public Value Property(string name)
    {
        if (Kind != ValueKind.Object) return Missing;
        foreach (var property in _json.EnumerateObject())
        {
            if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(property), name)) return Of(property.Value);
        }

        return Missing;
    }

    public Value Item(int index)
    {
        if (IsAbsent) return Missing;
        return Kind == ValueKind.List && index < _json.GetArrayLength() ? Of(_json[index]) : Error;
    }

    public bool SameAs(Value other)
    {
        if (IsAbsent || other.IsAbsent) return IsAbsent && other.IsAbsent;
        if (Kind != other.Kind) return false;
        return Kind switch
        {
            ValueKind.Number => Math.Abs(_number - other._number) < NumberEpsilon || _number.Equals(other._number),
            ValueKind.Text => Text == other.Text,
            ValueKind.List or ValueKind.Object => JsonElement.DeepEquals(_json, other._json),
            _ => true,
        };
    }

    /// <summary>The value inside a text, as JavaScript writes it. Absent values leave no trace (the official engine throws there).</summary>
    public string Spoken() => Kind switch
    {
        ValueKind.Text => Text,
        ValueKind.True => "true",
        ValueKind.False => "false",
        ValueKind.Number => Spoken(_number),
        ValueKind.List => string.Join(',', Items.Select(item => Of(item).Spoken())),
        ValueKind.Object => "[object Object]",
        _ => "",
    };

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case ValueKind.Text when _text is not null: writer.WriteStringValue(_text); break;
            case ValueKind.True: writer.WriteBooleanValue(true); break;
            case ValueKind.False: writer.WriteBooleanValue(false); break;
            case ValueKind.Missing or ValueKind.Null or ValueKind.Error: writer.WriteNullValue(); break;
            case ValueKind.Number when _json.ValueKind == JsonValueKind.Undefined: writer.WriteNumberValue(_number); break;
            default: _json.WriteTo(writer); break;
        }
    }

    private static string Spoken(double number) => Math.Abs(number) < 1e21 && Math.Floor(number).Equals(number)
        ? number.ToString("F0", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
}
