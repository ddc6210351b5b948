using System.Diagnostics;
using System.Security.Cryptography;
using AimsBot.Core.Audit;
using AimsBot.Core.Calendar;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>
/// Takes one step for one action: loads, checks the right, lets the step decide, saves the commit, and decides again
/// where another act came first. The same for every channel and for the clock. Put a breakpoint here to follow a click.
/// </summary>
public sealed class StepRunner(
    Catalogue catalogue, Organisations organisations, IRecordStore store, IPeople people, FactsReader facts, PumpSignal pump)
{
    // More rivals than this within one act are a fault, not a race.
    private const int MostAttempts = 64;

    /// <exception cref="StoreUnavailableException">Nothing was changed; the act may be tried again.</exception>
    public async Task<StepAnswer> RunAsync(InboundAction action, CancellationToken cancel)
    {
        using var span = Telemetry.Activities.StartActivity("step");
        span?.SetTag("aims.step", action.Step);
        // Once begun, an act is finished: who hangs up does not undo it, and the retry meets it by its key.
        cancel.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var answer = await TakeAsync(action);
        Telemetry.StepTaken(action.Step, answer, Stopwatch.GetElapsedTime(started));
        return answer;
    }

    /// <summary>
    /// Takes steps of the clock that each create a record, such as those of a campaign's page: what they must know is read together
    /// and what they change is saved together. Each is an act of its own all the same: taken, refused, or met again by its key.
    /// </summary>
    /// <returns>The answers in the order of the actions.</returns>
    /// <exception cref="StoreUnavailableException">What was not kept may be tried again.</exception>
    public async Task<IReadOnlyList<StepAnswer>> CreateEachAsync(IReadOnlyList<InboundAction> actions)
    {
        using var span = Telemetry.Activities.StartActivity("steps");
        var started = Stopwatch.GetTimestamp();
        var (answers, drafted, commits) = await DecideEachAsync(actions);
        var saved = await store.SaveEachAsync(commits, CancellationToken.None);
        foreach (var (place, commit, result) in drafted.Zip(commits, saved))
        {
            if (result == SaveResult.Saved) answers[place] = Saved(commit, actor: Actor.Clock);
        }
        for (var i = 0; i < answers.Length; i++)
        {
            // What is there already is looked at by itself.
            answers[i] ??= await TakeAsync(actions[i]);
            Telemetry.StepTaken(actions[i].Step, answers[i]!, Stopwatch.GetElapsedTime(started));
        }
        return answers!;
    }

    // By itself, so that all that was looked at need not be kept while the store writes.
    private async Task<(StepAnswer?[] Answers, IReadOnlyList<int> Drafted, Commit[] Commits)> DecideEachAsync(IReadOnlyList<InboundAction> actions)
    {
        var organisation = organisations.Get(actions[0].Organisation);
        var attempts = actions.Select(action => AttemptOf(action, organisation)).ToArray();
        // Not whether one is there already: the create-only head finds that out.
        var wanted = attempts.SelectMany(a => a.Step.NeedsFor(null, a.Action.Input).Records).Distinct().ToArray();
        var known = await store.LoadEachAsync(organisation.Id, wanted, CancellationToken.None);
        var answers = new StepAnswer?[attempts.Length];
        var (drafted, drafts) = (new List<int>(), new List<CommitDraft>());
        for (var i = 0; i < attempts.Length; i++)
        {
            var decision = await DecideAsync(attempts[i], known);
            answers[i] = decision.Answer;
            if (decision.Draft is not { } draft) continue;
            drafted.Add(i);
            drafts.Add(draft);
        }
        return (answers, drafted, Sealed(drafts));
    }

    private Attempt AttemptOf(InboundAction action, Organisation organisation)
    {
        if (action.Actor.Person is not null || action.Record is not null || catalogue.ByStep(action.Step) is not { Workflow: { } workflow } found)
            throw new ArgumentException($"{action.Step} is no step by which the clock creates a record.", nameof(action));
        return new Attempt(action, workflow, found.Step, organisation, action.Actor, RecordId.Derive(workflow.Prefix, organisation.Id, action.Key, 0), null);
    }

    private async Task<StepAnswer> TakeAsync(InboundAction action)
    {
        if (catalogue.ByStep(action.Step) is not { } found) return new NotTaken(new Refusal(Refusals.NotNow), null);
        // A step of every type needs a record to know the type by.
        if (action.Record is null && found.Workflow is null) return new NotTaken(new Refusal(Refusals.NotFound), null);
        var organisation = organisations.Get(action.Organisation);
        var creation = 0;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var actor = action.Actor;
            if (actor.Person is { } asked)
            {
                var person = await people.PersonAsync(action.Organisation, asked.Id, CancellationToken.None);
                if (person is null || !person.MayComeOn(LocalTimes.At(facts.Now(), organisation.TimeZone).Day)) return new NotTaken(new Refusal(Refusals.Deactivated), null) { Person = person };
                actor = Actor.Of(person);
            }

            var id = action.Record ?? RecordId.Derive(found.Workflow!.Prefix, action.Organisation, action.Key, creation);
            var head = await store.LoadAsync(action.Organisation, id, CancellationToken.None);
            if (action.Record is null && head is not null)
            {
                if (head.Acts[0].Key == action.Key) return new Kept(head, 1, Repeated: true) { Person = actor.Person };
                creation++;
                continue;
            }

            var decision = await DecideAsync(new Attempt(action, found.Workflow, found.Step, organisation, actor, id, head));
            if (decision.Answer is { } answer) return answer;
            if (decision.Draft is { } draft && Sealed([draft])[0] is var commit && await store.SaveAsync(commit, CancellationToken.None) == SaveResult.Saved)
                return Saved(commit, actor);
            Telemetry.Conflicts.Add(1);
            // A creation that met a rival looks at what the rival made; the others at the new revision.
        }
        throw new StoreUnavailableException($"No turn could be had on a record after {MostAttempts} attempts.");
    }

    // The salts of all at once: asking for random bytes costs much, and more of them little.
    private static Commit[] Sealed(List<CommitDraft> drafts)
    {
        ReadOnlyMemory<byte> salts = RandomNumberGenerator.GetBytes(drafts.Sum(draft => draft.SaltBytes));
        var commits = new Commit[drafts.Count];
        for (var i = 0; i < commits.Length; i++)
        {
            commits[i] = drafts[i].Seal(salts[..drafts[i].SaltBytes]);
            salts = salts[drafts[i].SaltBytes..];
        }
        return commits;
    }

    private Kept Saved(Commit commit, Actor actor)
    {
        if (commit.WakeAt <= commit.Head.Changed) pump.Wake(commit.Head.Organisation, commit.Head.Id);
        return new Kept(commit.Head, commit.Head.Revision, Repeated: false) { Person = actor.Person, FollowUps = commit.FollowUps };
    }

    /// <summary>What a look at an action came to: an answer, or a draft to be saved; neither where another act came first, and all is to be looked at anew.</summary>
    private readonly record struct Decision(StepAnswer? Answer, CommitDraft? Draft)
    {
        public static implicit operator Decision(StepAnswer answer) => new(answer, null);
        public static implicit operator Decision(CommitDraft draft) => new(null, draft);
    }

    /// <param name="loaded">The records that were read for several attempts at once; none: they are to be read.</param>
    private async ValueTask<Decision> DecideAsync(Attempt attempt, IReadOnlyDictionary<RecordId, Head>? loaded = null)
    {
        var (action, _, step, organisation, actor, id, head) = attempt;
        if (action.Record is not null && head is null) return No(Refusals.NotFound);
        var workflow = attempt.Workflow ?? catalogue.ByType(head!.Type);
        if (workflow is null || (head is not null && workflow.Type != head.Type)) return No(Refusals.NotFound);

        if (head?.ActWithKey(action.Key) is { } before) return new Kept(head, before.Revision, Repeated: true) { Person = actor.Person };

        object input;
        if (action.Input is IReadOnlyDictionary<string, string> values)
        {
            if (!step.TryRead(values, out var read, out var corrections)) return new FormReturned(corrections.Fields) { Person = actor.Person };
            input = read;
        }
        else
        {
            input = action.Input;
        }

        var body = head is null ? null : workflow.Read(head);
        var known = await facts.ReadAsync(organisation, workflow, actor, id, head, body, step.NeedsFor(body, input), action.Channel, loaded);
        var relations = workflow.RelationsOf(actor, body, known);
        var rule = catalogue.WhoMayTake(step);
        if (rule.Grants(actor, relations) is not { } quality)
            return new NotTaken(Refusals.NotAllowedBy(rule), head) { Person = actor.Person };

        // A second click of one person for one step is done, not wrong: on a card from before the act, or where the act
        // has left no second one to take.
        if (head is not null && action.Basis is { } seen && RepeatOf(head, step, actor, seen) is { } same &&
            (step.IsOnce || seen != head.Basis || !workflow.Lifecycle.Allows(step, head.State)))
            return new Kept(head, same.Revision, Repeated: true) { Person = actor.Person };
        if (head is not null && step.BindsToBasis && action.Basis is { } basis && basis != head.Basis) return No(Refusals.Stale);
        if (step.Id != ErasePayload.Id && !workflow.Lifecycle.Allows(step, head?.State))
            return No(Refusals.NotNow, ("state", head?.State ?? ""));

        var (copy, joining) = head is null ? default : await ClickedAsync(action, workflow, head, actor);
        switch (step.Decide(body, input, known))
        {
            case Refused refused:
                return new NotTaken(refused.Refusal, head) { Person = actor.Person };
            case Corrections corrections:
                return new FormReturned(corrections.Fields) { Person = actor.Person };
            case Change change:
                if (!workflow.Lifecycle.Leads(step, head?.State, change.State))
                    throw new InvalidOperationException($"{step.Id} may not lead from {head?.State ?? "nothing"} to {change.State}.");
                foreach (var document in change.Documents) await store.KeepDocumentAsync(action.Organisation, document, CancellationToken.None);
                var readers = await ReadersAsync(organisation, change.Copies, known);
                return CommitDraft.Of(change, attempt, workflow, quality, known.Now, copy, joining, readers);
            case Erasure erasure when !ErasePayload.IsErasable(erasure.Field, workflow):
                return No(Refusals.NoSuchField, ("field", erasure.Field));
            case Erasure erasure:
                var history = await store.HistoryAsync(action.Organisation, id, CancellationToken.None);
                if (history.Count != head!.Revision) return default;
                return CommitDraft.Of(erasure, history, attempt, workflow, quality, known.Now);
            default:
                throw new InvalidOperationException($"{step.Id} decided nothing.");
        }

        NotTaken No(string key, params (string, string)[] named) => new(new Refusal(key, named), head) { Person = actor.Person };
    }

    private async ValueTask<Dictionary<RecordId, Person?>> ReadersAsync(Organisation organisation, IReadOnlyList<NewCopy> copies, StepFacts known)
    {
        var readers = new Dictionary<RecordId, Person?>();
        foreach (var id in copies.Select(c => c.Person).Distinct())
        {
            readers[id] = known.Actor.Person is { } actor && actor.Id == id
                ? actor
                : known.People.Values.SelectMany(p => p).FirstOrDefault(p => p.Id == id) ?? Known(id) ?? await people.PersonAsync(organisation.Id, id, CancellationToken.None);
        }
        return readers;

        // Whoever was merged lives on as another, who would have to be read.
        Person? Known(RecordId id) =>
            known.Records.TryGetValue(id, out var head) && head is { Type: PeopleDirectory.PersonType, State: PersonStates.Active } ? Person.From(head) : null;
    }

    /// <summary>The copy that was clicked; or, where nobody knew of it, the copy that it becomes.</summary>
    private async ValueTask<(SeenCard? Seen, CardCopy? Joining)> ClickedAsync(InboundAction action, Workflow workflow, Head head, Actor actor)
    {
        if (action.Message is not { } message) return default;
        var work = await store.PendingAsync(action.Organisation, head.Id, CancellationToken.None);
        var copy = work?.Copies.FirstOrDefault(message.Is);
        if (copy is { TemplateHash: not null, Language: not null })
            return (new SeenCard(copy.Card, copy.TemplateHash, copy.Language, copy.Shown), null);
        if (copy is not null || workflow.Card is null || !message.CanBeUpdated) return default;
        return (null, new CardCopy
        {
            Number = head.Copies,
            Card = workflow.Card,
            Person = actor.Person?.Id,
            Lane = Lane.Decisions,
            Channel = message.Channel,
            Place = message.Place,
            Conversation = message.Conversation,
            Message = message.Id,
        });
    }

    private static TakenAct? RepeatOf(Head head, Step step, Actor actor, int basis) =>
        head.Acts.LastOrDefault(a => a.Step == step.Id && a.Actor == actor.Id && a.Revision > basis);
}
/// <summary>One try of an action on a record as it was loaded.</summary>
internal sealed record Attempt(
    InboundAction Action, Workflow? Workflow, Step Step, Organisation Organisation, Actor Actor, RecordId Id, Head? Head);
