using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>The AI systems that incidents and risks are about (A.4.2, A.6).</summary>
public sealed class SystemWorkflow : Workflow<AiSystem>
{
    /// <summary>The keyed date of the last significant change, by which other records see whether they are about the system as it is.</summary>
    private const string ChangedDate = "changed";

    public const string TypeName = "system";

    public override string Type => TypeName;
    public override string Prefix => "SYS";
    public override string Folder => "SystemRegister";
    public override string Card => "SystemRegister/System";
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "name", "purpose", "notFor", "affected", "data", "model", "supplier", "hosting", "impact" };
    public override string ListedState => SystemStates.Active;

    public override Lifecycle Lifecycle { get; } = new(
        [SystemStates.Active, SystemStates.Retired],
        [
            Lifecycle.Creates(RegisterSystem.Step, SystemStates.Active),
            Lifecycle.Stays(UpdateSystem.Step, SystemStates.Active),
            Lifecycle.Stays(RecordImpact.Step, SystemStates.Active),
            Lifecycle.Stays(WatchSystem.Step, SystemStates.Active),
            Lifecycle.Stays(NoteIncident.Step, SystemStates.Active, SystemStates.Retired),
            Lifecycle.Moves(RetireSystem.Step, [SystemStates.Active], SystemStates.Retired),
        ]);

    protected override HeadIndex IndexOf(AiSystem body, string state) => new()
    {
        Parent = body.Owner,
        Dates = new Dictionary<string, DateTimeOffset> { [ChangedDate] = body.Changed },
    };

    protected override IReadOnlySet<string> RelationsOf(Actor actor, AiSystem? body, StepFacts facts) =>
        body is not null && actor.Person?.Is(body.Owner) == true ? new HashSet<string> { "owner" } : [];

    protected override string TitleOf(AiSystem body) => body.Name;

    protected override IReadOnlyList<RecordId> NamedOn(AiSystem body) => [body.Owner];

    protected override JsonObject CardData(AiSystem body, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["name"] = body.Name,
            ["owner"] = facts.NameOf(body.Owner),
            ["status"] = facts.Text["status." + (facts.Head.State == SystemStates.Retired ? SystemStates.Retired : Word(body.Status))],
        };
        data["role"] = facts.Text["systemRole." + Word(RegisterSystem.SystemRoles, body.Role)];
        foreach (var (id, text) in Texts(body))
        {
            if (text is not null) data[id] = text;
        }
        if (body.Impact is { } impact)
        {
            data["impact"] = facts.Text.Format("impact.line", JsonSerializer.SerializeToElement(new
            {
                on = facts.Format.Date(impact.On),
                individuals = impact.Individuals.ToString(CultureInfo.InvariantCulture),
                society = impact.Society.ToString(CultureInfo.InvariantCulture),
                gravest = impact.Gravest,
            }));
            if (impact.Where is not null) data["impactWhere"] = impact.Where;
        }
        var actions = new JsonArray([.. facts.Steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    protected override JsonObject FormData(Step step, AiSystem? body, CardFacts facts)
    {
        if (step == RecordImpact.Step) return ImpactForm(body!, facts);
        var values = new JsonObject { ["status"] = Word(body?.Status ?? SystemStatus.InUse) };
        values["role"] = Word(RegisterSystem.SystemRoles, body?.Role ?? SystemRole.Deployer);
        if (body is not null)
        {
            values["name"] = body.Name;
            foreach (var (id, text) in Texts(body))
            {
                if (text is not null) values[id] = text;
            }
        }
        values["owner"] = (body is null ? facts.Reader.Details.Email : facts.Addresses.GetValueOrDefault(body.Owner)) ?? "";
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["values"] = values };
    }

    private static JsonObject ImpactForm(AiSystem body, CardFacts facts)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["id"] = facts.Head!.Id.Value, ["name"] = body.Name, ["values"] = values };
    }

    private static (string Id, string? Text)[] Texts(AiSystem body) =>
    [
        ("purpose", body.Purpose), ("notFor", body.NotFor), ("affected", body.Affected), ("data", body.Data),
        ("model", body.Model), ("supplier", body.Supplier), ("hosting", body.Hosting),
    ];

    private static string Word(SystemStatus status) => Word(RegisterSystem.Statuses, status);

    private static string Word<T>(IReadOnlyDictionary<string, T> table, T value)
        where T : struct => table.First(pair => pair.Value.Equals(value)).Key;
}
