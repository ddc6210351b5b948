using System.Security.Cryptography;
using System.Text;

namespace AimsBot.Core.Records;

/// <summary>
/// The id of a record: the type's prefix and eight base32 characters in two groups, short enough to say aloud
/// (<c>INC-7K3Q-9XA2</c>).
/// </summary>
public readonly record struct RecordId(string Value)
{
    // Crockford's alphabet: no I, L, O, U, which are misheard or misread.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>
    /// The id number <paramref name="attempt"/> in the fixed sequence that an action key gives. A creation takes the
    /// first one that is free or already its own, so the same act always meets itself.
    /// </summary>
    public static RecordId Derive(string prefix, string organisation, string actionKey, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{organisation}\n{actionKey}\n{attempt}"), hash);
        Span<char> text = stackalloc char[9];
        text[4] = '-';
        var bits = BitConverter.ToUInt64(hash);
        for (var i = 0; i < 8; i++, bits >>= 5)
            text[i < 4 ? i : i + 1] = Alphabet[(int)(bits & 31)];
        return new RecordId($"{prefix}-{text}");
    }

    /// <summary>Reads an id as a person types it: any case, and O, I, L for the digits they look like.</summary>
    public static RecordId? Parse(string? text)
    {
        if (text is null || text.Length > 40) return null;
        var upper = text.Trim().ToUpperInvariant();
        var dash = upper.IndexOf('-', StringComparison.Ordinal);
        if (dash is < 2 or > 4 || !upper.AsSpan(0, dash).ContainsOnlyLetters()) return null;
        var digits = upper[(dash + 1)..].Replace("-", "", StringComparison.Ordinal)
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (digits.Length != 8 || digits.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal))) return null;
        return new RecordId($"{upper[..dash]}-{digits[..4]}-{digits[4..]}");
    }

    public override string ToString() => Value;
}

internal static class SpanExtensions
{
    public static bool ContainsOnlyLetters(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c)) return false;
        }
        return true;
    }
}
