using System.Diagnostics.CodeAnalysis;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Storage.Sqlite;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;
using AimsBot.Workflows.Training;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Bench;

/// <summary>The whole core over a real store in a folder of its own, with a clock that the test moves.</summary>
internal sealed class CoreBench : IDisposable
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    public static readonly Organisation Organisation = new()
    {
        Id = "demo",
        Name = "Demo",
        TimeZone = "Europe/Oslo",
        SlackTeams = ["T0BENCH"],
        TeamsTenants = [Tenant],
        Administrators = ["chief@example.com"],
        Calendar = WorkingCalendar.For("Europe/Oslo", "NO"),
    };

    private readonly TempFolder _folder = new();
    private readonly Func<IRecordStore, IRecordStore>? _wrap;
    private SqliteRecordStore _sqlite;
    private int _acts;

    public CoreBench(Func<IRecordStore, IRecordStore>? wrap = null)
    {
        _wrap = wrap;
        Open();
    }

    public static Catalogue Catalogue { get; } = new(
        [new PermitWorkflow(), new IncidentWorkflow(), new SystemWorkflow(), new RiskMethodWorkflow(), new RiskWorkflow(), new AcceptanceWorkflow(), new PolicyWorkflow(), new CampaignWorkflow(), new AcknowledgementWorkflow(), new CourseWorkflow(), new AssignmentWorkflow(), new StatementWorkflow(), new ProgrammeWorkflow(), new AuditWorkflow(), new ChecklistWorkflow(), new CorrectiveActionWorkflow(), new ReviewWorkflow(), new ReviewActionWorkflow(), new CertificateWorkflow(), new VisitWorkflow(), new PersonWorkflow(), new AccountWorkflow()],
        [.. Permissions.Take, .. PermitWorkflow.Rules],
        [.. Permissions.Read, new ReadRule("permit", [Who.Member])]);

    public FakeTimeProvider Clock { get; } = new(Commits.Monday) { AutoAdvanceAmount = TimeSpan.Zero };
    public bool IsHeld { get; set; }

    /// <summary>Where files are fetched; none: the bot has no public address.</summary>
    public FakeLinks Links { get; } = new();
    public PumpSignal Signal { get; } = new();
    public SqliteDatabase Database { get; private set; }
    public IRecordStore Store { get; private set; }
    public PeopleDirectory People { get; private set; }
    public StepRunner Runner { get; private set; }
    public Admission Admission { get; private set; }
    public PeopleImport Import { get; private set; }

    /// <summary>Ends the process and starts another on the same file: what it knew besides is gone.</summary>
    public void Restart()
    {
        _sqlite.Dispose();
        Open();
    }

    /// <summary>A runner of another process over the same store.</summary>
    public StepRunner MakeRunner(IRecordStore store)
    {
        var people = new PeopleDirectory(store, Clock);
        return new(Catalogue, new Organisations([Organisation]), store, people, new FactsReader(store, people, Clock), Signal);
    }

    /// <summary>A pump of its own, as another process has one.</summary>
    public RecordPump MakePump(IRecordStore? store = null, params IChannel[] channels)
    {
        var own = store ?? Store;
        var people = new PeopleDirectory(own, Clock);
        var cards = new CardMaker(Catalogue, own, people, new FactsReader(own, people, Clock), outside: new OutsideScope(Catalogue, own));
        var platform = new PlatformClock(Clock);
        var copies = new CopySender(
            new Organisations([Organisation]), own, people, new Reach(MakeRunner(own)), cards, channels, new PumpHold(() => IsHeld), platform, Clock, Catalogue, MakeRunner(own), NullLogger<CopySender>.Instance);
        return new(Catalogue, own, MakeRunner(own), copies, Signal, Clock, platform, NullLogger<RecordPump>.Instance);
    }

    public InboundAction Action(Step step, object input, RecordId? record = null, Actor? actor = null, int? basis = null, string? key = null) => new()
    {
        Organisation = Organisation.Id,
        Actor = actor ?? Actor.Operator,
        Step = step.Id,
        Record = record,
        Basis = basis,
        Key = key ?? $"act-{Interlocked.Increment(ref _acts)}",
        Input = input,
    };

    public Task<StepAnswer> TakeAsync(Step step, object input, RecordId? record = null, Actor? actor = null, int? basis = null, string? key = null) =>
        Runner.RunAsync(Action(step, input, record, actor, basis, key), default);

    public async Task<Head> KeepAsync(Step step, object input, RecordId? record = null, Actor? actor = null, int? basis = null, string? key = null) =>
        Assert.IsType<Kept>(await TakeAsync(step, input, record, actor, basis, key)).Head;

    public async Task<string> RefusalAsync(Step step, object input, RecordId? record = null, Actor? actor = null, int? basis = null) =>
        Assert.IsType<NotTaken>(await TakeAsync(step, input, record, actor, basis)).Refusal.Key;

    /// <summary>Somebody of the organisation with some roles.</summary>
    public async Task<Actor> PersonAsync(string name, params Role[] roles)
    {
        var person = await Admission.AddAsync(
            Organisation, AccountKey.Email($"{name}@example.com"), new PersonDetails { Name = name, Email = $"{name}@example.com" }, Actor.Operator, default);
        await Admission.ClaimAsync(Organisation, AccountKey.Email($"{name}@example.com"), person.Id, default);
        foreach (var role in roles) await KeepAsync(GrantRole.Step, new GrantRole(role), person.Id);
        return Actor.Of((await People.PersonAsync(Organisation.Id, person.Id, default))!);
    }

    /// <summary>Gives somebody an account as the people file does: it is theirs, and they are reached by it.</summary>
    public async Task<Actor> LinkAsync(Actor actor, ChatAccount account)
    {
        await Admission.ClaimAsync(Organisation, AccountKey.Of(account), actor.Person!.Id, default);
        await KeepAsync(LinkAccount.Step, new LinkAccount(account), actor.Person.Id);
        return Actor.Of(await PersonAsync(actor));
    }

    /// <summary>Somebody as the directory has them now.</summary>
    public async Task<Person> PersonAsync(Actor actor) => (await People.PersonAsync(Organisation.Id, actor.Person!.Id, default))!;

    public async Task<AccountHolder> HolderAsync(ChatAccount account) => (await People.HolderAsync(Organisation.Id, AccountKey.Of(account), default))!;

    /// <summary>The cards as they are made now, by a process of its own: it has read nothing yet.</summary>
    public CardMaker MakeCards()
    {
        var people = new PeopleDirectory(Store, Clock);
        return new CardMaker(Catalogue, Store, people, new FactsReader(Store, people, Clock), outside: new OutsideScope(Catalogue, Store));
    }

    /// <summary>Somebody who has come through a channel's door.</summary>
    public static Visit Visit(Actor actor, string channel = ChannelNames.Slack) => new(Organisation, actor.Person!, channel);

    public ClickedMessages MakeClickedMessages() => new(Store, Signal, new PlatformClock(Clock));

    public Clicks MakeClicks() => new(Catalogue, Store, Runner, MakeCards(), MakeTasks(), MakeClickedMessages());

    public Words MakeWords() => new(MakeClicks(), MakeCards(), MakeTasks(), new SystemList(Catalogue, Store, MakeCards()), MakeRisks(), new PolicyList(Catalogue, Store, People, MakeCards(), new FactsReader(Store, People, Clock)), new TrainingList(Catalogue, Store, People, MakeCards(), new FactsReader(Store, People, Clock)), new AuditDesk(Catalogue, Store, MakeCards(), Clock, Links), new StatementView(Catalogue, Store, MakeCards()), new ActionList(Catalogue, Store, MakeCards()), new ReviewList(Catalogue, Store, MakeCards()), new CertificateDesk(Catalogue, Store, MakeCards()), new RoleList(Store, People, MakeCards()));

    public RiskList MakeRisks() => new(Catalogue, Store, People, MakeCards(), Runner, Links);

    public SharedFiles MakeSharedFiles() => new(MakeWords(), MakeClicks(), Store);

    public Visitors MakeVisitors() => new(People, Admission, new Reach(Runner), NullLogger<Visitors>.Instance);

    public TaskList MakeTasks() => new(Catalogue, Store, new PeopleDirectory(Store, Clock), MakeCards());

    public async Task<Head> HeadAsync(RecordId id) => (await Store.LoadAsync(Organisation.Id, id, default))!;

    public async Task<T> BodyAsync<T>(RecordId id) where T : RecordBody => (await HeadAsync(id)).Read<T>();

    public Task<IReadOnlyList<AuditEntry>> HistoryAsync(RecordId id) => Store.HistoryAsync(Organisation.Id, id, default);

    public async Task<ChainReport> VerifyAsync(RecordId id) => AuditChain.Verify(await HeadAsync(id), await HistoryAsync(id));

    public async Task<IReadOnlyList<Head>> AllAsync(string type)
    {
        var heads = new List<Head>();
        for (RecordPage? page = null; page is null || page.Continuation is not null;)
        {
            page = await Store.QueryAsync(Organisation.Id, new RecordQuery { Type = type, Continuation = page?.Continuation }, default);
            heads.AddRange(page.Heads);
        }
        return heads;
    }

    public async Task<IReadOnlyList<Person>> EveryoneAsync() => [.. (await AllAsync("person")).Select(Person.From)];

    /// <summary>Addresses that say what they are of.</summary>
    internal sealed class FakeLinks : IFileLinks
    {
        public string? Origin { get; set; }

        public Uri? Of(Organisation organisation, RecordId record, string file, RecordId reader, string filter = "") =>
            Origin is null ? null : new Uri($"{Origin}/{organisation.Id}/{record}/{reader}/{Uri.EscapeDataString(filter)}/{file}");
    }

    /// <summary>Fetches what one of the addresses is of, as its reader.</summary>
    public async Task<byte[]?> FetchAsync(IFile file, string address)
    {
        var parts = new Uri(address).AbsolutePath.Trim('/').Split('/');
        Assert.Equal(file.Name, parts[4]);
        return await FetchAsync(file, (await People.PersonAsync(parts[0], new RecordId(parts[2]), default))!, new RecordId(parts[1]), Uri.UnescapeDataString(parts[3]));
    }

    /// <summary>A file as it comes to its reader; none where they may not have it.</summary>
    public async Task<byte[]?> FetchAsync(IFile file, Person reader, RecordId record, string filter = "")
    {
        if (await file.MakeAsync(new FileRequest(Organisation, reader, record, filter), default) is not { } pieces) return null;
        using var whole = new MemoryStream();
        await foreach (var piece in pieces) whole.Write(piece.Span);
        return whole.ToArray();
    }

    public void Dispose()
    {
        _sqlite.Dispose();
        _folder.Dispose();
    }

    [MemberNotNull(nameof(_sqlite), nameof(Database), nameof(Store), nameof(People), nameof(Runner), nameof(Admission), nameof(Import))]
    private void Open()
    {
        Database = SqliteDatabase.OpenOrCreate(_folder.File("aims.db"));
        _sqlite = new SqliteRecordStore(Database);
        Store = _wrap is null ? _sqlite : _wrap(_sqlite);
        People = new PeopleDirectory(Store, Clock);
        Runner = MakeRunner(Store);
        Admission = new Admission(Runner, People);
        Import = new PeopleImport(Runner, People, Store, Admission);
    }
}
