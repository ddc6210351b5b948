using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>The audit programme: there is one, and it changes with a number and a reason (9.2.2).</summary>
public sealed class ProgrammeWorkflow : Workflow<Programme>
{
    public const string TypeName = "programme";
    public const string ProgrammeCard = "Audits/Programme";

    public override string Type => TypeName;
    public override string Prefix => "PRG";
    public override string Folder => "Audits";
    public override string Card => ProgrammeCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "methods", "duties", "reporting", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [Programme.State],
        [
            Lifecycle.Creates(ChangeProgramme.Adopt, Programme.State),
            Lifecycle.Stays(ChangeProgramme.Change, Programme.State),
        ]);

    /// <summary>The programme in force; the default where none was adopted.</summary>
    public static Programme Of(StepFacts facts) =>
        facts.Listed.GetValueOrDefault(TypeName) is { Count: > 0 } all ? all[0].Read<Programme>() : Programme.Default;

    protected override string TitleOf(Programme body) => AuditCards.Number(body.Number);

    protected override IReadOnlyList<RecordId> NamedOn(Programme body) => [.. new RecordId?[] { body.ChangedBy, body.Last?.By }.OfType<RecordId>()];

    protected override JsonObject CardData(Programme body, CardFacts facts) => ProgrammeCards.Programme(body, facts);

    protected override string? LastOf(Programme body, CardFacts facts) => AuditCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Programme? body, CardFacts facts) => ProgrammeCards.Form(body ?? Programme.Default, facts);
}
