using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Certification;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>An organisation with a compliance lead, top management and a manager, and the acts by which a certificate comes about. The clock stands at 4 January 2027.</summary>
public abstract class CertificationBench : IAsyncLifetime
{
    private protected CoreBench Bench { get; } = new();
    private protected FakeChannel Slack { get; } = new();
    internal Actor Lea { get; private set; } = null!;
    internal Actor Tara { get; private set; } = null!;
    internal Actor Mona { get; private set; } = null!;
    internal RecordId Certificate { get; private set; }

    internal DateOnly Today => LocalTimes.At(Bench.Clock.GetUtcNow(), CoreBench.Organisation.TimeZone).Day;

    public virtual async Task InitializeAsync()
    {
        Lea = await AddAsync("lea", Role.ComplianceLead);
        Tara = await AddAsync("tara", Role.TopManagement);
        Mona = await AddAsync("mona", Role.Manager);
        Certificate = (await Bench.KeepAsync(BeginCertification.Step, new BeginCertification("Nordic Cert", "AI in recruiting"), null, Lea)).Id;
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    internal void GoTo(DateOnly day, int hour = 11) => Bench.Clock.SetUtcNow(LocalTimes.Instant(day, new TimeOnly(hour, 0), CoreBench.Organisation.TimeZone));

    internal async Task SweepAsync()
    {
        for (var i = 0; i < 4; i++) await Bench.MakePump(null, Slack).SweepAsync("demo", default);
    }

    internal async Task<RecordId> PlanAsync(VisitKind kind, DateOnly from, params string[] attendees)
    {
        var before = (await Bench.AllAsync(VisitWorkflow.TypeName)).Select(h => h.Id).ToHashSet();
        await Bench.KeepAsync(PlanVisit.Step, new PlanVisit(kind, from, from.AddDays(1), "the body's", "all of it", attendees), Certificate, Lea);
        await SweepAsync();
        return (await Bench.AllAsync(VisitWorkflow.TypeName)).Single(h => !before.Contains(h.Id)).Id;
    }

    internal async Task HoldAsync(RecordId visit, DateOnly from)
    {
        await Bench.KeepAsync(HoldVisit.Step, new HoldVisit(from, from.AddDays(1)), visit, Lea);
        await SweepAsync();
    }

    internal async Task<RecordId> HeldAsync(VisitKind kind, DateOnly from)
    {
        var id = await PlanAsync(kind, from);
        await HoldAsync(id, from);
        return id;
    }

    internal async Task<Head> GrantAsync(DateOnly decided, DateOnly? expires = null)
    {
        var head = await Bench.KeepAsync(GrantCertificate.Step, new GrantCertificate("N-1", decided, expires ?? decided.AddMonths(36), null, "2"), Certificate, Lea);
        await SweepAsync();
        return head;
    }

    /// <summary>Certified on a day in the past, with a stage 2 some days before it.</summary>
    internal async Task<Head> CertifiedAsync(DateOnly decided, DateOnly? expires = null)
    {
        await HeldAsync(VisitKind.Stage2, decided.AddDays(-20));
        return await GrantAsync(decided, expires);
    }

    internal Task<Certificate> BodyAsync() => Bench.BodyAsync<Certificate>(Certificate);

    internal Task<BodyVisit> VisitAsync(RecordId id) => Bench.BodyAsync<BodyVisit>(id);

    /// <summary>The rungs for which somebody was sent a card about a record, with the moment.</summary>
    internal async Task<IReadOnlyList<(string Why, DateTimeOffset At)>> RungsAsync(RecordId record, Actor who) =>
    [
        .. (await Bench.Store.PendingAsync("demo", record, default))!.Copies
            .Where(c => c.Person == who.Person!.Id && c.SentAt is not null && c.Why?.StartsWith("rung:", StringComparison.Ordinal) == true)
            .Select(c => (c.Why!, c.SentAt!.Value)),
    ];

    internal async Task<string> FaultsAsync(Step step, object input, RecordId record, Actor? by = null) => await Bench.TakeAsync(step, input, record, by ?? Lea) switch
    {
        FormReturned form => string.Join(' ', form.Fields.Select(f => $"{f.Key}:{f.Value.Key}")),
        Kept kept => kept.Head.State,
        NotTaken no => no.Refusal.Key,
        var other => other.GetType().Name,
    };

    private protected async Task<Actor> AddAsync(string name, params Role[] roles) =>
        await Bench.LinkAsync(await Bench.PersonAsync(name, roles), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));
}
