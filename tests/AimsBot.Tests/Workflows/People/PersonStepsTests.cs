using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Workflows.People;

public sealed class PersonStepsTests : IDisposable
{
    private readonly CoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    public static TheoryData<string> OwnSteps => ["grant", "take", "leave"];

    [Theory]
    [MemberData(nameof(OwnSteps))]
    public async Task Nobody_changes_their_own_rights(string which)
    {
        var admin = await _bench.PersonAsync("admin", Role.Administrator);
        var (step, input) = StepOf(which);
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(step, input, admin.Person!.Id, admin));
    }

    [Theory]
    [MemberData(nameof(OwnSteps))]
    public async Task An_administrator_changes_somebody_elses(string which)
    {
        var admin = await _bench.PersonAsync("admin", Role.Administrator);
        var (step, input) = StepOf(which);
        Assert.Equal(3, (await _bench.KeepAsync(step, input, (await _bench.PersonAsync("ada", Role.Legal)).Person!.Id, admin)).Revision);
    }

    [Fact]
    public async Task A_role_is_granted_by_an_entry_that_names_it()
    {
        var ada = await _bench.PersonAsync("ada", Role.Legal);
        var fields = AimsBot.Core.Audit.EntryPayload.Read((await _bench.HistoryAsync(ada.Person!.Id))[1].Payload);
        Assert.Equal("\"legal\"", System.Text.Encoding.UTF8.GetString(fields.Single(field => field.Name == "note.role").Value.Span));
    }

    [Fact]
    public async Task An_update_changes_no_role()
    {
        var ada = await _bench.PersonAsync("ada", Role.Legal);
        await _bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(ada.Person!.Details with { Roles = [Role.Administrator] }), ada.Person.Id);
        Assert.Equal([Role.Staff, Role.Legal], (await _bench.BodyAsync<PersonDetails>(ada.Person.Id)).Roles);
    }

    [Fact]
    public async Task Who_is_added_with_roles_is_staff()
    {
        var head = await _bench.KeepAsync(AddPerson.Step, new AddPerson(new PersonDetails { Name = "Eve", Roles = [Role.Administrator] }));
        Assert.Equal([Role.Staff], head.Read<PersonDetails>().Roles);
    }

    [Fact]
    public async Task Who_returns_is_staff_until_roles_are_granted_anew()
    {
        var ada = await _bench.PersonAsync("ada", Role.Legal);
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), ada.Person!.Id);
        await _bench.KeepAsync(ReturnPerson.Step, new ReturnPerson(), ada.Person.Id);
        Assert.Equal([Role.Staff], (await _bench.BodyAsync<PersonDetails>(ada.Person.Id)).Roles);
    }

    private static (Step Step, object Input) StepOf(string which) => which switch
    {
        "grant" => (GrantRole.Step, new GrantRole(Role.TopManagement)),
        "take" => (TakeRole.Step, new TakeRole(Role.Legal)),
        _ => (LeavePerson.Step, new LeavePerson("gone")),
    };
}
