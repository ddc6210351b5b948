using System.Collections.Frozen;

namespace AimsBot.Core.Cards;

internal delegate Value Evaluator(Expression[] arguments, in Scope scope, bool substitute);

/// <summary>
/// The functions and operators that cards may use, a subset of npm <c>adaptive-expressions</c> 4.23.3 with its semantics,
/// the odd ones included: a comparison of what has no value is false, `!=` too; `or` yields its last argument, not false.
/// One thing is left out: <c>concat</c> inside another function joins texts, not lists.
/// </summary>
internal sealed record Function(string Name, int Least, int Most, Evaluator Evaluate)
{
    public static readonly FrozenDictionary<string, Function> All = new Dictionary<string, Function>
    {
        ["=="] = Compare("==", (a, b) => a.SameAs(b)),
        ["equals"] = Compare("==", (a, b) => a.SameAs(b)),
        ["!="] = Compare("!=", (a, b) => !a.SameAs(b)),
        ["<"] = Order("<", order => order < 0),
        ["<="] = Order("<=", order => order <= 0),
        [">"] = Order(">", order => order > 0),
        [">="] = Order(">=", order => order >= 0),
        ["!"] = new("!", 1, 1, Not),
        ["not"] = new("!", 1, 1, Not),
        ["&&"] = new("&&", 1, int.MaxValue, And),
        ["and"] = new("&&", 1, int.MaxValue, And),
        ["||"] = new("||", 1, int.MaxValue, Or),
        ["or"] = new("||", 1, int.MaxValue, Or),
        ["if"] = new("if", 3, 3, If),
        ["exists"] = new("exists", 1, 1, Exists),
        ["empty"] = new("empty", 1, 1, Empty),
        ["count"] = new("count", 1, 1, Count),
        ["length"] = new("length", 1, 1, Length),
        ["join"] = new("join", 2, 3, Join),
        ["concat"] = new("concat", 1, int.MaxValue, Concat),
    }.ToFrozenDictionary();

    private static Function Compare(string name, Func<Value, Value, bool> holds) =>
        new(name, 2, 2, (Expression[] arguments, in Scope scope, bool _) =>
        {
            var (left, right) = (arguments[0].Evaluate(scope, false), arguments[1].Evaluate(scope, false));
            return Value.Of(left.Kind != ValueKind.Error && right.Kind != ValueKind.Error && holds(left, right));
        });

    private static Function Order(string name, Func<int, bool> holds) =>
        new(name, 2, 2, (Expression[] arguments, in Scope scope, bool _) =>
        {
            var (left, right) = (arguments[0].Evaluate(scope, false), arguments[1].Evaluate(scope, false));
            if (left.IsAbsent || right.IsAbsent || left.Kind == ValueKind.Error || right.Kind == ValueKind.Error) return Value.Of(false);
            return (left.Kind, right.Kind) switch
            {
                (ValueKind.Number, ValueKind.Number) => Value.Of(holds(left.Number.CompareTo(right.Number))),
                (ValueKind.Text, ValueKind.Text) => Value.Of(holds(string.CompareOrdinal(left.Text, right.Text))),
                _ => Value.Error,
            };
        });

    private static Value Not(Expression[] arguments, in Scope scope, bool substitute) =>
        Value.Of(!arguments[0].Evaluate(scope, false).IsTrue);

    private static Value And(Expression[] arguments, in Scope scope, bool substitute)
    {
        foreach (var argument in arguments)
        {
            if (!argument.Evaluate(scope, false).IsTrue) return Value.Of(false);
        }

        return Value.Of(true);
    }

    private static Value Or(Expression[] arguments, in Scope scope, bool substitute)
    {
        var last = Value.Missing;
        foreach (var argument in arguments)
        {
            last = argument.Evaluate(scope, false);
            if (last.IsTrue) return Value.Of(true);
        }

        return last.Kind == ValueKind.Error ? Value.Missing : last;
    }

    private static Value If(Expression[] arguments, in Scope scope, bool substitute) =>
        arguments[arguments[0].Evaluate(scope, false).IsTrue ? 1 : 2].Evaluate(scope, substitute);

    private static Value Exists(Expression[] arguments, in Scope scope, bool substitute) =>
        Value.Of(arguments[0].Evaluate(scope, false) is { IsAbsent: false, Kind: not ValueKind.Error });

    // Neither a number nor an error is empty: only what could have held something.
    private static Value Empty(Expression[] arguments, in Scope scope, bool substitute)
    {
        var value = arguments[0].Evaluate(scope, false);
        return Value.Of(value.IsAbsent || value.Count == 0);
    }

    private static Value Count(Expression[] arguments, in Scope scope, bool substitute)
    {
        var count = arguments[0].Evaluate(scope, substitute).Count;
        return count < 0 ? Value.Error : Value.Of(count);
    }

    private static Value Length(Expression[] arguments, in Scope scope, bool substitute)
    {
        var value = arguments[0].Evaluate(scope, substitute);
        return value.Kind switch
        {
            ValueKind.Text => Value.Of(value.Text.Length),
            ValueKind.Missing => Value.Of(0),
            _ => Value.Error,
        };
    }

    private static Value Join(Expression[] arguments, in Scope scope, bool substitute)
    {
        var list = arguments[0].Evaluate(scope, substitute);
        if (list.Kind != ValueKind.List) return Value.Error;
        var separators = new string[2];
        for (var i = 1; i < arguments.Length; i++)
        {
            var separator = arguments[i].Evaluate(scope, substitute);
            if (separator.Kind == ValueKind.Error) return separator;
            separators[i - 1] = separator.Spoken();
        }

        var items = list.Items.Select(item => Value.Of(item).Spoken()).ToArray();
        if (arguments.Length == 2) return Value.Of(string.Join(separators[0], items));
        return items.Length < 3
            ? Value.Of(string.Join(separators[1], items))
            : Value.Of(string.Join(separators[0], items[..^1]) + separators[1] + (Value.Of(list.Items.Last()).Kind == ValueKind.Null ? "null" : items[^1]));
    }

    private static Value Concat(Expression[] arguments, in Scope scope, bool substitute)
    {
        var text = "";
        foreach (var argument in arguments)
        {
            var value = argument.Evaluate(scope, substitute);
            if (value.Kind is ValueKind.Error or ValueKind.List or ValueKind.Object) return Value.Error;
            text += value.Spoken();
        }

        return Value.Of(text);
    }
}
