using System.Globalization;
using System.Runtime.CompilerServices;
using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// Everyone whom a campaign asks, where they stand, who was reminded when, and what became of each message (M9); for a lead. It may be
/// of 100,000 people.
/// </summary>
public sealed class AcknowledgementsFile(IRecordStore store, IPeople people, CardMaker cards) : IFile
{
    public const string FileName = "acknowledgements.csv";

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (!request.Reader.Details.Roles.Contains(Role.ComplianceLead)) return null;
        return await ProgressFile.CampaignAsync(store, cards, request, cancel) is { } head ? FilePieces.Of(LinesAsync(request.Organisation, head, request.Reader, cancel)) : null;
    }

    private async IAsyncEnumerable<string> LinesAsync(Organisation organisation, Head campaign, Person reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        var text = CardText.For("Policies", CardMaker.LanguageOf(reader, organisation));
        yield return CsvLine.Begin + CsvLine.Of([.. Columns.Select(column => text["csv." + column])]);
        var query = new RecordQuery { Type = AcknowledgementWorkflow.TypeName, Parent = campaign.Id };
        for (RecordPage? page = null; page is null || page.Continuation is not null;)
        {
            page = await store.QueryAsync(organisation.Id, query with { Continuation = page?.Continuation }, cancel);
            foreach (var head in page.Heads) yield return await LineAsync(organisation, head, text, cancel);
        }
    }

    private static readonly string[] Columns = ["person", "email", "manager", "state", "version", "due", "confirmed", "channel", "receipt", "hash", "statement", "exemption", "undelivered", "reminders"];

    private async Task<string> LineAsync(Organisation organisation, Head head, CardText text, CancellationToken cancel)
    {
        var body = head.Read<Acknowledgement>();
        var person = (await people.PersonAsync(organisation.Id, body.Person, cancel))?.Details ?? new PersonDetails();
        var manager = person.Manager is { } id ? (await people.PersonAsync(organisation.Id, id, cancel))?.Details.Name : null;
        var copies = (await store.PendingAsync(organisation.Id, head.Id, cancel))?.Copies ?? [];
        var reminders = copies.Where(c => c.Person == body.Person && c.Why is not null)
            .Select(c => $"{c.Why} {c.Channel ?? "-"} {(c.SentAt is { } at ? InstantConverter.Text(at) : c.Problem ?? text["csv.waiting"])}");
        return CsvLine.Of(
            person.Name,
            person.Email,
            manager,
            text["state." + head.State],
            body.Number,
            body.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            body.Confirmation is { } done ? InstantConverter.Text(done.At) : null,
            body.Confirmation is { Offline: { } offline } ? offline.Where : body.Confirmation?.Channel,
            head.Id.Value,
            body.Hash,
            body.Confirmation?.Statement,
            body.Exemption is { } exemption && head.State == AcknowledgementStates.Exempt ? (exemption.ByLeave ? text["ack.leave"] : exemption.Reason) : null,
            body.Undelivered,
            string.Join(" | ", reminders));
    }
}
