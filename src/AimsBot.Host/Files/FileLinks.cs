using System.Security.Cryptography;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace AimsBot.Host.Files;

/// <summary>
/// Signed addresses that end. The key follows from what every replica has: <c>Host:FileKey</c>, else the credentials of the chats. Where
/// there is neither, a host alone makes one at each start, and replicas give no addresses.
/// </summary>
public sealed class FileLinks : IFileLinks
{
    /// <summary>A picture or a piece of evidence on a card is looked at for a while; a card that is shown again gets a new address.</summary>
    private static readonly TimeSpan ShownLife = TimeSpan.FromDays(14);

    /// <summary>A calendar that was subscribed to asks again by the same address.</summary>
    private static readonly TimeSpan CalendarLife = TimeSpan.FromDays(400);

    /// <summary>Time enough to click.</summary>
    private static readonly TimeSpan FileLife = TimeSpan.FromMinutes(15);

    private readonly byte[] _key;
    private readonly Func<Uri?> _base;
    private readonly TimeProvider _clock;

    public FileLinks(HostSettings settings, IConfiguration configuration, PlatformClock clock, IServer? server = null)
    {
        var secret = configuration["Host:FileKey"] is { Length: > 0 } own
            ? own
            : string.Join('\n', new[] { configuration["Slack:SigningSecret"], configuration["MicrosoftAppPassword"] }.Where(s => !string.IsNullOrEmpty(s)));
        _key = secret.Length > 0
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "aimsbot file links"u8.ToArray())
            : RandomNumberGenerator.GetBytes(32);
        _clock = clock.Time;
        // On the machine of whoever tries it out the bot knows where it listens.
        var isGoodElsewhere = secret.Length > 0 || settings.StorageKind == StorageKind.Sqlite;
        _base = () => !isGoodElsewhere ? null : settings.PublicUrl ?? (settings.IsDevelopment ? Own(server) : null);
    }

    private static Uri? Own(IServer? server)
    {
        if (server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address) return null;
        var own = BindingAddress.Parse(address);
        // Where it listens to everybody, this machine's own name stands for all.
        return new Uri($"{own.Scheme}://{(own.Host is "[::]" or "0.0.0.0" or "*" or "+" ? "localhost" : own.Host)}:{own.Port}/");
    }

    public Uri? Of(Organisation organisation, RecordId record, string file, RecordId reader, string filter = "")
    {
        if (_base() is not { } address) return null;
        var life = Path.GetExtension(file) switch
        {
            // What is taken out is an act of one moment; the rest is shown on cards.
            ".csv" => FileLife,
            ".ics" => CalendarLife,
            _ => ShownLife,
        };
        var now = _clock.GetUtcNow();
        // The address of what is looked at again stays the same for a day, so that a card is not sent again for it alone.
        var until = life > FileLife ? new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + life : now + life;
        var claim = string.Join('\n', organisation.Id, record.Value, file, reader.Value, filter, until.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var token = $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(claim))}.{WebEncoders.Base64UrlEncode(Sign(claim))}";
        return new Uri(address, $"files/{token}/{file}");
    }

    /// <summary>What a token stands for; none where it is not of this bot, or its time is over.</summary>
    public FileClaim? Read(string token)
    {
        if (token.Length > 1000 || token.Split('.') is not [var said, var signature]) return null;
        byte[] bytes, given;
        try
        {
            (bytes, given) = (WebEncoders.Base64UrlDecode(said), WebEncoders.Base64UrlDecode(signature));
        }
        catch (FormatException)
        {
            return null;
        }
        var claim = Encoding.UTF8.GetString(bytes);
        if (!CryptographicOperations.FixedTimeEquals(Sign(claim), given) || claim.Split('\n') is not [var organisation, var record, var file, var reader, var filter, var until]) return null;
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, System.Globalization.CultureInfo.InvariantCulture)) < _clock.GetUtcNow()
            ? null
            : new FileClaim(organisation, new RecordId(record), file, new RecordId(reader), filter);
    }

    private byte[] Sign(string claim) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(claim));
}

/// <summary>A file, for one reader.</summary>
public sealed record FileClaim(string Organisation, RecordId Record, string File, RecordId Reader, string Filter = "");
