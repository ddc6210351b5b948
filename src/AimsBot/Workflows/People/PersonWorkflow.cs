using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.People;

/// <summary>A person of the organisation: who they are, whom they report to, which roles they have.</summary>
public sealed class PersonWorkflow : Workflow<PersonDetails>
{
    public const string PersonCard = "People/Person";

    private static readonly string[] Known = [PersonStates.Active, PersonStates.Left];

    public override string Type => PeopleDirectory.PersonType;
    public override string Prefix => PeopleDirectory.PersonPrefix;
    public override string Folder => "People";
    public override string Card => PersonCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "name", "email", "department", "employment" };

    public override Lifecycle Lifecycle { get; } = new(
        [PersonStates.Active, PersonStates.Left, PersonStates.Outsider],
        [
            Lifecycle.Creates(AddPerson.Step, PersonStates.Active),
            Lifecycle.Stays(UpdatePerson.Step, Known),
            Lifecycle.Stays(LinkAccount.Step, Known),
            Lifecycle.Stays(UnlinkAccount.Step, Known),
            Lifecycle.Stays(GrantRole.Step, PersonStates.Active),
            Lifecycle.Stays(TakeRole.Step, PersonStates.Active),
            Lifecycle.Stays(DelegateRisks.Step, PersonStates.Active),
            Lifecycle.Stays(RecordLeave.Step, PersonStates.Active),
            Lifecycle.Stays(LosePerson.Step, PersonStates.Active),
            Lifecycle.Stays(FindPerson.Step, PersonStates.Active),
            Lifecycle.Moves(LeavePerson.Step, [PersonStates.Active], PersonStates.Left),
            Lifecycle.Moves(ReturnPerson.Step, [PersonStates.Left, PersonStates.Outsider], PersonStates.Active),
            Lifecycle.Moves(ExcludePerson.Step, [PersonStates.Active], PersonStates.Outsider),
        ]);

    protected override HeadIndex IndexOf(PersonDetails body, string state) => new()
    {
        Parent = body.Manager,
        Dates = state == PersonStates.Active ? FoundBy(body).ToDictionary(name => name, _ => DateTimeOffset.UnixEpoch) : [],
    };

    // Everyone is staff, so nobody is looked for by that.
    private static IEnumerable<string> FoundBy(PersonDetails body)
    {
        var names = body.Roles.Where(r => r != Role.Staff).Select(PeopleDirectory.RoleDate);
        return body.Unconfirmed ? names.Append(PeopleDirectory.UnconfirmedDate) : names;
    }

    protected override string TitleOf(PersonDetails body) => body.Name;

    protected override IReadOnlyList<RecordId> NamedOn(PersonDetails body) => [.. new[] { body.Manager, body.Delegation?.To }.OfType<RecordId>()];

    protected override JsonObject CardData(PersonDetails body, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["name"] = body.Name.Length > 0 ? body.Name : facts.Text["name.unknown"],
            ["state"] = facts.Text["state." + facts.Head!.State],
            ["roles"] = string.Join(", ", body.Roles.Select(r => facts.Text["role." + Roles.Name(r)])),
        };
        if (body.Email is not null) data["email"] = body.Email;
        if (body.Manager is { } manager) data["manager"] = facts.NameOf(manager);
        var chats = body.Accounts.Select(a => facts.Text["channel." + a.Channel]).Distinct().ToArray();
        if (chats.Length > 0) data["chats"] = string.Join(", ", chats);
        if (body.Delegation is { } delegation)
            data["delegation"] = $"{facts.NameOf(delegation.To)}, {facts.Format.Date(delegation.From)} - {facts.Format.Date(delegation.Until)}";
        if (body.LeaveFrom is { } from) data["leave"] = $"{facts.Format.Date(from)} - {(body.LeaveUntil is { } until ? facts.Format.Date(until) : facts.Text["leave.open"])}";
        // The rest of the directory's steps are not taken from a card.
        var actions = new JsonArray([.. facts.Steps.Where(s => s == DelegateRisks.Step || s == RecordLeave.Step || s == LeavePerson.Step).Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        if (body.Unreachable && facts.Head.State == PersonStates.Active) data["unreachable"] = true;
        return data;
    }

    protected override JsonObject FormData(Step step, PersonDetails? body, CardFacts facts)
    {
        if (step.FormCard == WordsForm.Card) return WordsForm.Data(step, body!.Name, facts);
        var values = new JsonObject();
        if (step == RecordLeave.Step)
        {
            if (body!.LeaveFrom is { } first) values["from"] = first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (body.LeaveUntil is { } last) values["until"] = last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        else if (body?.Delegation is { } delegation)
        {
            values["to"] = facts.Addresses.GetValueOrDefault(delegation.To) ?? "";
            values["from"] = delegation.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            values["until"] = delegation.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["values"] = values, ["name"] = body?.Name };
    }

    protected override IReadOnlySet<string> RelationsOf(Actor actor, PersonDetails? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (actor.Person is { } person)
        {
            if (person.Id == facts.Record) relations.Add("self");
            if (body?.Manager == person.Id) relations.Add("manager");
        }
        return relations;
    }
}
