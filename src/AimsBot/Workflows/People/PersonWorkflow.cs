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
        [PersonStates.Active, PersonStates.Left, PersonStates.Outsider, PersonStates.Merged],
        [
            Lifecycle.Creates(AddPerson.Step, PersonStates.Active),
            Lifecycle.Stays(UpdatePerson.Step, Known),
            Lifecycle.Stays(LinkAccount.Step, Known),
            Lifecycle.Stays(UnlinkAccount.Step, Known),
            Lifecycle.Stays(GrantRole.Step, PersonStates.Active),
            Lifecycle.Stays(TakeRole.Step, PersonStates.Active),
            Lifecycle.Stays(DelegateRisks.Step, PersonStates.Active),
            Lifecycle.Stays(NoteExport.Step, PersonStates.Active),
            Lifecycle.Stays(RecordLeave.Step, PersonStates.Active),
            Lifecycle.Stays(LosePerson.Step, PersonStates.Active),
            Lifecycle.Stays(FindPerson.Step, PersonStates.Active),
            Lifecycle.Moves(LeavePerson.Step, [PersonStates.Active], PersonStates.Left),
            Lifecycle.Moves(ReturnPerson.Step, [PersonStates.Left, PersonStates.Outsider], PersonStates.Active),
            Lifecycle.Moves(ExcludePerson.Step, [PersonStates.Active], PersonStates.Outsider),
            Lifecycle.Moves(MergePerson.Step, Known, PersonStates.Merged),
            Lifecycle.Stays(KeepApart.Step, PersonStates.Active),
            Lifecycle.Stays(AbsorbPerson.Step, Known),
            Lifecycle.Moves(AbsorbPerson.Step, [PersonStates.Merged], PersonStates.Merged, PersonStates.Active),
            Lifecycle.Stays(TellOfMerger.Step, PersonStates.Merged, PersonStates.Active),
        ]);

    /// <summary>Whom a record must know that may be a second one of somebody.</summary>
    public static Needs NeedsToAsk(PersonDetails details) => details.MayBe is null ? Needs.None : new Needs { Roles = [Role.Administrator] };

    /// <summary>The change, with a card for the administrators where it is new that this may be somebody else.</summary>
    public static Change AskToMerge(PersonDetails? before, PersonDetails after, string state, StepFacts facts) => new(after, state)
    {
        Copies = after.MayBe is null || after.MayBe == before?.MayBe ? []
            : [.. facts.People[Role.Administrator].Where(p => p.Id != facts.Record).Select(p => new NewCopy(p.Id, PersonCard, Core.Channels.Lane.Decisions))],
    };

    public override string LastChangeDate => PeopleRound.ChangedDate;

    protected override HeadIndex IndexOf(PersonDetails body, string state) => new()
    {
        WaitsFor = body.MayBe is not null && state == PersonStates.Active ? [PeopleDirectory.RoleDate(Role.Administrator)] : [],
        Parent = body.Manager,
        Dates = state == PersonStates.Active ? DatesOf(body) : [],
    };

    // With a leave a day can make the difference although nothing was written: whoever has one is looked at each day.
    private static Dictionary<string, DateTimeOffset> DatesOf(PersonDetails body)
    {
        var dates = FoundBy(body).ToDictionary(name => name, _ => DateTimeOffset.UnixEpoch);
        if (body.LeaveFrom is not null) dates[PeopleRound.ChangedDate] = PeopleRound.EachDay;
        return dates;
    }

    // Everyone is staff, so nobody is looked for by that.
    private static IEnumerable<string> FoundBy(PersonDetails body)
    {
        var names = body.Roles.Where(r => r != Role.Staff).Select(PeopleDirectory.RoleDate);
        return body.Unconfirmed ? names.Append(PeopleDirectory.UnconfirmedDate) : names;
    }

    protected override string TitleOf(PersonDetails body) => body.Name;

    protected override IReadOnlyList<RecordId> NamedOn(PersonDetails body) => [.. new[] { body.Manager, body.Delegation?.To, body.MayBe, body.MergedInto }.OfType<RecordId>()];

    protected override JsonObject CardData(PersonDetails body, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["name"] = body.Name.Length > 0 ? body.Name : facts.Text["name.unknown"],
            ["id"] = facts.Head!.Id.Value,
            ["state"] = facts.Text["state." + facts.Head.State],
            ["roles"] = string.Join(", ", body.Roles.Select(r => facts.Text["role." + Roles.Name(r)])),
        };
        if (body.Email is not null) data["email"] = body.Email;
        if (body.Manager is { } manager) data["manager"] = facts.NameOf(manager);
        var chats = body.Accounts.Select(a => facts.Text["channel." + a.Channel]).Distinct().ToArray();
        if (chats.Length > 0) data["chats"] = string.Join(", ", chats);
        if (body.Delegation is { } delegation)
            data["delegation"] = $"{facts.NameOf(delegation.To)}, {facts.Format.Date(delegation.From)} - {facts.Format.Date(delegation.Until)}";
        if (body.MayBe is { } other && facts.Head.State == PersonStates.Active) data["mayBe"] = $"{facts.NameOf(other)} ({other})";
        if (body.MergedInto is { } into) data["mergedInto"] = $"{facts.NameOf(into)} ({into})";
        if (body.LeaveFrom is { } from) data["leave"] = $"{facts.Format.Date(from)} - {(body.LeaveUntil is { } until ? facts.Format.Date(until) : facts.Text["leave.open"])}";
        // The rest of the directory's steps are not taken from a card.
        var steps = facts.Steps.Where(s => s == DelegateRisks.Step || s == RecordLeave.Step || s == LeavePerson.Step || s == MergePerson.Step || (s == KeepApart.Step && body.MayBe is not null));
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        if (body.Unreachable && facts.Head.State == PersonStates.Active) data["unreachable"] = true;
        return data;
    }

    protected override JsonObject FormData(Step step, PersonDetails? body, CardFacts facts)
    {
        if (step.FormCard == WordsForm.Card) return WordsForm.Data(step, body!.Name, facts);
        var values = new JsonObject();
        if (step == MergePerson.Step && body is not null)
        {
            if (body.MayBe is { } other) values["into"] = facts.Addresses.GetValueOrDefault(other) ?? other.Value;
            foreach (var (id, value) in facts.Values) values[id] = value;
            return new JsonObject { ["id"] = facts.Head!.Id.Value, ["name"] = body.Name.Length > 0 ? body.Name : facts.Text["name.unknown"], ["values"] = values };
        }
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
            if (person.Is(facts.Record)) relations.Add("self");
            if (person.Is(body?.Manager)) relations.Add("manager");
        }
        return relations;
    }
}
