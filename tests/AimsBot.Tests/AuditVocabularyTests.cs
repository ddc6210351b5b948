using AimsBot.Core;

namespace AimsBot.Tests;

/// <summary>
/// The words that stand in records and buttons for ever. A new step adds its line; a line is never changed, and the word
/// of a step that is gone is never used for another.
/// </summary>
public class AuditVocabularyTests
{
    private static readonly string[] Frozen =
    [
        "account.claim account-claimed",
        "account.close account-closed",
        "account.reopen account-reopened",
        "incident.report incident-reported",
        "person.add person-added",
        "person.exclude person-excluded",
        "person.grant-role role-granted",
        "person.leave person-left",
        "person.return person-returned",
        "person.take-role role-taken",
        "person.update person-updated",
        "record.erase payload-erased",
    ];

    [Fact]
    public void Every_step_has_the_wire_id_and_the_verb_that_are_written_here() =>
        Assert.Equal(Frozen, Steps.Select(step => $"{step.Id} {step.Verb}").Order(StringComparer.Ordinal));

    [Fact]
    public void No_two_steps_share_a_verb() => Assert.Equal(Steps.Count(), Steps.Select(step => step.Verb).Distinct().Count());

    [Fact]
    public void Types_and_prefixes_are_those_that_are_written_here() => Assert.Equal(
        ["account ACC", "incident INC", "person PER"],
        WorkflowCatalogue.Make().Workflows.Select(workflow => $"{workflow.Type} {workflow.Prefix}").Order(StringComparer.Ordinal));

    [Fact]
    public void States_are_those_that_are_written_here() => Assert.Equal(
        ["account: open closed", "incident: reported", "person: active left outsider"],
        WorkflowCatalogue.Make().Workflows.Select(workflow => $"{workflow.Type}: {string.Join(' ', workflow.Lifecycle.States)}").Order(StringComparer.Ordinal));

    private static IEnumerable<Step> Steps => WorkflowCatalogue.Make().Workflows.SelectMany(workflow => workflow.Steps).Append(ErasePayload.Step);
}
