using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using Microsoft.Extensions.Logging;

namespace AimsBot.Core.Pump;

/// <summary>
/// Brings card copies up to date: each is claimed, made from the record as it stands, posted or updated, and settled.
/// Sent at least once; twice only where the platform's answer was lost.
/// </summary>
public sealed partial class CopySender(
    Organisations organisations, IRecordStore store, IPeople people, IReach reach, CardMaker cards, IEnumerable<IChannel> channels, PumpHold hold, PlatformClock clock,
    TimeProvider business, Catalogue catalogue, StepRunner runner, ILogger<CopySender> log)
{
    /// <summary>More unposted cards than this for one person become one list.</summary>
    public const int MostSingleCards = 5;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    // Within the claim: what a channel still had in hand after it could come after a newer revision.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Who stops, or lost the lease, still hears what became of the message that is on its way: else it might be sent twice.
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SettleAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeldLook = TimeSpan.FromMinutes(1);
    private static readonly Backoff Retries = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15));

    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(c => c.Name);

    /// <summary>When copies may be tried at the earliest: while sending is held it is looked at again now and then.</summary>
    public DateTimeOffset NotBefore => hold.IsHeld ? clock.Now + HeldLook : default;

    /// <summary>Sends every copy of a record that is behind and due. Returns the work as it stands afterwards.</summary>
    /// <param name="campaigns">Whether the first messages of the third lane go out too: the sweep sends them, when it has looked at all.</param>
    public async Task<PendingWork> SendAsync(PendingWork work, bool campaigns, CancellationToken cancel)
    {
        if (hold.IsHeld) return work;
        var copies = work.Copies.ToList();
        // Somebody who was told ten times has ten copies of one card.
        var made = new Dictionary<(RecordId Reader, int Revision), RenderedCard?>();
        // What stands as it should is written off together: the store has them in one group.
        var unchanged = new List<Task<CardCopy>>();
        try
        {
            for (var i = 0; i < copies.Count; i++)
            {
                if (!IsDue(copies[i], work.Head)) continue;
                if (copies[i].WaitsForSweep)
                {
                    copies[i] = await WaitAsync(work.Head, copies[i], copies, cancel);
                    if (!campaigns || !IsDue(copies[i], work.Head)) continue;
                }
                cancel.ThrowIfCancellationRequested();
                var others = copies.Where(c => c.Person == copies[i].Person && c.Number != copies[i].Number && c.State != CopyState.GivenUp);
                copies[i] = await SendAsync(work.Head, copies[i], [.. others], made, unchanged, cancel);
            }
        }
        finally
        {
            await Task.WhenAll(unchanged);
        }
        var settled = unchanged.Select(task => task.Result).ToDictionary(copy => copy.Number);
        return work with { Copies = [.. copies.Select(copy => settled.GetValueOrDefault(copy.Number, copy))] };
    }

    /// <summary>Drops what the record no longer waits for, and keeps the rest for the reader's working hours.</summary>
    private async Task<CardCopy> WaitAsync(Head head, CardCopy copy, IReadOnlyList<CardCopy> all, CancellationToken cancel)
    {
        var reader = await people.PersonAsync(head.Organisation, copy.Person!.Value, cancel);
        var problem = reader is not { IsActive: true } || !WaitsFor(head, reader) ? "no longer waits for the person"
            : all.Any(c => c.WaitsForSweep && c.Person == copy.Person && c.Channel == copy.Channel && c.Number > copy.Number && c.IsBehind(head)) ? "a later one took its place"
            : null;
        if (problem is not null) return await SettleAsync(head, copy, copy with { State = CopyState.Dropped, Problem = problem });
        // What has waited for its morning already goes out now.
        var at = CopyPlaces.NotBefore(organisations.Get(head.Organisation), reader!, copy is { Daily: true, NotBefore: null }, business.GetUtcNow());
        return at is null ? copy : await SettleAsync(head, copy, copy with { NotBefore = at });
    }

    private static bool WaitsFor(Head head, Person reader) =>
        reader.Ids.Any(id => head.WaitsFor.Contains(id.Value)) || reader.Details.Roles.Any(role => head.WaitsFor.Contains(PeopleDirectory.RoleDate(role)));

    /// <summary>What of the third lane is ready to be sent, by reader.</summary>
    public IEnumerable<(RecordId Person, string? Channel)> ReadyForSweep(PendingWork work) =>
        hold.IsHeld ? [] : work.Copies.Where(c => c.WaitsForSweep && IsDue(c, work.Head)).Select(c => (c.Person!.Value, c.Channel)).Distinct();

    /// <summary>Sends one list for several messages of the third lane to one person (M8), but for those that go alone.</summary>
    public async Task SendCampaignListAsync(string organisationId, RecordId person, string? channel, IReadOnlyList<RecordId> records, CancellationToken cancel)
    {
        if (hold.IsHeld) return;
        var list = new List<(Head Head, CardCopy Copy)>();
        foreach (var record in records)
        {
            if (await store.PendingAsync(organisationId, record, cancel) is not { } work) continue;
            if (await people.PersonAsync(organisationId, person, cancel) is not { } reader || !WaitsFor(work.Head, reader)) continue;
            var copies = work.Copies.Where(c => c.WaitsForSweep && c.Person == person && c.Channel == channel && IsDue(c, work.Head));
            list.AddRange(copies.Where(c => c.Alone != true).Select(c => (work.Head, c)));
        }
        if (list.Select(c => c.Head.Id).Distinct().Count() > 1) await SendListAsync(organisations.Get(organisationId), person, list, [], cancel);
    }

    /// <summary>Names in one list what a person would otherwise get in more than <see cref="MostSingleCards"/> messages.</summary>
    public async Task SendListsAsync(string organisationId, IReadOnlyList<RecordId> records, CancellationToken cancel)
    {
        if (hold.IsHeld || records.Count <= MostSingleCards) return;
        var unposted = new Dictionary<(RecordId Person, string? Channel), List<(Head Head, CardCopy Copy)>>();
        foreach (var record in records)
        {
            if (await store.PendingAsync(organisationId, record, cancel) is not { } work) continue;
            foreach (var copy in work.Copies.Where(c => c.Message is null && c.Person is not null && c.Lane == Lane.Decisions && IsDue(c, work.Head)))
            {
                var reader = (copy.Person!.Value, copy.Channel);
                if (!unposted.TryGetValue(reader, out var list)) unposted[reader] = list = [];
                list.Add((work.Head, copy));
            }
        }
        var gone = new HashSet<(RecordId, string?)>();
        foreach (var (reader, list) in unposted.Where(p => p.Value.Count > MostSingleCards))
        {
            // A list that was given up just now is no place where the person still sees how it stands.
            var elsewhere = unposted.Where(p => p.Key.Person == reader.Person && p.Key != reader && !gone.Contains(p.Key)).Select(p => p.Value[0].Copy);
            if (!await SendListAsync(organisations.Get(organisationId), reader.Person, list, [.. elsewhere], cancel)) gone.Add(reader);
        }
    }

    private bool IsDue(CardCopy copy, Head head) =>
        copy.IsBehind(head) && copy.NextAttempt <= clock.Now && !(copy.ClaimedUntil > clock.Now) && !(copy.NotBefore > business.GetUtcNow());

    /// <param name="others">The reader's other copies of this record, as far as they were not given up.</param>
    /// <param name="made">What the record says to each reader, as far as it was made for one of the copies already.</param>
    /// <param name="unchanged">Gets what stands as it should already, while that is written down.</param>
    private async Task<CardCopy> SendAsync(
        Head head, CardCopy copy, IReadOnlyList<CardCopy> others, Dictionary<(RecordId Reader, int Revision), RenderedCard?> made, List<Task<CardCopy>> unchanged, CancellationToken cancel)
    {
        var organisation = organisations.Get(head.Organisation);
        var reader = copy.Person is { } id ? await people.PersonAsync(organisation.Id, id, cancel) : null;
        if (reader is not { IsActive: true }) return await SettleAsync(head, copy, copy with { State = CopyState.GivenUp, Problem = "not active" });
        if (!made.TryGetValue((reader.Id, reader.Revision), out var card)) made[(reader.Id, reader.Revision)] = card = await cards.RecordAsync(organisation, head, reader, cancel);
        if (card is null)
        {
            // What the reader may no longer see is not sent; what stands there already keeps no buttons.
            return await SettleAsync(head, copy, copy with { State = CopyState.GivenUp, Problem = "not to be seen" });
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(card.Json));
        var next = copy with { TemplateHash = card.TemplateHash, Language = card.Language, Digest = digest };
        if (copy.Message is not null && copy.Digest == digest && !IsLost(copy))
        {
            unchanged.Add(SettleAsync(head, copy, next with { Shown = head.Revision, State = CopyState.Shown, Attempts = 0 }));
            return copy;
        }
        var ways = await WaysAsync(organisation, reader, copy, others, cancel);
        if (ways.Count == 0) return await GiveUpAsync(organisation, reader, head, copy, copy, "no account", others, cancel);

        var began = clock.Time.GetTimestamp();
        var claimed = Claimed(copy);
        if (!await store.UpdateCopyAsync(organisation.Id, head.Id, claimed, cancel)) return copy;
        claimed = claimed with { Version = claimed.Version + 1 };
        var (way, result) = await ShowAsync(
            ways,
            to => to.IsWhere(copy)
                ? new ShowRequest(to.Account, to.Address, $"{head.Id}/{copy.Number}", card, copy.Lane, copy.Conversation, copy.Message, IsLost(copy), head.Opened)
                : new ShowRequest(to.Account, to.Address, $"{head.Id}/{copy.Number}", card, copy.Lane, null, null, IsLost(copy), head.Opened),
            head.Id,
            began,
            cancel);
        if (result is Unreachable unreachable) return await GiveUpAsync(organisation, reader, head, copy, claimed with { ClaimedUntil = null }, unreachable.Problem, others, cancel);
        if (copy.Message is null && result is CardShown seen && await IsKnownAsync(head, copy, way, seen))
            return await SettleAsync(head, claimed, claimed with { ClaimedUntil = null, State = CopyState.Dropped, Problem = "another copy is this message" });
        var settled = await SettleAsync(head, claimed, result switch
        {
            CardShown shown => next with
            {
                Version = claimed.Version,
                Channel = way.Account.Channel,
                Place = way.Account.Place,
                Conversation = shown.Conversation,
                Message = shown.Message,
                State = CopyState.Shown,
                Shown = head.Revision,
                Attempts = 0,
                NextAttempt = default,
                ClaimedUntil = null,
                Problem = null,
                SentAt = copy.SentAt ?? clock.Now,
            },
            // Where it may stand now it is looked for first: the place that did not take it may take it again, and then there were two.
            ShowLater { AnswerLost: true } lost when !way.IsWhere(copy) => Later(claimed with { Channel = way.Account.Channel, Place = way.Account.Place, Conversation = null, Message = null }, lost),
            ShowLater later => Later(claimed, later),
            Unshowable wrong => claimed with { ClaimedUntil = null, State = CopyState.GivenUp, Problem = wrong.Problem },
            _ => throw new InvalidOperationException("A channel answered with something unknown."),
        });
        if (result is CardShown && reader.Details.Unreachable) await reach.FoundAsync(organisation, reader);
        return settled;
    }

    /// <summary>
    /// Whether a click told of the message before its sender did: somebody who acts on a card at once is faster than a lost
    /// answer, and the clicked message became a copy of its own.
    /// </summary>
    private async Task<bool> IsKnownAsync(Head head, CardCopy copy, Way way, CardShown shown)
    {
        var work = await InTheEndAsync(() => store.PendingAsync(head.Organisation, head.Id, CancellationToken.None));
        return work is not null && work.Copies.Any(c =>
            c.Number != copy.Number && c.Channel == way.Account.Channel && c.Conversation == shown.Conversation && c.Message == shown.Message);
    }

    /// <summary>Shows a card on the first way that takes it; on the last one's no where none does.</summary>
    /// <param name="claimed">From when the claim counts.</param>
    private async Task<(Way Way, ShowResult Result)> ShowAsync(IReadOnlyList<Way> ways, Func<Way, ShowRequest> request, RecordId record, long claimed, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            var result = await ShowAsync(request(ways[i]), record, claimed, cancel);
            if (result is not Unreachable || i == ways.Count - 1) return (ways[i], result);
        }
    }

    private async Task<ShowResult> ShowAsync(ShowRequest request, RecordId record, long claimed, CancellationToken cancel)
    {
        // A process that was paused wakes with its timers still to come.
        var left = Patience - clock.Time.GetElapsedTime(claimed);
        if (left <= TimeSpan.Zero) return new ShowLater(null, AnswerLost: false, "too late");
        using var patience = new CancellationTokenSource(left, clock.Time);
        using var ending = cancel.Register(() => patience.CancelAfter(left < LastWord ? left : LastWord));
        try
        {
            return await _channels[request.Account.Channel].ShowAsync(request, patience.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            ChannelBroke(request.Account.Channel, record, e);
            return new ShowLater(null, AnswerLost: true, "broken");
        }
    }

    private async Task<CardCopy> GiveUpAsync(
        Organisation organisation, Person reader, Head head, CardCopy before, CardCopy copy, string problem, IReadOnlyList<CardCopy> others, CancellationToken cancel)
    {
        // Where another copy of theirs lives the person still sees how it stands. Told before it is settled: telling twice is
        // telling once.
        if (others.Count == 0 && !reader.Details.Unreachable) await reach.LostAsync(organisation, reader);
        await TellRecordAsync(head, copy, problem);
        return await SettleAsync(head, before, copy with { State = CopyState.GivenUp, Problem = problem });
    }

    // "Given up" is a step on the record itself: whoever answers for it hears of it, and nobody counts as reminded (M10).
    private async Task TellRecordAsync(Head head, CardCopy copy, string problem)
    {
        if (catalogue.ByType(head.Type)?.GivenUp is not { } step || copy.Person is not { } person) return;
        await runner.RunAsync(new InboundAction
        {
            Organisation = head.Organisation,
            Actor = Actor.Clock,
            Step = step.Id,
            Record = head.Id,
            Key = $"given-up:{head.Id}:{copy.Number}",
            Input = new CopyGivenUp(person, problem, copy.Why),
        }, CancellationToken.None);
    }

    private async Task<CardCopy> SettleAsync(Head head, CardCopy before, CardCopy after)
    {
        if (after.State == CopyState.GivenUp && before.State != CopyState.GivenUp)
        {
            Telemetry.GivenUp.Add(1);
            GivenUp(head.Id, after.Number, after.Problem ?? "");
        }
        var settled = await InTheEndAsync(() => store.UpdateCopyAsync(head.Organisation, head.Id, after, CancellationToken.None));
        return settled ? after with { Version = after.Version + 1 } : before;
    }

    // What was sent was sent: neither stopping now nor a store that is away for a while must forget it.
    private async Task<T> InTheEndAsync<T>(Func<Task<T>> ask)
    {
        for (var began = clock.Time.GetTimestamp(); ;)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException) when (clock.Time.GetElapsedTime(began) < Claim)
            {
                await Task.Delay(SettleAgain, clock.Time, CancellationToken.None);
            }
        }
    }

    /// <returns>False: the list was given up.</returns>
    private async Task<bool> SendListAsync(
        Organisation organisation, RecordId person, List<(Head Head, CardCopy Copy)> list, IReadOnlyList<CardCopy> elsewhere, CancellationToken cancel)
    {
        if (await people.PersonAsync(organisation.Id, person, cancel) is not { IsActive: true } reader) return true;
        var ways = await WaysAsync(organisation, reader, list[0].Copy, elsewhere, cancel);
        if (ways.Count == 0) return true;
        var began = clock.Time.GetTimestamp();
        var claimed = new List<(Head Head, CardCopy Copy)>();
        foreach (var (head, copy) in list)
        {
            var mine = Claimed(copy);
            if (await store.UpdateCopyAsync(organisation.Id, head.Id, mine, cancel)) claimed.Add((head, mine with { Version = mine.Version + 1 }));
        }
        // Another sender has them all.
        if (claimed.Count == 0) return true;
        var data = new JsonObject { ["count"] = claimed.Count, ["verb"] = ListVerb };
        var card = cards.Render(ListCard, reader, organisation, data);
        var isLost = claimed.Any(c => c.Copy.Problem == CardCopy.AnswerLost);
        var id = $"list/{claimed[0].Head.Id}";
        var (_, result) = await ShowAsync(
            ways, to => new ShowRequest(to.Account, to.Address, id, card, Lane.Campaigns, null, null, isLost, claimed[0].Head.Opened), claimed[0].Head.Id, began, cancel);
        if (result is Unreachable && elsewhere.Count == 0 && !reader.Details.Unreachable) await reach.LostAsync(organisation, reader);
        if (result is CardShown && reader.Details.Unreachable) await reach.FoundAsync(organisation, reader);
        foreach (var (head, copy) in claimed)
        {
            if (result is Unreachable no && elsewhere.Count == 0) await TellRecordAsync(head, copy, no.Problem);
            await SettleAsync(head, copy, result switch
            {
                CardShown => copy with { ClaimedUntil = null, State = CopyState.Listed, Shown = head.Revision, Attempts = 0, Problem = null, SentAt = clock.Now },
                ShowLater later => Later(copy, later),
                Unshowable wrong => copy with { ClaimedUntil = null, State = CopyState.GivenUp, Problem = wrong.Problem },
                _ => copy with { ClaimedUntil = null, State = CopyState.GivenUp, Problem = ((Unreachable)result).Problem },
            });
        }
        return result is not Unreachable;
    }

    /// <summary>The card of a list, and the button on it.</summary>
    public const string ListCard = "Shared/List";
    public const string ListVerb = "tasks";

    /// <summary>
    /// The accounts by which a copy may reach its reader, best first: where it is or is to be, then where no other copy of
    /// theirs is. A person who left one chat is so reached in the other.
    /// </summary>
    private async Task<IReadOnlyList<Way>> WaysAsync(
        Organisation organisation, Person reader, CardCopy copy, IReadOnlyList<CardCopy> others, CancellationToken cancel)
    {
        var accounts = reader.Details.Accounts
            .Where(a => _channels.ContainsKey(a.Channel) && (a.Channel == copy.Channel || others.All(o => o.Channel != a.Channel)))
            .OrderBy(a => a.Channel == copy.Channel && a.Place == copy.Place ? 0 : a.Channel == copy.Channel ? 1 : a.Channel == reader.Details.PreferredChannel ? 2 : 3);
        var ways = new List<Way>();
        foreach (var account in accounts)
        {
            // The account's own record is ahead of the person's list of accounts.
            var holder = await people.HolderAsync(organisation.Id, AccountKey.Of(account), cancel);
            if (holder is not { IsOpen: false }) ways.Add(new Way(account, holder?.Address));
        }
        return ways;
    }

    // A claim that nobody settled had a holder who died, perhaps after sending.
    private static bool IsLost(CardCopy copy) => copy.Problem == CardCopy.AnswerLost || copy.ClaimedUntil is not null;

    private CardCopy Claimed(CardCopy copy) =>
        copy with { ClaimedUntil = clock.Now + Claim, Problem = IsLost(copy) ? CardCopy.AnswerLost : copy.Problem };

    private CardCopy Later(CardCopy copy, ShowLater later) => copy with
    {
        ClaimedUntil = null,
        Attempts = copy.Attempts + 1,
        NextAttempt = clock.Now + (later.RetryAfter ?? Retries.After(copy.Attempts)),
        // What may have arrived is looked for until it is known.
        Problem = later.AnswerLost || copy.Problem == CardCopy.AnswerLost ? CardCopy.AnswerLost : later.Problem,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Copy {Number} of {Record} was given up: {Problem}")]
    private partial void GivenUp(RecordId record, int number, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The channel {Channel} broke on {Record}; it is tried again later")]
    private partial void ChannelBroke(string channel, RecordId record, Exception exception);

    /// <summary>An account of the reader's, and where the bot has met it.</summary>
    private sealed record Way(ChatAccount Account, ChatAddress? Address)
    {
        public bool IsWhere(CardCopy copy) => copy.Place is null ? Account.Channel == copy.Channel : Account.Channel == copy.Channel && Account.Place == copy.Place;
    }
}
