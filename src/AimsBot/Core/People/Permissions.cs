namespace AimsBot.Core.People;

/// <summary>
/// A kind of actor in the permission tables: any member, a role, what the actor is to the record (a word of the
/// workflow), or the machinery.
/// </summary>
public readonly record struct Who(string Name)
{
    public static readonly Who Member = new("member");
    public static readonly Who Clock = new(Actor.Clock.Id);
    public static readonly Who Operator = new(Actor.Operator.Id);
    public static readonly Who Host = new(Actor.Host.Id);

    public static implicit operator Who(Role role) => new("role:" + Roles.Name(role));

    public static Who Is(string relation) => new("is:" + relation);

    public bool Covers(Actor actor, IReadOnlySet<string> relations) => this switch
    {
        // Somebody from outside has the rights of what they are to a record, and no others.
        _ when this == Member => actor.Person is not null && !actor.Has(Role.OutsideAuditor),
        { Name: var name } when name.StartsWith("is:", StringComparison.Ordinal) => relations.Contains(name[3..]),
        { Name: var name } when name.StartsWith("role:", StringComparison.Ordinal) => actor.Roles.Any(r => Roles.Name(r) == name[5..]),
        _ => actor.Id == Name,
    };

    public override string ToString() => Name;
}

/// <summary>One row of the first permission table: who may take a step, and who may not although a row above lets them.</summary>
public sealed record TakeRule(Step Of, IReadOnlyList<Who> Allowed)
{
    public string Step => Of.Id;

    /// <summary>Those who are kept apart from this step: the one who asked does not approve, the assignee does not close.</summary>
    public IReadOnlyList<Who> Except { get; init; } = [];

    /// <summary>In which quality the actor may take the step; none where the actor may not.</summary>
    public Who? Grants(Actor actor, IReadOnlySet<string> relations)
    {
        if (Except.Any(who => who.Covers(actor, relations))) return null;
        foreach (var who in Allowed)
        {
            if (who.Covers(actor, relations)) return who;
        }
        return null;
    }
}

/// <summary>How much of a record a reader sees.</summary>
public enum Sight
{
    Nothing,

    /// <summary>It is counted, without its content.</summary>
    Counted,
    Whole,
}

/// <summary>One row of the second permission table: who may read a record of this type, for lists, cards, exports and pictures alike.</summary>
public sealed record ReadRule(string Type, IReadOnlyList<Who> Whole)
{
    public IReadOnlyList<Who> Counted { get; init; } = [];

    public Sight SightOf(Actor actor, IReadOnlySet<string> relations) =>
        Whole.Any(who => who.Covers(actor, relations)) ? Sight.Whole
        : Counted.Any(who => who.Covers(actor, relations)) ? Sight.Counted
        : Sight.Nothing;
}
