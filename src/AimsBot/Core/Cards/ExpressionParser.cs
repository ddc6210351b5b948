using System.Globalization;

namespace AimsBot.Core.Cards;

/// <summary>
/// Reads one expression between <c>${</c> and <c>}</c>. The precedence is the official grammar's, which is not C#'s:
/// <c>!</c>, then <c>== !=</c>, then <c>&lt; &lt;= &gt; &gt;=</c>, then <c>&amp;&amp;</c>, then <c>||</c>.
/// What cards do not need is refused by name, so that nothing is read differently from the official engine.
/// </summary>
internal ref struct ExpressionParser(string text, int start, int end, Func<int, string, Exception> fault)
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["<=", ">=", "<", ">"], ["==", "!="]];

    private int _at = start;

    public Expression Parse()
    {
        var expression = Binary(0);
        SkipBlanks();
        return _at == end ? expression : throw fault(_at, $"'{text[_at]}' is not understood here");
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length) return Unary();
        var left = Binary(level + 1);
        while (Operator(level) is { } name)
        {
            _at += name.Length;
            left = new CallExpression(Function.All[name], [left, Binary(level + 1)]);
        }

        return left;
    }

    private string? Operator(int level)
    {
        SkipBlanks();
        foreach (var name in Levels[level])
        {
            if (Ahead(name)) return name;
        }

        return null;
    }

    private Expression Unary()
    {
        SkipBlanks();
        if (!Ahead("!") || Ahead("!=")) return Primary();
        _at++;
        return new CallExpression(Function.All["!"], [Unary()]);
    }

    private Expression Primary()
    {
        SkipBlanks();
        if (_at == end) throw fault(_at, "the expression ends too early");
        var first = text[_at];
        if (first == '(')
        {
            _at++;
            var inner = Binary(0);
            Expect(')');
            return inner;
        }

        if (first is '\'' or '"') return new ConstantExpression(Value.Of(Quoted()));
        if (char.IsAsciiDigit(first)) return new ConstantExpression(Value.Of(Digits()));
        return Named();
    }

    private Expression Named()
    {
        var begin = _at;
        var name = Name();
        SkipBlanks();
        if (Ahead("("))
        {
            if (!Function.All.TryGetValue(name, out var function)) throw fault(begin, $"the function '{name}' is not supported");
            return Call(function, begin);
        }

        switch (name)
        {
            case "true": return new ConstantExpression(Value.Of(true));
            case "false": return new ConstantExpression(Value.Of(false));
            case "null": return new ConstantExpression(Value.Null);
        }

        if (name[0] == '$' && name is not ("$root" or "$data" or "$index") || name == "undefined")
        {
            throw fault(begin, $"'{name}' is not supported");
        }

        var steps = new List<PathStep> { new(name, null, 0) };
        while (_at < end && text[_at] is '.' or '[')
        {
            if (text[_at++] == '.')
            {
                steps.Add(new(Name(), null, 0));
                continue;
            }

            SkipBlanks();
            steps.Add(_at < end && text[_at] is '\'' or '"' ? new(null, Key(), 0) : new(null, null, Index()));
            Expect(']');
        }

        return new PathExpression(steps);
    }

    private CallExpression Call(Function function, int begin)
    {
        _at++;
        var arguments = new List<Expression>();
        SkipBlanks();
        while (!Ahead(")"))
        {
            if (arguments.Count > 0) Expect(',');
            arguments.Add(Binary(0));
            SkipBlanks();
        }

        _at++;
        return arguments.Count >= function.Least && arguments.Count <= function.Most
            ? new CallExpression(function, [.. arguments])
            : throw fault(begin, $"'{function.Name}' does not take {arguments.Count} arguments");
    }

    private string Name()
    {
        var begin = _at;
        if (_at < end && (char.IsAsciiLetter(text[_at]) || text[_at] is '_' or '$')) _at++;
        while (_at > begin && _at < end && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        return _at > begin ? text[begin.._at] : throw fault(_at, "a name is expected");
    }

    private string Quoted()
    {
        var close = text.IndexOf(text[_at], _at + 1, end - _at - 1);
        if (close < 0) throw fault(_at, "the quotation mark is not closed");
        var content = text[(_at + 1)..close];
        if (content.Contains('\\', StringComparison.Ordinal)) throw fault(_at, "backslashes in quotations are not supported");
        _at = close + 1;
        return content;
    }

    // The official engine takes a key apart at dots and brackets, and reads one that starts with a digit as a number.
    private string Key()
    {
        var begin = _at;
        var key = Quoted();
        return key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.IndexOfAny(['.', '[', ']', '\'', '"']) < 0
            ? key
            : throw fault(begin, $"the key '{key}' is not supported");
    }

    private int Index()
    {
        var begin = _at;
        var digits = _at < end && char.IsAsciiDigit(text[_at]) ? Digits() : throw fault(begin, "an index is a number or a quoted key");
        return digits <= int.MaxValue && Math.Floor(digits).Equals(digits) ? (int)digits : throw fault(begin, "an index is a whole number");
    }

    private double Digits()
    {
        var begin = _at;
        while (_at < end && char.IsAsciiDigit(text[_at])) _at++;
        if (_at + 1 < end && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            while (_at < end && char.IsAsciiDigit(text[_at])) _at++;
        }

        return double.Parse(text.AsSpan(begin, _at - begin), CultureInfo.InvariantCulture);
    }

    private void Expect(char wanted)
    {
        SkipBlanks();
        if (_at == end || text[_at] != wanted) throw fault(_at, $"'{wanted}' is expected");
        _at++;
    }

    private void SkipBlanks()
    {
        while (_at < end && text[_at] is ' ' or '\t') _at++;
    }

    private readonly bool Ahead(string symbol) => text.AsSpan(_at, end - _at).StartsWith(symbol, StringComparison.Ordinal);
}
