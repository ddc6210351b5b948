namespace AimsBot.Core.People;

/// <summary>Who acts: a person of the directory, or the clock, the operator at the command line, the host itself.</summary>
public sealed record Actor(string Id, string Name, IReadOnlyList<Role> Roles, Person? Person)
{
    public static readonly Actor Clock = new("clock", "", [], null);
    public static readonly Actor Operator = new("operator", "", [], null);
    public static readonly Actor Host = new("host", "", [], null);

    public static Actor Of(Person person) => new(person.Id.Value, person.Details.Name, person.Details.Roles, person);

    public bool Has(Role role) => Roles.Contains(role);
}
