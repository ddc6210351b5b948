using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.SystemRegister;

public sealed class SystemStepsTests : IAsyncLifetime
{
    private readonly CoreBench _bench = new();
    private Actor _lea = null!;
    private Actor _oda = null!;
    private Actor _sven = null!;

    public async Task InitializeAsync()
    {
        _lea = await _bench.PersonAsync("lea", Role.ComplianceLead);
        _oda = await _bench.PersonAsync("oda");
        _sven = await _bench.PersonAsync("sven");
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    // Register.

    [Fact]
    public async Task A_system_has_a_name_an_owner_and_a_status()
    {
        var system = await BodyAsync(await RegisterAsync());
        Assert.Equal(("Translator", _oda.Person!.Id, SystemStatus.Pilot), (system.Name, system.Owner, system.Status));
    }

    [Fact]
    public async Task An_owners_address_is_taken_in_any_case() =>
        Assert.Equal(_oda.Person!.Id, (await BodyAsync(await _bench.KeepAsync(RegisterSystem.Step, Values(owner: " Oda@EXAMPLE.com "), null, _lea))).Owner);

    [Fact]
    public async Task A_system_is_found_beneath_its_owner() => Assert.Equal(_oda.Person!.Id, (await RegisterAsync()).Parent);

    [Fact]
    public async Task An_owner_whom_nobody_knows_is_asked_about() => Assert.Equal("owner:system.noSuchOwner", await WrongAsync(Values(owner: "nobody@example.com")));

    [Fact]
    public async Task An_owner_who_left_is_asked_about()
    {
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), _oda.Person!.Id);
        Assert.Equal("owner:system.noSuchOwner", await WrongAsync(Values()));
    }

    [Theory]
    [InlineData("name", "", "name:refusal.required")]
    [InlineData("owner", "", "owner:refusal.required")]
    [InlineData("status", "sold", "status:refusal.noSuchChoice")]
    public async Task What_is_wrong_is_asked_about(string field, string value, string expected)
    {
        var values = Values();
        values[field] = value;
        Assert.Equal(expected, await WrongAsync(values));
    }

    [Fact]
    public async Task Not_everybody_registers_systems() => Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(RegisterSystem.Step, Values(), null, _oda));

    // Update.

    [Fact]
    public async Task An_owner_changes_their_own()
    {
        var head = await RegisterAsync();
        var after = await _bench.KeepAsync(UpdateSystem.Step, Values(name: "Letters"), head.Id, _oda);
        Assert.Equal("Letters", (await BodyAsync(after)).Name);
    }

    [Fact]
    public async Task Somebody_else_does_not() =>
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(UpdateSystem.Step, Values(name: "Letters"), (await RegisterAsync()).Id, _sven));

    [Fact]
    public async Task An_owner_who_gave_it_away_changes_it_no_more()
    {
        var head = await RegisterAsync();
        await _bench.KeepAsync(UpdateSystem.Step, Values(owner: "sven@example.com"), head.Id, _oda);
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(UpdateSystem.Step, Values(), head.Id, _oda));
    }

    [Fact]
    public async Task The_form_names_the_owner_whoever_opens_it()
    {
        var head = await RegisterAsync();
        var (form, _) = await _bench.MakeCards().FormAsync(
            CoreBench.Organisation, UpdateSystem.Step, new ActionRef(head.Id, head.Basis), _lea.Person!, null, default);
        Assert.Equal("oda@example.com", Input(form!.Json, "owner"));
    }

    [Fact]
    public async Task The_form_for_a_new_one_proposes_its_reader()
    {
        var (form, _) = await _bench.MakeCards().FormAsync(CoreBench.Organisation, RegisterSystem.Step, new ActionRef(null, null), _lea.Person!, null, default);
        Assert.Equal("lea@example.com", Input(form!.Json, "owner"));
    }

    // Retire.

    [Fact]
    public async Task A_system_is_retired_once()
    {
        var head = await RetireAsync(await RegisterAsync());
        Assert.Equal(("retired", Refusals.NotNow), (head.State, await _bench.RefusalAsync(RetireSystem.Step, new RetireSystem(), head.Id, _lea)));
    }

    [Fact]
    public async Task An_owner_does_not_retire_it() =>
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(RetireSystem.Step, new RetireSystem(), (await RegisterAsync()).Id, _oda));

    [Fact]
    public async Task A_retired_system_is_not_changed() =>
        Assert.Equal(Refusals.NotNow, await _bench.RefusalAsync(UpdateSystem.Step, Values(), (await RetireAsync(await RegisterAsync())).Id, _oda));

    private Task<Head> RegisterAsync() => _bench.KeepAsync(RegisterSystem.Step, Values(), null, _lea);

    private Task<Head> RetireAsync(Head head) => _bench.KeepAsync(RetireSystem.Step, new RetireSystem(), head.Id, _lea);

    private Task<AiSystem> BodyAsync(Head head) => _bench.BodyAsync<AiSystem>(head.Id);

    private async Task<string> WrongAsync(Dictionary<string, string> values)
    {
        var returned = Assert.IsType<FormReturned>(await _bench.TakeAsync(RegisterSystem.Step, values, null, _lea));
        return string.Join(' ', returned.Fields.Select(field => $"{field.Key}:{field.Value.Key}"));
    }

    private static Dictionary<string, string> Values(string name = "Translator", string owner = "oda@example.com") =>
        new() { ["name"] = name, ["owner"] = owner, ["status"] = "pilot" };

    private static string? Input(byte[] form, string id)
    {
        using var card = JsonDocument.Parse(form);
        return card.RootElement.GetProperty("body").EnumerateArray()
            .Single(element => element.TryGetProperty("id", out var own) && own.GetString() == id).GetProperty("value").GetString();
    }
}
