using System.Security.Cryptography;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.Statements;

public sealed class StatementTests : IAsyncLifetime
{
    private readonly CoreBench _bench = new();
    private Actor _lea = null!;
    private Actor _tara = null!;

    public async Task InitializeAsync()
    {
        _lea = await _bench.PersonAsync("lea", Role.ComplianceLead);
        _tara = await _bench.PersonAsync("tara", Role.TopManagement);
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact, Trait("Rule", "Y1")]
    public async Task It_is_approved_only_when_every_control_is_in_or_out()
    {
        var head = await DecideAsync(await StartAsync(), Requirements.Controls.Skip(1).Select(c => c.Id));
        Assert.Equal("statement.undecided", await _bench.RefusalAsync(ApproveStatement.Step, new ApproveStatement("all looked at"), head.Id, _tara));
        await DecideAsync(head, ["A.2.2"]);
        Assert.Equal(StatementStates.Approved, (await ApproveAsync(head)).State);
    }

    [Theory, Trait("Rule", "Y1")]
    [InlineData(Applicability.Risk)]
    [InlineData(Applicability.NotAskedFor)]
    public async Task A_reason_is_asked_for_either_way(Applicability ground)
    {
        var values = new Dictionary<string, string> { ["controls"] = "A.2.2", ["ground"] = DecideControls.Grounds.First(g => g.Value == ground).Key, ["reason"] = " ", ["link"] = "x" };
        Assert.Equal(["reason"], Assert.IsType<FormReturned>(await _bench.TakeAsync(DecideControls.Step, values, (await StartAsync()).Id, _lea)).Fields.Keys);
    }

    [Theory, Trait("Rule", "Y3")]
    [InlineData(Applicability.Risk)]
    [InlineData(Applicability.Law)]
    [InlineData(Applicability.Contract)]
    [InlineData(Applicability.Impact)]
    public async Task An_included_control_names_what_asks_for_it(Applicability ground) =>
        Assert.Equal("link", await WrongAsync(new DecideControls(["A.2.2"], ground, "it is asked for", null)));

    [Theory, Trait("Rule", "Y7")]
    [InlineData("A second reader (a.2.2), and logs", "controls")]
    [InlineData("Rests on A.2.2.", "controls")]
    [InlineData("Rests on A.2.22 and A.2", "draft")]
    public async Task A_control_on_which_a_live_risk_relies_is_not_left_out(string controls, string outcome)
    {
        await RiskAsync(controls);
        var head = await StartAsync();
        var answer = await _bench.TakeAsync(DecideControls.Step, new DecideControls(["A.2.2"], Applicability.NotAskedFor, "nothing asks for it", null), head.Id, _lea);
        Assert.Equal(outcome, answer is FormReturned form ? string.Join(' ', form.Fields.Keys) : Assert.IsType<Kept>(answer).Head.State);
    }

    [Fact, Trait("Rule", "Y7")]
    public async Task Nor_is_it_when_the_risk_came_to_rely_on_it_before_the_approval()
    {
        var head = await DecideAsync(await StartAsync(), Requirements.Controls.Select(c => c.Id));
        await _bench.KeepAsync(DecideControls.Step, new DecideControls(["A.2.2"], Applicability.NotAskedFor, "nothing asks for it", null), head.Id, _lea);
        await RiskAsync("A.2.2");
        Assert.Equal("statement.reliedOn", await _bench.RefusalAsync(ApproveStatement.Step, new ApproveStatement("all looked at"), head.Id, _tara));
    }

    [Theory, Trait("Rule", "Y3")]
    [InlineData("It is not yet done.")]
    [InlineData("LOW PRIORITY for now")]
    [InlineData("Har lav prioritet")]
    public async Task Not_yet_done_is_no_reason_to_leave_one_out(string reason) =>
        Assert.Equal("reason", await WrongAsync(new DecideControls(["A.2.2"], Applicability.NotAskedFor, reason, null)));

    [Theory]
    [InlineData("A.2.1")]
    [InlineData("6.1.3")]
    [InlineData("OWN-9")]
    public async Task A_control_that_does_not_exist_is_named(string control) =>
        Assert.Equal("controls", await WrongAsync(new DecideControls(["A.2.2", control], Applicability.Risk, "x", "RSK-1")));

    [Fact, Trait("Rule", "Y1")]
    public async Task Own_controls_stand_beside_those_of_the_standard()
    {
        var head = await StartAsync();
        foreach (var title in new[] { "Red team", "Kill switch" }) await _bench.KeepAsync(AddOwnControl.Step, new AddOwnControl(title, Applicability.Contract, "customers ask", "contract 12"), head.Id, _lea);
        Assert.Equal([("OWN-1", "Red team"), ("OWN-2", "Kill switch")], (await BodyAsync(head)).Draft.Select(r => (r.Control, r.Title!)));
    }

    [Fact]
    public async Task Who_wrote_it_does_not_approve_it()
    {
        await _bench.KeepAsync(GrantRole.Step, new GrantRole(Role.TopManagement), _lea.Person!.Id);
        var head = await DecideAsync(await StartAsync(), Requirements.Controls.Select(c => c.Id));
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(ApproveStatement.Step, new ApproveStatement("x"), head.Id, _lea));
    }

    [Fact]
    public async Task A_version_keeps_its_rows_as_a_document_under_their_hash()
    {
        var head = await ApproveAsync(await DecideAsync(await StartAsync(), Requirements.Controls.Select(c => c.Id)));
        var version = (await BodyAsync(head)).Current!;
        var document = (await _bench.Store.DocumentAsync("demo", version.Hash, default))!;
        Assert.Equal((1, 38, version.Hash), (version.Number, version.Included, Convert.ToHexStringLower(SHA256.HashData(document))));
        Assert.Contains("A.10.4", Encoding.UTF8.GetString(document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_leaves_the_version_in_force_until_it_is_approved()
    {
        var head = await ApproveAsync(await DecideAsync(await StartAsync(), Requirements.Controls.Select(c => c.Id)));
        await _bench.KeepAsync(DecideControls.Step, new DecideControls(["A.9.3"], Applicability.NoSuchActivity, "we set no aims", null), head.Id, _lea);
        Assert.True((await BodyAsync(head)).InForce.Single(r => r.Control == "A.9.3").IsIncluded);
        var body = await BodyAsync(await ApproveAsync(head));
        Assert.False(body.InForce.Single(r => r.Control == "A.9.3").IsIncluded);
        Assert.Equal([1, 2], body.Versions.Select(v => v.Number));
    }

    [Fact]
    public async Task There_is_one_statement()
    {
        await StartAsync();
        Assert.Equal("statement.isThere", await _bench.RefusalAsync(StartStatement.Step, new StartStatement(), null, _lea));
    }

    /// <summary>A live risk that rests on these controls.</summary>
    private async Task RiskAsync(string controls)
    {
        var system = await _bench.KeepAsync(RegisterSystem.Step, new RegisterSystem("screening", "lea@example.com", SystemStatus.InUse), null, _lea);
        await _bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(system.Id.Value, "it ranks some last", controls, "lea@example.com"), null, _lea);
    }

    private Task<Head> StartAsync() => _bench.KeepAsync(StartStatement.Step, new StartStatement(), null, _lea);

    private Task<Head> DecideAsync(Head head, IEnumerable<string> controls) =>
        _bench.KeepAsync(DecideControls.Step, new DecideControls([.. controls], Applicability.Risk, "a risk asks for it", "RSK-7K3Q-9XA2"), head.Id, _lea);

    private Task<Head> ApproveAsync(Head head) => _bench.KeepAsync(ApproveStatement.Step, new ApproveStatement("all looked at"), head.Id, _tara);

    private Task<Statement> BodyAsync(Head head) => _bench.BodyAsync<Statement>(head.Id);

    private async Task<string> WrongAsync(DecideControls input) =>
        string.Join(' ', Assert.IsType<FormReturned>(await _bench.TakeAsync(DecideControls.Step, input, (await StartAsync()).Id, _lea)).Fields.Keys);
}
