using System.Security.Cryptography;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using Microsoft.AspNetCore.DataProtection;

namespace AimsBot.Host;

/// <summary>
/// Hands out documents to clients that cannot sign in, such as the one that shows a picture in a chat: by an address that was
/// signed for one document and for a while. Without a public address there are none, but in the demo's own page.
/// </summary>
public sealed class DocumentLinks(HostSettings settings, IDataProtectionProvider protection, IRecordStore store) : IDocumentLinks
{
    // A chat's client shows a picture again when somebody scrolls back to it; a file is fetched at once.
    private static readonly Dictionary<DocumentKind, (TimeSpan Life, string Type, string Name)> Kinds = new()
    {
        [DocumentKind.Png] = (TimeSpan.FromDays(7), "image/png", "picture.png"),
        [DocumentKind.Csv] = (TimeSpan.FromHours(1), "text/csv; charset=utf-8", "risks.csv"),
    };

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("AimsBot.Documents").ToTimeLimitedDataProtector();

    public string? LinkTo(Organisation organisation, string hash, DocumentKind kind, string channel)
    {
        var origin = settings.IsDemo && channel == ChannelNames.WebChat ? "" : settings.PublicUrl?.ToString().TrimEnd('/');
        return origin is null ? null : $"{origin}/documents/{_protector.Protect($"{organisation.Id}/{hash}/{kind}", Kinds[kind].Life)}/{Kinds[kind].Name}";
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        if (settings.IsDemo || settings.PublicUrl is not null) routes.MapGet("/documents/{token}/{name}", SendAsync);
    }

    private async Task<IResult> SendAsync(string token, HttpContext http, CancellationToken cancel)
    {
        if (Read(token) is not { } document) return Results.NotFound();
        var (organisation, hash, kind) = document;
        if (await store.DocumentAsync(organisation, hash, cancel) is not { } content) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(content, Kinds[kind].Type, kind == DocumentKind.Csv ? Kinds[kind].Name : null);
    }

    // What was not signed here, or is over, is nothing.
    private (string Organisation, string Hash, DocumentKind Kind)? Read(string token)
    {
        if (token.Length > 1000) return null;
        try
        {
            return _protector.Unprotect(token).Split('/') is [var organisation, var hash, var kind] ? (organisation, hash, Enum.Parse<DocumentKind>(kind)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
