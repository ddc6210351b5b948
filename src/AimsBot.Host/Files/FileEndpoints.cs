using AimsBot.Core.Files;
using AimsBot.Core.People;

namespace AimsBot.Host.Files;

/// <summary>Gives out files by their signed addresses, as far as the reader may have them at that moment.</summary>
public sealed class FileEndpoints(FileLinks links, Organisations organisations, IPeople people, IEnumerable<IFile> files)
{
    private static readonly Dictionary<string, (string Type, bool IsSaved)> Kinds = new()
    {
        [".png"] = ("image/png", false),
        [".jpg"] = ("image/jpeg", false),
        [".pdf"] = ("application/pdf", true),
        [".csv"] = ("text/csv; charset=utf-8", true),
        [".ics"] = ("text/calendar; charset=utf-8", true),
        [".md"] = ("text/markdown; charset=utf-8", true),
        // What people brought is given back as bytes: no browser of ours runs it.
        [".bin"] = ("application/octet-stream", true),
    };

    private readonly Dictionary<string, IFile> _files = files.ToDictionary(file => file.Name);

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/files/{token}/{name}", GetAsync);

    private async Task<IResult> GetAsync(string token, HttpContext http)
    {
        var cancel = http.RequestAborted;
        // Whether it is wrong, over, or not for this reader any more is nobody's business.
        if (links.Read(token) is not { } claim || !_files.TryGetValue(claim.File, out var file)) return Results.NotFound();
        if (organisations.All.FirstOrDefault(o => o.Id == claim.Organisation) is not { } organisation) return Results.NotFound();
        if (await people.PersonAsync(organisation.Id, claim.Reader, cancel) is not { IsActive: true } reader) return Results.NotFound();
        var request = new FileRequest(organisation, reader, claim.Record, claim.Filter);
        if (await file.MakeAsync(request, cancel) is not { } pieces) return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=300";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var (type, isSaved) = Kinds[Path.GetExtension(file.Name)];
        return Results.Stream(
            async stream =>
            {
                await foreach (var piece in pieces.WithCancellation(cancel)) await stream.WriteAsync(piece, cancel);
            },
            type,
            isSaved ? file.SavedAs(request) : null);
    }
}
