using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.IncidentReport;

/// <summary>An organisation with somebody for each part in an incident, and its acts in short.</summary>
public abstract class IncidentBench : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Monday = Commits.Monday;

    private readonly Dictionary<string, string> _names = [];

    private protected CoreBench Bench { get; } = new(store => new FailingStore(store));

    // A reporter, two handlers, the lead, top management, legal, privacy, the owner of a system, and somebody else.
    private protected Actor Rita { get; private set; } = null!;
    private protected Actor Hans { get; private set; } = null!;
    private protected Actor Hilde { get; private set; } = null!;
    private protected Actor Lea { get; private set; } = null!;
    private protected Actor Tom { get; private set; } = null!;
    private protected Actor Lotte { get; private set; } = null!;
    private protected Actor Petra { get; private set; } = null!;
    private protected Actor Oda { get; private set; } = null!;
    private protected Actor Sven { get; private set; } = null!;

    private protected RecordId Translator { get; private set; }

    public async Task InitializeAsync()
    {
        Rita = await AddAsync("rita");
        Hans = await AddAsync("hans", Role.IncidentHandler);
        Hilde = await AddAsync("hilde", Role.IncidentHandler);
        Lea = await AddAsync("lea", Role.ComplianceLead);
        Tom = await AddAsync("tom", Role.TopManagement);
        Lotte = await AddAsync("lotte", Role.Legal);
        Petra = await AddAsync("petra", Role.Privacy);
        Oda = await AddAsync("oda");
        Sven = await AddAsync("sven");
        Translator = (await Bench.KeepAsync(RegisterSystem.Step, new RegisterSystem("translator", "oda@example.com", SystemStatus.InUse), null, Lea)).Id;
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    private protected async Task<Actor> AddAsync(string name, params Role[] roles)
    {
        var actor = await Bench.PersonAsync(name, roles);
        _names[actor.Id] = name;
        return actor;
    }

    private protected Actor Named(string name) =>
        new[] { Rita, Hans, Hilde, Lea, Tom, Lotte, Petra, Oda, Sven }.Single(actor => actor.Name == name);

    private protected static readonly SeriousIncident NoToAll = new(Answer.No, Answer.No, Answer.No, Answer.No, Answer.No);

    private protected static readonly CloseIncident Done = new("put right", NotificationDecision.NotRequired, "nobody was harmed");

    private protected static TriageIncident TriageAs(Severity severity, SeriousIncident? serious = null, RecordId? system = null) =>
        new(IncidentKind.Incident, [IncidentCategory.FalseContent], severity, system?.Value, serious ?? NoToAll);

    private protected Task<Head> ReportAsync(Severity? severity = null, string? affected = null, Actor? by = null) =>
        ReportAsync(new IncidentDetails { Text = "two names were swapped", Severity = severity, Affected = affected }, by);

    private protected Task<Head> ReportAsync(IncidentDetails details, Actor? by = null) =>
        Bench.KeepAsync(ReportIncident.Step, new ReportIncident(details), null, by ?? Rita);

    private protected Task<Head> TakeAsync(Head head, Actor by) => Bench.KeepAsync(TakeIncident.Step, new TakeIncident(), head.Id, by);

    private protected Task<Head> TriageAsync(Head head, Actor by, Severity severity = Severity.S3, SeriousIncident? serious = null, RecordId? system = null) =>
        Bench.KeepAsync(TriageIncident.Step, TriageAs(severity, serious, system), head.Id, by);

    private protected Task<Head> CloseAsync(Head head, Actor by) => Bench.KeepAsync(CloseIncident.Step, Done, head.Id, by);

    private protected Task<Head> DismissAsync(Head head, Actor by) =>
        Bench.KeepAsync(DismissIncident.Step, new DismissIncident("works as it should"), head.Id, by);

    private protected async Task<Head> DuplicateAsync(Head head, Actor by, RecordId? other = null) =>
        await Bench.KeepAsync(MarkDuplicate.Step, new MarkDuplicate((other ?? (await ReportAsync()).Id).Value, "the same"), head.Id, by);

    private protected Task<Head> ReopenAsync(Head head, Actor by) => Bench.KeepAsync(ReopenIncident.Step, new ReopenIncident("it came back"), head.Id, by);

    private protected Task<Head> AddAsync(Head head, Actor by, IncidentDetails details) =>
        Bench.KeepAsync(AddDetails.Step, new AddDetails(details), head.Id, by);

    /// <summary>A report that has come so far: Hans has it from triage on, and Hilde closed it.</summary>
    private protected async Task<Head> InAsync(string state) => state switch
    {
        IncidentStates.Reported => await ReportAsync(),
        IncidentStates.Triaged => await TriageAsync(await ReportAsync(), Hans),
        IncidentStates.Closed => await CloseAsync(await InAsync(IncidentStates.Triaged), Hilde),
        IncidentStates.Duplicate => await DuplicateAsync(await ReportAsync(), Hans),
        IncidentStates.NotAnIncident => await DismissAsync(await ReportAsync(), Hans),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private protected Task<Incident> BodyAsync(Head head) => Bench.BodyAsync<Incident>(head.Id);

    private protected async Task SweepAtAsync(DateTimeOffset at)
    {
        Bench.Clock.SetUtcNow(at);
        await Bench.MakePump().SweepAsync("demo", default);
    }

    /// <summary>Who has how many cards of it, in the order of their names.</summary>
    private protected async Task<string> CardsAsync(Head head) =>
        string.Join(' ', (await Bench.Store.PendingAsync("demo", head.Id, default))!.Copies.Select(copy => _names[copy.Person!.Value.Value]).Order(StringComparer.Ordinal));

    private protected async Task<string[]> VerbsAsync(Head head) => [.. (await Bench.HistoryAsync(head.Id)).Select(entry => entry.ReadHeader().Verb)];

    private protected async Task<string> NoteAsync(Head head, string name) => JsonSerializer.Deserialize<string>(
        EntryPayload.Read((await Bench.HistoryAsync(head.Id))[^1].Payload).Single(field => field.Name == EntryPayload.NotePrefix + name).Value.Span)!;

    /// <summary>What is wrong with which field, or the refusal of the whole.</summary>
    private protected async Task<string> WrongAsync(Step step, object input, Head? head, Actor by) => await Bench.TakeAsync(step, input, head?.Id, by) switch
    {
        FormReturned form => string.Join(' ', form.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{field.Value.Key}")),
        NotTaken no => no.Refusal.Key,
        var kept => kept.GetType().Name,
    };

    private protected async Task<RenderedCard> FormAsync(Step step, Head head, Actor reader) =>
        (await Bench.MakeCards().FormAsync(CoreBench.Organisation, step, new ActionRef(head.Id, head.Basis), reader.Person!, null, default)).Form!;

    /// <summary>What a form holds when it opens, as it is sent back where nothing is touched.</summary>
    private protected static Dictionary<string, string> Untouched(RenderedCard form)
    {
        using var card = JsonDocument.Parse(form.Json);
        return card.RootElement.GetProperty("body").EnumerateArray()
            .Where(element => element.GetProperty("type").GetString()!.StartsWith("Input.", StringComparison.Ordinal))
            .ToDictionary(input => input.GetProperty("id").GetString()!, input => input.TryGetProperty("value", out var value) ? value.GetString()! : "");
    }
}
