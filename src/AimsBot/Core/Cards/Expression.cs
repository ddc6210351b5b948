namespace AimsBot.Core.Cards;

/// <summary>
/// One expression of the template language, parsed. Evaluates to what npm <c>adaptive-expressions</c> 4.23.3 does,
/// with <c>substitute</c> for its <c>nullSubstitution</c>: a path that leads nowhere then yields its own source, <c>${path}</c>.
/// </summary>
internal abstract class Expression
{
    public abstract Value Evaluate(in Scope scope, bool substitute);

    /// <summary>The expression as the official engine prints it where it has no value.</summary>
    public abstract string Describe();

    /// <summary>Every path that the expression reads.</summary>
    public abstract IEnumerable<PathExpression> Paths();
}

internal sealed class ConstantExpression(Value value) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute) => value;

    public override string Describe() => value.Kind switch
    {
        ValueKind.Text => $"'{value.Text}'",
        ValueKind.Null => "null",
        _ => value.Spoken(),
    };

    public override IEnumerable<PathExpression> Paths() => [];
}

/// <summary>One part of a path: <c>.name</c>, <c>['key']</c> or <c>[0]</c>.</summary>
internal readonly record struct PathStep(string? Name, string? Key, int Index);

internal sealed class PathExpression : Expression
{
    private readonly PathStep[] _steps;
    private readonly string _source;
    private readonly Value _substitute;
    private readonly Expression? _parent;

    public PathExpression(IReadOnlyList<PathStep> steps)
    {
        _steps = [.. steps];
        _source = string.Concat(steps.Select((step, i) => step switch
        {
            { Name: { } name } => i == 0 ? name : "." + name,
            { Key: { } key } => $"['{key}']",
            _ => $"[{step.Index}]",
        }));
        _substitute = Value.Of("${" + _source + "}");
        // `a.b` is one look-up; `a.b[0]` is first `a.b`, whole, and then an item of it. They differ where nothing is found.
        if (steps[^1].Name is null) _parent = new PathExpression([.. steps.SkipLast(1)]);
        TextKey = KeyAfter("t") ?? (steps is [{ Name: "$root" }, { Name: "t" }, ..] ? KeyAfter("$root", "t") : null);
    }

    /// <summary>The key in the strings files that <c>t.key</c>, <c>t.a['b-c']</c> or <c>$root.t.key</c> asks for; else null.</summary>
    public string? TextKey { get; }

    public override Value Evaluate(in Scope scope, bool substitute)
    {
        if (TextKey is not null && scope.Texts is not null && (scope.Data is null || _steps[0].Name == "$root")) return scope.Words(TextKey);

        if (_parent is not null)
        {
            var parent = _parent.Evaluate(scope, substitute);
            if (parent.Kind == ValueKind.Error) return parent;
            return _steps[^1].Key is { } key ? parent.Property(key) : parent.Item(_steps[^1].Index);
        }

        var value = Follow(scope);
        return value.Kind is ValueKind.Missing or ValueKind.Error ? substitute ? _substitute : Value.Missing : value;
    }

    public override string Describe() => _source;

    public override IEnumerable<PathExpression> Paths() => [this];

    private Value Follow(in Scope scope)
    {
        var value = _steps[0].Name switch
        {
            "$root" => scope.Root,
            "$data" => scope.Data ?? scope.Root,
            "$index" => scope.Index is { } index ? Value.Of(index) : Value.Missing,
            { } name => (scope.Data ?? scope.Root).Property(name),
            null => Value.Missing,
        };
        for (var i = 1; i < _steps.Length; i++)
        {
            value = (_steps[i].Name ?? _steps[i].Key) is { } name ? value.Property(name) : value.Item(_steps[i].Index);
            if (value.Kind == ValueKind.Error) return Value.Missing;
        }

        return value;
    }

    private string? KeyAfter(params string[] start)
    {
        if (_steps.Length <= start.Length || _steps.Any(step => step is { Name: null, Key: null })) return null;
        for (var i = 0; i < start.Length; i++)
        {
            if (_steps[i].Name != start[i]) return null;
        }

        return string.Join('.', _steps.Skip(start.Length).Select(step => step.Name ?? step.Key));
    }
}

/// <summary>A function or an operator with its arguments.</summary>
internal sealed class CallExpression(Function function, Expression[] arguments) : Expression
{
    public Function Function => function;

    public Expression[] Arguments => arguments;

    public override Value Evaluate(in Scope scope, bool substitute) => function.Evaluate(arguments, scope, substitute);

    public override string Describe()
    {
        var words = arguments.Select(argument => argument.Describe());
        return !char.IsLetter(function.Name[0]) && arguments.Length > 1
            ? $"({string.Join($" {function.Name} ", words)})"
            : $"{function.Name}({string.Join(", ", words)})";
    }

    public override IEnumerable<PathExpression> Paths() => arguments.SelectMany(argument => argument.Paths());
}
