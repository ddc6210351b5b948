using System.Text;

namespace AimsBot.Core.Cards;

/// <summary>A string that may contain <c>${…}</c>, taken apart once. <c>\$</c> and <c>\`</c> stand for the characters themselves.</summary>
internal sealed class TextTemplate
{
    private readonly Expression[] _parts;

    private TextTemplate(Expression[] parts, bool isLone)
    {
        _parts = parts;
        Lone = isLone ? parts[0] : null;
    }

    /// <summary>The one expression that is the whole string, which keeps its JSON type; null in mixed text.</summary>
    public Expression? Lone { get; }

    public IEnumerable<PathExpression> Paths => _parts.SelectMany(part => part.Paths());

    public static bool IsIn(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>Takes a string with <c>${</c> in it apart. Throws what <paramref name="fault"/> makes of (position, problem).</summary>
    public static TextTemplate Parse(string text, Func<int, string, Exception> fault)
    {
        var parts = new List<Expression>();
        var literal = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '$' or '`')
            {
                literal.Append(text[at + 1]);
                at += 2;
            }
            else if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{')
            {
                TakeLiteral(parts, literal);
                var end = EndOf(text, at + 2, fault);
                parts.Add(new ExpressionParser(text, at + 2, end, fault).Parse());
                at = end + 1;
            }
            else if (text[at] == '`')
            {
                throw fault(at, "a backtick must be written as \\`");
            }
            else
            {
                literal.Append(text[at++]);
            }
        }

        TakeLiteral(parts, literal);
        // A lone concat(…) is mixed text too: the official engine substitutes in each of its arguments.
        if (parts is [CallExpression { Function.Name: "concat" } concat]) return new TextTemplate(concat.Arguments, false);
        return new TextTemplate([.. parts], parts.Count == 1 && parts[0] is not ConstantExpression);
    }

    public string Expand(in Scope scope)
    {
        if (_parts.Length == 1) return Part(_parts[0], scope);
        var pieces = new string[_parts.Length];
        for (var i = 0; i < pieces.Length; i++) pieces[i] = Part(_parts[i], scope);
        return string.Concat(pieces);
    }

    private static string Part(Expression part, in Scope scope)
    {
        var value = part.Evaluate(scope, substitute: true);
        return value.Kind == ValueKind.Error ? "${" + part.Describe() + "}" : value.Spoken();
    }

    private static int EndOf(string text, int start, Func<int, string, Exception> fault)
    {
        var quote = '\0';
        for (var at = start; at < text.Length; at++)
        {
            if (quote != '\0')
            {
                if (text[at] == quote) quote = '\0';
            }
            else if (text[at] is '\'' or '"')
            {
                quote = text[at];
            }
            else if (text[at] == '}')
            {
                return at;
            }
            else if (text[at] is '{' or '\r' or '\n')
            {
                throw fault(at, "an expression is one line without braces");
            }
        }

        throw fault(start, "'}' is missing");
    }

    private static void TakeLiteral(List<Expression> parts, StringBuilder literal)
    {
        if (literal.Length == 0) return;
        parts.Add(new ConstantExpression(Value.Of(literal.ToString())));
        literal.Clear();
    }
}
