using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AimsBot.Slack;

/// <summary>
/// Slack's request signature, version v0: HMAC-SHA256 over <c>v0:timestamp:body</c> with the signing secret
/// (docs.slack.dev, "Verifying requests from Slack").
/// </summary>
public static class SlackSignature
{
    public const string SignatureHeader = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>How far a timestamp may be off, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int HexLength = 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>True where the request was signed with one of the secrets, lately. Without a secret nothing is.</summary>
    public static bool IsValid(
        ReadOnlySpan<byte> body, string? timestamp, string? signature, DateTimeOffset now, params ReadOnlySpan<string?> secrets)
    {
        if (timestamp is null || signature is null || signature.Length != 3 + HexLength || !signature.StartsWith("v0=", StringComparison.Ordinal)) return false;
        if (timestamp.Length > 12 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > (long)Tolerance.TotalSeconds) return false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(signature.AsSpan(3), given, out _, out _) != System.Buffers.OperationStatus.Done) return false;

        var valid = false;
        foreach (var secret in secrets)
        {
            // Both secrets are always tried, so that the time says nothing about which one fits.
            if (!string.IsNullOrEmpty(secret)) valid |= Fits(body, timestamp, given, secret);
        }
        return valid;
    }

    /// <summary>The signature header for a body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string timestamp, string secret) =>
        "v0=" + Convert.ToHexStringLower(Hash(body, timestamp, secret));

    private static bool Fits(ReadOnlySpan<byte> body, string timestamp, ReadOnlySpan<byte> given, string secret) =>
        CryptographicOperations.FixedTimeEquals(Hash(body, timestamp, secret), given);

    private static byte[] Hash(ReadOnlySpan<byte> body, string timestamp, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData("v0:"u8);
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hmac.AppendData(":"u8);
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
