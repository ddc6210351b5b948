using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Tests;

/// <summary>
/// The two permission tables, written out: each step with each actor who may take it, each type with each actor who may
/// read it. Everybody who is not named may not.
/// </summary>
public class PermissionsTests
{
    // Persons by role, persons by what they are to the record, and the machinery.
    private static readonly string[] Actors =
        [.. Roles.Names, .. Relations.Select(relation => "is:" + relation), "clock", "operator", "host"];

    private static string[] Relations => ["self", "manager", "reporter", "handler"];

    [Theory]
    [InlineData("incident.report", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler")]
    [InlineData("person.add", "administrator operator host")]
    [InlineData("person.update", "administrator operator host")]
    [InlineData("person.grant-role", "administrator operator host")]
    [InlineData("person.take-role", "administrator operator host")]
    [InlineData("person.leave", "administrator operator host")]
    [InlineData("person.return", "administrator operator")]
    [InlineData("person.exclude", "host")]
    [InlineData("account.claim", "operator host")]
    [InlineData("account.close", "operator host")]
    [InlineData("account.reopen", "operator host")]
    [InlineData("record.erase", "privacy operator")]
    public void A_step_is_taken_by_these_and_nobody_else(string step, string expected)
    {
        var rule = Permissions.Take.Single(rule => rule.Step == step);
        Assert.Equal(expected, string.Join(' ', Actors.Where(name => rule.Grants(ActorOf(name), RelationsOf(name)) is not null)));
    }

    [Theory]
    [InlineData("person.grant-role")]
    [InlineData("person.take-role")]
    [InlineData("person.leave")]
    [InlineData("person.return")]
    public void No_administrator_takes_this_step_on_himself(string step) => Assert.Null(
        Permissions.Take.Single(rule => rule.Step == step).Grants(ActorOf("administrator"), new HashSet<string> { "self" }));

    [Theory]
    [InlineData("incident", "compliance-lead is:reporter is:handler operator")]
    [InlineData("person", "compliance-lead administrator is:self is:manager operator")]
    [InlineData("account", "operator")]
    public void A_record_is_read_whole_by_these_and_nobody_else(string type, string expected) =>
        Assert.Equal(expected, string.Join(' ', Actors.Where(name => SightOf(type, name) == Sight.Whole)));

    [Theory]
    [InlineData("incident", "top-management")]
    [InlineData("person", "")]
    [InlineData("account", "")]
    public void A_record_is_counted_by_these_and_nobody_else(string type, string expected) =>
        Assert.Equal(expected, string.Join(' ', Actors.Where(name => SightOf(type, name) == Sight.Counted)));

    [Fact]
    public void Every_step_has_one_row() => Assert.Equal(
        WorkflowCatalogue.Make().Workflows.SelectMany(workflow => workflow.Steps).Append(ErasePayload.Step).Select(step => step.Id).Order(StringComparer.Ordinal),
        Permissions.Take.Select(rule => rule.Step).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_type_has_one_row() => Assert.Equal(
        WorkflowCatalogue.Make().Workflows.Select(workflow => workflow.Type).Order(StringComparer.Ordinal),
        Permissions.Read.Select(rule => rule.Type).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_stands_in_a_test_above() => Assert.Equal(
        Permissions.Take.Select(rule => rule.Step).Concat(Permissions.Read.Select(rule => rule.Type)).Order(StringComparer.Ordinal),
        new[] { nameof(A_step_is_taken_by_these_and_nobody_else), nameof(A_record_is_read_whole_by_these_and_nobody_else) }
            .SelectMany(test => typeof(PermissionsTests).GetMethod(test)!.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!)
            .Order(StringComparer.Ordinal));

    private static Sight SightOf(string type, string name) =>
        Permissions.Read.Single(rule => rule.Type == type).SightOf(ActorOf(name), RelationsOf(name));

    private static Actor ActorOf(string name) => name switch
    {
        "clock" => Actor.Clock,
        "operator" => Actor.Operator,
        "host" => Actor.Host,
        _ => Actor.Of(new Person(
            new RecordId("PER-0000-0001"), PersonStates.Active, new PersonDetails { Roles = Roles.Parse(name) is { } role ? [role] : [Role.Staff] })),
    };

    private static HashSet<string> RelationsOf(string name) => name.StartsWith("is:", StringComparison.Ordinal) ? [name[3..]] : [];
}
