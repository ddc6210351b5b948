using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person of the organisation: who they are, whom they report to, which roles they have.</summary>
public sealed class PersonWorkflow : Workflow<PersonDetails>
{
    private static readonly string[] Known = [PersonStates.Active, PersonStates.Left];

    public override string Type => PeopleDirectory.PersonType;
    public override string Prefix => PeopleDirectory.PersonPrefix;
    public override string Folder => "People";
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
