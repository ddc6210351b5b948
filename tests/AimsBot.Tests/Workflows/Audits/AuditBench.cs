using System.Text;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Audits;

/// <summary>An organisation with a compliance lead, three auditors in two chats, an owner with her manager, and top management, and the acts on an audit in short.</summary>
public abstract class AuditBench : IAsyncLifetime
{
    private protected static readonly DateOnly Today = new(2027, 1, 4);

    private protected CoreBench Bench { get; } = new();
    private protected FakeChannel Slack { get; } = new();

    private protected Actor Lea { get; private set; } = null!;
    private protected Actor Aino { get; private set; } = null!;
    private protected Actor Anders { get; private set; } = null!;
    private protected Actor Asta { get; private set; } = null!;
    private protected Actor Oda { get; private set; } = null!;
    private protected Actor Mia { get; private set; } = null!;
    private protected Actor Tara { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Lea = await AddAsync("lea", Role.ComplianceLead);
        Aino = await AddAsync("aino", Role.InternalAuditor);
        Anders = await AddAsync("anders");
        Asta = await AddAsync("asta");
        Mia = await AddAsync("mia", Role.Manager);
        Oda = await AddAsync("oda");
        Tara = await AddAsync("tara", Role.TopManagement);
        await ManagedAsync(Oda, Mia);
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    private protected async Task<Actor> AddAsync(string name, params Role[] roles) =>
        await Bench.LinkAsync(await Bench.PersonAsync(name, roles), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));

    private protected async Task ManagedAsync(Actor person, Actor manager)
    {
        var details = (await Bench.PersonAsync(person)).Details;
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(details with { Manager = manager.Person!.Id }), person.Person!.Id);
    }

    private protected static string Address(Actor actor) => $"{actor.Name}@example.com";

    private protected PlanAudit Plan(string scope, params Actor[] others)
    {
        var today = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime);
        return new("Internal audit", "does it work", "our own rules", "samples", scope.Split(' '), Address(Aino), [.. others.Select(Address)], today, today.AddDays(30));
    }

    private protected Task<Head> PlanAsync(string scope, params Actor[] others) => Bench.KeepAsync(PlanAudit.Step, Plan(scope, others), null, Lea);

    private protected async Task<Head> StartAsync(Head audit)
    {
        var head = await Bench.KeepAsync(StartAudit.Step, new StartAudit(), audit.Id, Aino);
        await SweepAsync();
        return head;
    }

    private protected async Task<Head> StartedAsync(string scope, params Actor[] others) => await StartAsync(await PlanAsync(scope, others));

    private protected Task<Head> ListAsync(Head audit, Actor auditor) => Bench.HeadAsync(AuditWorkflow.ChecklistOf("demo", audit.Id, auditor.Person!.Id));

    private protected async Task<Checklist> ListBodyAsync(Head audit, Actor auditor) => (await ListAsync(audit, auditor)).Read<Checklist>();

    private protected static AnswerItem Conforms(string evidence = "https://example.com/minutes") => new(AuditResult.Conforms, null, null, null, evidence, null);

    private protected static AnswerItem Finds(AuditResult result) => new(result, null, "A.9.2", "three of five have no second reader", "https://example.com/minutes", null);

    private protected async Task<StepAnswer> TryAnswerAsync(Head audit, Actor auditor, AnswerItem answer) =>
        await Bench.TakeAsync(AnswerItem.Step, answer, (await ListAsync(audit, auditor)).Id, auditor);

    private protected async Task<Head> AnswerAsync(Head audit, Actor auditor, AnswerItem? answer = null) =>
        Assert.IsType<Kept>(await TryAnswerAsync(audit, auditor, answer ?? Conforms())).Head;

    /// <summary>Everything that is open on somebody's list conforms.</summary>
    private protected async Task AnswerAllAsync(Head audit, Actor auditor)
    {
        while ((await ListBodyAsync(audit, auditor)).NextOpen("") is not null) await AnswerAsync(audit, auditor);
        await SweepAsync();
    }

    private protected async Task<Head> ConfirmAsync(Head audit, string item, AuditResult? grade = null, string? reason = null)
    {
        await SweepAsync();
        var head = await Bench.KeepAsync(ConfirmFinding.Step, new ConfirmFinding(item, grade, grade == AuditResult.Opportunity ? null : Address(Oda), reason), audit.Id, Aino);
        await SweepAsync();
        return head;
    }

    /// <summary>An audit of one item with a confirmed finding on it, and its report drafted.</summary>
    private protected async Task<Head> DraftedAsync(AuditResult result = AuditResult.Minor)
    {
        var audit = await StartedAsync("A.9.4");
        await AnswerAsync(audit, Aino, Finds(result));
        await ConfirmAsync(audit, "A.9.4", result == AuditResult.Opportunity ? AuditResult.Opportunity : null);
        return await Bench.KeepAsync(DraftReport.Step, new DraftReport(), audit.Id, Aino);
    }

    private protected Task<Head> IssueAsync(Head audit) => Bench.KeepAsync(IssueReport.Step, new IssueReport(), audit.Id, Aino);

    private protected Task<Audit> BodyAsync(Head audit) => Bench.BodyAsync<Audit>(audit.Id);

    private protected async Task<string> TextAsync(string hash) => Encoding.UTF8.GetString((await Bench.Store.DocumentAsync("demo", hash, default))!);

    private protected async Task SweepAsync()
    {
        for (var i = 0; i < 4; i++) await Bench.MakePump(null, Slack).SweepAsync("demo", default);
    }

    private protected async Task<Head> PolicyAsync(Actor author, Actor approver, Actor owner)
    {
        var draft = await Bench.KeepAsync(DraftPolicy.Step, new DraftPolicy("Using assistants", PolicyKind.AcceptableUse, "Use the approved ones.", Address(owner), null, 12, "A.2.2"), null, author);
        return await Bench.KeepAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "right"), draft.Id, approver);
    }

    private protected static string Outcome(StepAnswer answer) => answer switch
    {
        Kept kept => kept.Head.State,
        NotTaken no => no.Refusal.Key,
        FormReturned form => string.Join(' ', form.Fields.Keys),
        _ => answer.GetType().Name,
    };
}
