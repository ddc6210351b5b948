using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>An organisation with a lead, top management, an owner, a manager and her line, each reached in Slack.</summary>
public abstract class PolicyBench : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Monday = Commits.Monday;

    // Three weeks after the Monday on which all begins.
    private protected static readonly DateOnly Due = new(2027, 1, 25);

    private protected CoreBench Bench { get; } = new();
    private protected FakeChannel Slack { get; } = new();

    private protected Actor Lea { get; private set; } = null!;
    private protected Actor Lars { get; private set; } = null!;
    private protected Actor Tom { get; private set; } = null!;
    private protected Actor Oda { get; private set; } = null!;
    private protected Actor Mona { get; private set; } = null!;
    private protected Actor Claus { get; set; } = null!;
    private protected Actor Sven { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Lea = await AddAsync("lea", Role.ComplianceLead);
        Lars = await AddAsync("lars", Role.ComplianceLead);
        Tom = await AddAsync("tom", Role.TopManagement);
        Oda = await AddAsync("oda");
        Mona = await AddAsync("mona", Role.Manager);
        Claus = await ChangeAsync(await AddAsync("claus"), p => p with { Manager = Mona.Person!.Id });
        Sven = await ChangeAsync(await AddAsync("sven"), p => p with { Manager = Mona.Person!.Id });
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    private protected async Task<Actor> AddAsync(string name, params Role[] roles) =>
        await Bench.LinkAsync(await Bench.PersonAsync(name, roles), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));

    private protected async Task<Actor> ChangeAsync(Actor actor, Func<PersonDetails, PersonDetails> change)
    {
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(change((await Bench.PersonAsync(actor)).Details)), actor.Person!.Id);
        return Actor.Of(await Bench.PersonAsync(actor));
    }

    private protected static DraftPolicy Text(string text, PolicyKind kind = PolicyKind.AcceptableUse, DateOnly? from = null) =>
        new("Using AI assistants", kind, text, "oda@example.com", from, 12, "A.2.2");

    private protected Task<Head> DraftAsync(string text = "Use the approved ones.", PolicyKind kind = PolicyKind.AcceptableUse, DateOnly? from = null) =>
        Bench.KeepAsync(DraftPolicy.Step, Text(text, kind, from), null, Lea);

    private protected Task<Head> ApproveAsync(Head policy, Significance significance = Significance.Material, Actor? by = null) =>
        Bench.KeepAsync(ApprovePolicy.Step, new ApprovePolicy(significance, "it is right"), policy.Id, by ?? Lars);

    private protected async Task<Head> PublishAsync(string text = "Use the approved ones.", DateOnly? from = null) => await ApproveAsync(await DraftAsync(text, from: from));

    private protected async Task<Head> NewVersionAsync(Head policy, string text, Significance significance)
    {
        await Bench.KeepAsync(RevisePolicy.Step, new RevisePolicy(Text(text)), policy.Id, Lea);
        return await ApproveAsync(policy, significance);
    }

    private protected async Task<Head> StartAsync(Head policy, AudienceKind audience = AudienceKind.Everyone, string? of = null, DateOnly? due = null, int grace = 14)
    {
        var head = await Bench.KeepAsync(StartCampaign.Step, new StartCampaign(policy.Id.Value, audience, of, due ?? Due, grace, Ladder.ShortTasks), null, Lea);
        await SweepAsync();
        return head;
    }

    /// <summary>A policy with a campaign in which everyone is asked.</summary>
    private protected async Task<Head> RunningAsync() => await StartAsync(await PublishAsync());

    private protected async Task<Head> AckAsync(Head campaign, Actor who) =>
        await Bench.HeadAsync(AcknowledgementWorkflow.IdOf("demo", campaign.Id, (await Bench.BodyAsync<Campaign>(campaign.Id)).Number, who.Person!.Id));

    private protected async Task<Acknowledgement> AckBodyAsync(Head campaign, Actor who) => await Bench.BodyAsync<Acknowledgement>((await AckAsync(campaign, who)).Id);

    private protected async Task<Head> AcknowledgeAsync(Head campaign, Actor who) =>
        await Bench.KeepAsync(Acknowledge.Step, new Acknowledge(), (await AckAsync(campaign, who)).Id, who);

    private protected Task SweepAsync() => Bench.MakePump(null, Slack).SweepAsync("demo", default);

    private protected Task SweepAtAsync(DateTimeOffset at)
    {
        Bench.Clock.SetUtcNow(at);
        return SweepAsync();
    }

    /// <summary>What came to somebody as a message of its own, in the order of time.</summary>
    private protected IReadOnlyList<ShowRequest> Posts(Actor who) => [.. Slack.Requests.Where(r => r.Account.User == "U" + who.Name.ToUpperInvariant() && r.Message is null)];

    /// <summary>The messages about policies that somebody got.</summary>
    private protected int Asked(Actor who) => Posts(who).Count(p => p.Card.Name is "Policies/Acknowledgement" or "Shared/List");

    private protected async Task<CampaignFigures> FiguresAsync(Head campaign)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (name, query) in CampaignFigures.Queries(campaign.Id, Bench.Clock.GetUtcNow())) counts[name] = await Bench.Store.CountAsync("demo", query, default);
        return CampaignFigures.Of(counts);
    }

    private protected async Task<string> CardAsync(Head head, Actor reader) =>
        System.Text.Encoding.UTF8.GetString((await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(head.Id), reader.Person!, default))!.Json);

    private protected async Task<string> FormAsync(Step step, Head head, Actor reader) => System.Text.Encoding.UTF8.GetString(
        (await Bench.MakeCards().FormAsync(CoreBench.Organisation, step, new ActionRef(head.Id, head.Basis), reader.Person!, null, default)).Form!.Json);
}
