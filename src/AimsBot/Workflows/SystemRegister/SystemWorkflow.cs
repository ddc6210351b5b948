using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>The AI systems that incidents are about: name, owner, status (A.4.2, A.6).</summary>
public sealed class SystemWorkflow : Workflow<AiSystem>
{
    public override string Type => "system";
    public override string Prefix => "SYS";
    public override string Folder => "SystemRegister";
    public override string Card => "SystemRegister/System";
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "name" };
    public override string ListedState => SystemStates.Active;

    public override Lifecycle Lifecycle { get; } = new(
        [SystemStates.Active, SystemStates.Retired],
        [
            Lifecycle.Creates(RegisterSystem.Step, SystemStates.Active),
            Lifecycle.Stays(UpdateSystem.Step, SystemStates.Active),
            Lifecycle.Moves(RetireSystem.Step, [SystemStates.Active], SystemStates.Retired),
        ]);

    protected override HeadIndex IndexOf(AiSystem body, string state) => new() { Parent = body.Owner };

    protected override IReadOnlySet<string> RelationsOf(Actor actor, AiSystem? body, StepFacts facts) =>
        body is not null && actor.Person?.Id == body.Owner ? new HashSet<string> { "owner" } : [];

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
        var actions = new JsonArray([.. facts.Steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    protected override JsonObject FormData(Step step, AiSystem? body, CardFacts facts)
    {
        var values = new JsonObject { ["status"] = Word(body?.Status ?? SystemStatus.InUse) };
        if (body is not null) values["name"] = body.Name;
        values["owner"] = (body is null ? facts.Reader.Details.Email : facts.Addresses.GetValueOrDefault(body.Owner)) ?? "";
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["values"] = values };
    }

    private static string Word(SystemStatus status) => RegisterSystem.Statuses.First(s => s.Value == status).Key;
}
