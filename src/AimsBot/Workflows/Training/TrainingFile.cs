using System.Globalization;
using System.Runtime.CompilerServices;
using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Training;

/// <summary>
/// Everyone who needs a course, where they stand, how they showed it, who judged it, and what became of each message (M9); for a lead.
/// It may be of 100,000 people.
/// </summary>
public sealed class TrainingFile(IRecordStore store, IPeople people, CardMaker cards) : IFile
{
    public const string FileName = "training.csv";

    private static readonly string[] Columns =
        ["person", "email", "manager", "roles", "state", "version", "due", "evidence", "taken", "until", "judged", "receipt", "hash", "statement", "exemption", "undelivered", "reminders"];

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (!request.Reader.Details.Roles.Contains(Role.ComplianceLead)) return null;
        return await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is { Type: CourseWorkflow.TypeName } head
            && await cards.SightAsync(request.Organisation, head, request.Reader) == Sight.Whole
                ? FilePieces.Of(LinesAsync(request.Organisation, head, request.Reader, cancel))
                : null;
    }

    private async IAsyncEnumerable<string> LinesAsync(Organisation organisation, Head course, Person reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        var text = CardText.For("Training", CardMaker.LanguageOf(reader, organisation));
        yield return CsvLine.Begin + CsvLine.Of([.. Columns.Select(column => text["csv." + column])]);
        var query = new RecordQuery { Type = AssignmentWorkflow.TypeName, Parent = course.Id };
        for (RecordPage? page = null; page is null || page.Continuation is not null;)
        {
            page = await store.QueryAsync(organisation.Id, query with { Continuation = page?.Continuation }, cancel);
            foreach (var head in page.Heads) yield return await LineAsync(organisation, head, text, cancel);
        }
    }

    private async Task<string> LineAsync(Organisation organisation, Head head, CardText text, CancellationToken cancel)
    {
        var body = head.Read<Assignment>();
        var person = (await people.PersonAsync(organisation.Id, body.Person, cancel))?.Details ?? new PersonDetails();
        var current = body.Current;
        var copies = (await store.PendingAsync(organisation.Id, head.Id, cancel))?.Copies ?? [];
        return CsvLine.Of(
            person.Name,
            person.Email,
            await NameAsync(organisation, person.Manager, cancel),
            string.Join(' ', body.Roles.Select(Roles.Name)),
            TrainingCards.StateOf(body, head.State, text),
            body.Number,
            body.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            current is null ? null : text["evidenceWord." + AssignmentWorkflow.DateOf(current.Evidence)] + (current.Where is { } where ? $": {where}" : ""),
            current is null ? null : InstantConverter.Text(current.At),
            current is null ? null : InstantConverter.Text(current.Until),
            current?.Judgement is { } judged ? $"{await NameAsync(organisation, judged.By, cancel)}: {judged.How}" : null,
            head.Id.Value,
            current?.Hash ?? body.Hash,
            current?.Statement,
            body.Exemption is { } exemption && head.State == AssignmentStates.Exempt ? (exemption.ByLeave ? text["training.leave"] : exemption.Reason) : null,
            body.Undelivered,
            string.Join(" | ", copies.Where(c => c.Person == body.Person && c.Why is not null)
                .Select(c => $"{c.Why} {c.Channel ?? "-"} {(c.SentAt is { } at ? InstantConverter.Text(at) : c.Problem ?? text["csv.waiting"])}")));
    }

    private async Task<string?> NameAsync(Organisation organisation, RecordId? id, CancellationToken cancel) =>
        id is { } known ? (await people.PersonAsync(organisation.Id, known, cancel))?.Details.Name : null;
}
