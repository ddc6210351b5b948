using System.Text;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Policies;

namespace AimsBot.Host.Files;

/// <summary>Gives out the files of records by their signed addresses, as far as the reader may see the record at that moment.</summary>
public static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder app) => app.MapGet("/files/{token}/{name}", GetAsync);

    private static async Task<IResult> GetAsync(
        string token, FileLinks links, Organisations organisations, IRecordStore store, IPeople people, CardMaker cards, FactsReader facts, CampaignFile campaigns, HttpContext http)
    {
        var cancel = http.RequestAborted;
        // Whether it is wrong, over, or not for this reader any more is nobody's business.
        if (links.Read(token) is not { } claim || organisations.All.FirstOrDefault(o => o.Id == claim.Organisation) is not { } organisation) return Results.NotFound();
        if (await people.PersonAsync(organisation.Id, claim.Reader, cancel) is not { IsActive: true } reader) return Results.NotFound();
        if (await store.LoadAsync(organisation.Id, claim.Record, cancel) is not { Type: CampaignWorkflow.TypeName } head) return Results.NotFound();
        if (await cards.SightAsync(organisation, head, reader) != Sight.Whole) return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=300";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        switch (claim.File)
        {
            case CampaignFile.Picture:
                var campaign = StoredJson.Read<Campaign>(head.Body);
                var now = CampaignFigures.Of(await facts.CountsAsync(organisation, CampaignFigures.Queries(head.Id, facts.Now())));
                return Results.Bytes(ProgressPicture.Draw(campaign, now), "image/png");
            case CampaignFile.List when reader.Details.Roles.Contains(Role.ComplianceLead):
                return Results.Stream(
                    async stream =>
                    {
                        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                        await foreach (var line in campaigns.LinesAsync(organisation, head, reader, cancel)) await writer.WriteAsync(line);
                    },
                    "text/csv; charset=utf-8",
                    $"{head.Id.Value}.csv");
            default:
                return Results.NotFound();
        }
    }
}
