using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Host.Files;

/// <summary>Gives out and takes in files by their signed addresses, as far as their reader may at that moment.</summary>
public sealed class FileEndpoints(
    FileLinks links, Organisations organisations, IPeople people, IRecordStore store, Catalogue catalogue, CardMaker cards, IEnumerable<IFile> files, IEnumerable<IUpload> uploads)
{
    private static readonly Dictionary<string, (string Type, bool IsSaved)> Kinds = new()
    {
        [".png"] = ("image/png", false),
        [".jpg"] = ("image/jpeg", false),
        [".pdf"] = ("application/pdf", true),
        [".csv"] = ("text/csv; charset=utf-8", true),
        [".md"] = ("text/markdown; charset=utf-8", true),
        // What people brought is given back as bytes: no browser of ours runs it.
        [".bin"] = ("application/octet-stream", true),
    };

    private readonly Dictionary<string, IFile> _files = files.ToDictionary(file => file.Name);
    private readonly Dictionary<string, IUpload> _uploads = uploads.ToDictionary(upload => upload.Name);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/files/{token}/{name}", GetAsync);
        app.MapPost("/files/{token}/{name}", PostAsync);
    }

    private async Task<IResult> GetAsync(string token, HttpContext http)
    {
        var cancel = http.RequestAborted;
        Guard(http);
        if (await ReadAsync(token, cancel) is not var (claim, request)) return Results.NotFound();
        if (_uploads.TryGetValue(claim.File, out var upload)) return await AskAsync(upload, request, cancel);
        if (!_files.TryGetValue(claim.File, out var file) || await file.MakeAsync(request, cancel) is not { } pieces) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=300";
        var (type, isSaved) = Kinds[Path.GetExtension(file.Name)];
        return Results.Stream(
            async stream =>
            {
                await foreach (var piece in pieces.WithCancellation(cancel)) await stream.WriteAsync(piece, cancel);
            },
            type,
            isSaved ? file.SavedAs(request) : null);
    }

    // Whether it is wrong, over, or not for this reader any more is nobody's business.
    private async Task<(FileClaim Claim, FileRequest Request)?> ReadAsync(string token, CancellationToken cancel)
    {
        if (links.Read(token) is not { } claim || organisations.All.FirstOrDefault(o => o.Id == claim.Organisation) is not { } organisation) return null;
        return await people.PersonAsync(organisation.Id, claim.Reader, cancel) is { IsActive: true } reader
            ? (claim, new FileRequest(organisation, reader, claim.Record, claim.Filter))
            : null;
    }

    private async Task<IResult> AskAsync(IUpload upload, FileRequest request, CancellationToken cancel)
    {
        if (await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is not { } head || catalogue.ByType(head.Type) is not { } workflow) return Results.NotFound();
        if (await cards.SightAsync(request.Organisation, head, request.Reader) != Sight.Whole) return Results.NotFound();
        var text = TextOf(upload, request);
        return UploadPage.Ask(text, upload.Name, $"{CardMaker.TitleOf(workflow, head, text)} ({head.Id.Value})", CardChange.NewNonce());
    }

    private async Task<IResult> PostAsync(string token, HttpContext http)
    {
        var cancel = http.RequestAborted;
        Guard(http);
        if (await ReadAsync(token, cancel) is not var (claim, request) || !_uploads.TryGetValue(claim.File, out var upload)) return Results.NotFound();
        var text = TextOf(upload, request);
        if (!http.Request.HasFormContentType) return Results.BadRequest();
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(cancel);
        }
        catch (InvalidDataException)
        {
            return Results.BadRequest();
        }
        if (form.Files.GetFile("file") is not { Length: > 0 } file || form["form"].ToString() is not { Length: 32 } nonce) return UploadPage.Say(text, text["upload.nothing"], StatusCodes.Status400BadRequest);
        if (file.Length > upload.MostBytes)
            return UploadPage.Say(text, text.Format("upload.tooLarge", JsonSerializer.SerializeToElement(new { most = upload.MostBytes / 1024 })), StatusCodes.Status413PayloadTooLarge);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancel);
        // A reload of the page sends it again: that is the same act.
        return await upload.TakeAsync(request, new Uploaded(file.FileName, content.ToArray()), $"upload:{request.Reader.Id}:{nonce}", cancel) switch
        {
            Kept kept => UploadPage.Say(text, text.Format("upload.kept", JsonSerializer.SerializeToElement(new { id = kept.Head.Id.Value })), StatusCodes.Status200OK),
            FormReturned wrong => Refused(wrong.Fields.Values.First()),
            NotTaken no => Refused(no.Refusal),
            _ => throw new InvalidOperationException("The step runner answered with something unknown."),
        };

        IResult Refused(Refusal refusal) => UploadPage.Say(text, RefusalText.Of(refusal, text), StatusCodes.Status422UnprocessableEntity);
    }

    private static CardText TextOf(IUpload upload, FileRequest request) => CardText.For(upload.Folder, CardMaker.LanguageOf(request.Reader, request.Organisation));

    private static void Guard(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
    }
}
