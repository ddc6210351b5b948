using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Tests.Bench;

/// <summary>What the workflow of the tests keeps.</summary>
internal sealed record Permit : RecordBody
{
    public string Title { get; init; } = "";
    public IReadOnlyList<string> Votes { get; init; } = [];

    /// <summary>Two neighbours that nobody can erase.</summary>
    public string Zone { get; init; } = "yard";
    public int Floor { get; init; } = 1;
    public int Nudges { get; init; }
    public DateTimeOffset? Expires { get; init; }
    public RecordId? Owner { get; init; }
}

/// <summary>
/// A workflow with one of each: a creation, a step that moves the basis, one that does not, one that ends, a deadline,
/// a follow-up, and one that breaks.
/// </summary>
internal sealed class PermitWorkflow : Workflow<Permit>
{
    public const string Open = "open";
    public const string Closed = "closed";
    public const string Expired = "expired";

    public override string Type => "permit";
    public override string Prefix => "PMT";
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "title", "owner", "votes", "nudges", "expires" };

    public override Lifecycle Lifecycle { get; } = new(
        [Open, Closed, Expired],
        [
            Lifecycle.Creates(OpenPermit.Step, Open),
            Lifecycle.Stays(RenamePermit.Step, Open),
            Lifecycle.Stays(VoteOnPermit.Step, Open),
            Lifecycle.Stays(NudgePermit.Step, Open, Closed),
            Lifecycle.Stays(BreakPermit.Step, Open),
            Lifecycle.Moves(ClosePermit.Step, [Open], Closed),
            Lifecycle.Moves(ExpirePermit.Step, [Open], Expired),
        ]);

    public static readonly IReadOnlyList<TakeRule> Rules =
    [
        new(OpenPermit.Step, [Who.Member, Who.Operator, Who.Clock]),
        new(RenamePermit.Step, [Role.Legal, Who.Operator]),
        new(VoteOnPermit.Step, [Who.Member]),
        new(NudgePermit.Step, [Who.Member, Who.Clock, Who.Operator]),
        new(BreakPermit.Step, [Who.Member, Who.Clock, Who.Operator]),
        new(ClosePermit.Step, [Role.Manager]) { Except = [Who.Is("owner")] },
        new(ExpirePermit.Step, [Who.Clock]),
    ];

    protected override HeadIndex IndexOf(Permit body, string state) => new() { Parent = body.Owner };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Permit body, string state) =>
        body.Expires is not { } at || state != Open ? []
        : body.Title == "breaks" ? [new Deadline("break", at, BreakPermit.Step, new BreakPermit())]
        : [new Deadline("expire", at, ExpirePermit.Step, new ExpirePermit())];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Permit? body, StepFacts facts) =>
        actor.Person is { } person && body?.Owner == person.Id ? new HashSet<string> { "owner" } : new HashSet<string>();
}

/// <summary>Creates a permit, and by follow-ups nudges another one and opens further ones.</summary>
internal sealed record OpenPermit(string Title)
{
    public const string Unmakeable = "unmakeable";

    public DateTimeOffset? Expires { get; init; }
    public RecordId? Nudge { get; init; }
    public RecordId? Break { get; init; }
    public IReadOnlyList<string> OpenToo { get; init; } = [];

    public static readonly Step Step = new Step<Permit, OpenPermit>("permit.open", "permit-opened", Decide)
    {
        Form = form => new OpenPermit(form.RequiredText("title", 100)),
    };

    private static Change Decide(Permit? permit, OpenPermit input, StepFacts facts)
    {
        if (input.Title == Unmakeable) throw new InvalidOperationException("This one breaks.");
        var followUps = new List<NewFollowUp>();
        if (input.Nudge is { } nudge) followUps.Add(new NewFollowUp(NudgePermit.Step, nudge, new NudgePermit()));
        if (input.Break is { } broken) followUps.Add(new NewFollowUp(BreakPermit.Step, broken, new BreakPermit()));
        followUps.AddRange(input.OpenToo.Select(title => new NewFollowUp(Step, null, new OpenPermit(title))));
        return new Change(new Permit { Title = input.Title, Expires = input.Expires, Owner = facts.Actor.Person?.Id }, PermitWorkflow.Open)
        {
            FollowUps = followUps,
        };
    }
}

/// <summary>Moves the basis.</summary>
internal sealed record RenamePermit(string Title)
{
    public static readonly Step Step = new Step<Permit, RenamePermit>(
        "permit.rename", "permit-renamed", (permit, input, facts) => new Change(permit! with { Title = input.Title }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["before"] = permit.Title },
        });
}

/// <summary>Leaves the basis where it is.</summary>
internal sealed record VoteOnPermit
{
    public static readonly Step Step = new Step<Permit, VoteOnPermit>(
        "permit.vote", "permit-voted-on",
        (permit, _, facts) => new Change(permit! with { Votes = [.. permit.Votes, facts.Actor.Id] }, facts.State!))
    {
        MovesBasis = false,
    };
}

/// <summary>Taken by the clock and by follow-ups.</summary>
internal sealed record NudgePermit
{
    public static readonly Step Step = new Step<Permit, NudgePermit>(
        "permit.nudge", "permit-nudged", (permit, _, facts) => new Change(permit! with { Nudges = permit.Nudges + 1 }, facts.State!))
    {
        MovesBasis = false,
    };
}

/// <summary>Breaks whenever it is taken.</summary>
internal sealed record BreakPermit
{
    public static readonly Step Step = new Step<Permit, BreakPermit>(
        "permit.break", "permit-broken", (_, _, _) => throw new InvalidOperationException("This step breaks."));
}

internal sealed record ClosePermit
{
    public static readonly Step Step = new Step<Permit, ClosePermit>(
        "permit.close", "permit-closed", (permit, _, _) => new Change(permit!, PermitWorkflow.Closed));
}

/// <summary>Taken by the clock.</summary>
internal sealed record ExpirePermit
{
    public static readonly Step Step = new Step<Permit, ExpirePermit>(
        "permit.expire", "permit-expired", (permit, _, _) => new Change(permit!, PermitWorkflow.Expired));
}
