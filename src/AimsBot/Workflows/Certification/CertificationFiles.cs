using System.Text;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Certification;

/// <summary>The cycle as a picture.</summary>
public sealed class TimelineFile(IRecordStore store, CardMaker cards, TimeProvider clock) : IFile
{
    public string Name => Timeline.File;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        var organisation = request.Organisation;
        if (await CertificateFor.ReadAsync(request, store, cards, cancel) is not { } body) return null;
        var audits = await store.AllAsync(organisation.Id, new RecordQuery { Type = "audit", Date = "issued" }, cancel);
        var reviews = await store.AllAsync(organisation.Id, new RecordQuery { Type = "review", Date = "signed" }, cancel);
        return FilePieces.Of(Timeline.Draw(
            body,
            Timeline.DaysOf(audits, "issued", organisation.TimeZone),
            Timeline.DaysOf(reviews, "signed", organisation.TimeZone),
            LocalTimes.At(clock.GetUtcNow(), organisation.TimeZone).Day));
    }
}

/// <summary>The visits and limits as a calendar to subscribe to.</summary>
public sealed class CertificationCalendarFile(IRecordStore store, CardMaker cards, TimeProvider clock) : IFile
{
    public string Name => CertificationCalendar.File;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (await CertificateFor.ReadAsync(request, store, cards, cancel) is not { } body) return null;
        var visits = await store.AllAsync(request.Organisation.Id, new RecordQuery { Type = VisitWorkflow.TypeName, Parent = request.Record }, cancel);
        return FilePieces.Of(Encoding.UTF8.GetBytes(CertificationCalendar.Of(
            request.Record,
            body,
            visits.Select(v => (v.Id, v.State, v.Read<BodyVisit>())),
            clock.GetUtcNow(),
            CardText.For("Certification", CardMaker.LanguageOf(request.Reader, request.Organisation)))));
    }
}

/// <summary>The certificate of a file, as far as its reader sees it.</summary>
internal static class CertificateFor
{
    public static async Task<Certificate?> ReadAsync(FileRequest request, IRecordStore store, CardMaker cards, CancellationToken cancel) =>
        await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is { Type: CertificateWorkflow.TypeName } head && await cards.SightAsync(request.Organisation, head, request.Reader) == Sight.Whole
            ? head.Read<Certificate>()
            : null;
}
