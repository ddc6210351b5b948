using System.Security.Cryptography;
using System.Text;
using AimsBot.Core.Audit;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Storage;

/// <summary>What every store promises. A store's own test class gives the store and adds what is its alone.</summary>
public abstract class RecordStoreCompliance
{
    private static readonly DateTimeOffset Monday = Commits.Monday;

    private static readonly RecordId Id = new("THG-0000-0001");

    /// <summary>A store that may hold what earlier tests left, of other organisations.</summary>
    protected abstract IRecordStore Store { get; }

    private string Organisation { get; } = "org-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    private string Neighbour => Organisation + "-next-door";

    // Heads.

    [SkippableFact]
    public async Task A_record_that_nobody_made_is_not_there() => Assert.Null(await LoadAsync());

    [SkippableFact]
    public async Task A_head_comes_back_as_it_was_saved()
    {
        var commit = Create(with: Full);
        await SaveAsync(commit);
        Assert.Equal(Commits.Text(commit.Head), Commits.Text(await LoadAsync()));
    }

    [SkippableFact]
    public async Task A_changed_head_comes_back_as_it_was_saved()
    {
        var first = Create();
        await SaveAsync(first);
        var second = Commits.Follow(first.Head, head => Full(head) with { State = "closed", Basis = 2, Changed = Monday.AddDays(1) });
        await SaveAsync(second);
        Assert.Equal(Commits.Text(second.Head), Commits.Text(await LoadAsync()));
    }

    [SkippableFact]
    public async Task Several_heads_come_together_without_those_that_are_not_there()
    {
        for (var i = 1; i <= 40; i++) await SaveAsync(Create(Number(i)));
        var heads = await Store.LoadEachAsync(Organisation, [.. Enumerable.Range(2, 50).Select(i => new RecordId(Number(i)))], default);
        Assert.Equal(Enumerable.Range(2, 39).Select(Number).ToHashSet(), heads.Keys.Select(id => id.Value).ToHashSet());
        Assert.All(heads, head => Assert.Equal(head.Key, head.Value.Id));
        Assert.Empty(await Store.LoadEachAsync(Organisation, [], default));
    }

    [SkippableFact]
    public async Task A_record_is_created_once()
    {
        await SaveAsync(Create());
        Assert.Equal(SaveResult.Conflict, await Store.SaveAsync(Create(), default));
    }

    [SkippableFact]
    public async Task Commits_that_are_saved_together_are_each_saved_whole_or_not_at_all()
    {
        await SaveAsync(Create(Number(3)));
        var commits = Enumerable.Range(1, 40).Select(i => Create(Number(i)) with { NewCopies = [Copy(0)], FollowUps = [Commits.FollowUp(1000, Monday)], WakeAt = Monday }).ToArray();
        var results = await Store.SaveEachAsync(commits, default);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => i == 3 ? SaveResult.Conflict : SaveResult.Saved), results);
        foreach (var commit in commits)
        {
            var work = (await Store.PendingAsync(Organisation, commit.Head.Id, default))!;
            var whole = commit.Head.Id.Value == Number(3) ? 0 : 1;
            Assert.Equal((whole, whole), (work.Copies.Count, work.FollowUps.Count));
            Assert.Single(await Store.HistoryAsync(Organisation, commit.Head.Id, default));
        }
        Assert.Empty(await Store.SaveEachAsync([], default));
    }

    [SkippableFact]
    public async Task A_change_of_a_record_that_is_not_there_is_a_conflict() =>
        Assert.Equal(SaveResult.Conflict, await Store.SaveAsync(Commits.Follow(Create().Head), default));

    [SkippableFact]
    public async Task A_change_from_an_old_revision_is_a_conflict()
    {
        var first = Create();
        await SaveAsync(first);
        await SaveAsync(Commits.Follow(first.Head));
        Assert.Equal(SaveResult.Conflict, await Store.SaveAsync(Commits.Follow(first.Head), default));
    }

    [SkippableFact]
    public async Task A_change_that_leaves_a_revision_out_is_a_conflict()
    {
        var first = Create();
        await SaveAsync(first);
        var third = Commits.Follow(Commits.Follow(first.Head).Head);
        Assert.Equal(SaveResult.Conflict, await Store.SaveAsync(third, default));
    }

    [SkippableTheory]
    [InlineData(1)] // the record is there already
    [InlineData(2)] // somebody else made this revision
    [InlineData(4)] // nobody made the one before
    public async Task A_conflict_saves_nothing_at_all(int revision)
    {
        var first = Create();
        await SaveAsync(first with { NewCopies = [Copy(0)], FollowUps = [Commits.FollowUp(1000, Monday)], WakeAt = Monday });
        await SaveAsync(Commits.Follow(first.Head) with { WakeAt = Monday });
        var before = await EverythingAsync(Organisation);
        var rival = Commits.Follow(first.Head, head => Full(head) with { Revision = revision, State = "closed" }) with
        {
            NewCopies = [Copy(1)],
            FollowUps = [Commits.FollowUp(2000, Monday)],
            WakeAt = Monday.AddDays(3),
            ErasedPayloads = new Dictionary<int, ReadOnlyMemory<byte>> { [1] = "{}"u8.ToArray() },
        };
        await Store.SaveAsync(rival, default);
        Assert.Equal(before, await EverythingAsync(Organisation));
    }

    [SkippableFact]
    public async Task A_commit_saves_copies_follow_ups_and_wake_with_the_head()
    {
        var commit = Create() with
        {
            NewCopies = [Copy(0), Copy(1)],
            FollowUps = [Commits.FollowUp(1000, Monday), Commits.FollowUp(1001, Monday.AddHours(1))],
            WakeAt = Monday.AddHours(2),
        };
        await SaveAsync(commit);
        var pending = await PendingAsync();
        Assert.Equal(
            (Commits.Text(commit.Head), Commits.Text(commit.NewCopies), Commits.Text(commit.FollowUps), commit.WakeAt),
            (Commits.Text(pending.Head), Commits.Text(pending.Copies), Commits.Text(pending.FollowUps), pending.Wake?.WakeAt));
    }

    [SkippableFact]
    public async Task Nothing_is_pending_for_a_record_that_is_not_there() =>
        Assert.Null(await Store.PendingAsync(Organisation, Id, default));

    [SkippableTheory]
    [InlineData("quotes \" ' ` and \\ backslashes")]
    [InlineData("👩‍👩‍👧‍👦 🇳🇴 and a lone half \uFFFD")]
    [InlineData("עברית and العربية \u202E turned \u202C")]
    [InlineData("line\r\nbreaks\u2028and\ttabs")]
    [InlineData("a NUL \0 in the middle")]
    [InlineData("'); DROP TABLE head; --")]
    [InlineData("${name} {{DATE(2027-01-01)}} %s $organisation ?1")]
    public async Task Strange_text_comes_back_to_the_byte(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var commit = Create(with: head => head with
        {
            Body = bytes,
            WaitsFor = [text],
            Dates = new Dictionary<string, DateTimeOffset> { [text] = Monday },
            Acts = [new TakenAct(text, "thing.open", "clock", 1)],
        });
        commit = commit with { Entry = commit.Entry with { Header = bytes, Payload = bytes }, NewCopies = [Copy(0) with { Problem = text }] };
        await SaveAsync(commit);
        var there = await EverythingAsync(Organisation);
        Assert.Equal(
            Commits.Text(new { commit.Head, Entries = new[] { commit.Entry }, commit.NewCopies }),
            Commits.Text(new { there.Pending!.Head, there.Entries, NewCopies = there.Pending.Copies }));
    }

    [SkippableFact]
    public async Task A_strange_text_finds_what_waits_for_it()
    {
        const string text = "o'brien \" 👩‍👧 ' OR 1=1 --";
        await SaveAsync(Create(with: head => head with { WaitsFor = [text] }));
        await SaveAsync(Create("THG-0000-0002"));
        Assert.Equal([Id], await FindAsync(new RecordQuery { WaitsFor = text }));
    }

    [SkippableFact]
    public async Task A_large_body_comes_back_whole()
    {
        var body = RandomNumberGenerator.GetBytes(1_500_000);
        await SaveAsync(Create(with: head => head with { Body = body }));
        Assert.Equal(body, (await LoadAsync())!.Body.ToArray());
    }

    // Entries.

    [SkippableFact]
    public async Task Entries_come_in_the_order_of_their_revisions()
    {
        await SaveManyAsync(12);
        Assert.Equal(Enumerable.Range(1, 12), (await Store.HistoryAsync(Organisation, Id, default)).Select(e => e.Revision));
    }

    [SkippableFact]
    public async Task Entries_come_back_to_the_byte()
    {
        var first = Create();
        await SaveAsync(first);
        var second = Commits.Follow(first.Head);
        await SaveAsync(second);
        Assert.Equal(Commits.Text(new[] { first.Entry, second.Entry }), Commits.Text(await Store.HistoryAsync(Organisation, Id, default)));
    }

    [SkippableFact]
    public async Task A_record_that_is_not_there_has_no_history() => Assert.Empty(await Store.HistoryAsync(Organisation, Id, default));

    [SkippableFact]
    public async Task An_erased_payload_takes_the_place_of_the_one_before()
    {
        var head = await SaveManyAsync(3);
        var erased = "{\"gone\":true}"u8.ToArray();
        await SaveAsync(Commits.Follow(head) with { ErasedPayloads = new Dictionary<int, ReadOnlyMemory<byte>> { [2] = erased } });
        var history = await Store.HistoryAsync(Organisation, Id, default);
        Assert.Equal(
            ["""{"said":"at 1"}""", """{"gone":true}""", """{"said":"at 3"}""", """{"said":"at 4"}"""],
            history.Select(e => Encoding.UTF8.GetString(e.Payload.Span)));
    }

    [SkippableFact]
    public async Task An_erasure_leaves_every_header_as_it_was()
    {
        var head = await SaveManyAsync(3);
        var before = await HeadersAsync();
        await SaveAsync(Commits.Follow(head) with { ErasedPayloads = new Dictionary<int, ReadOnlyMemory<byte>> { [1] = "{}"u8.ToArray(), [2] = "{}"u8.ToArray() } });
        Assert.Equal(before, (await HeadersAsync()).Take(3));

        async Task<IEnumerable<string>> HeadersAsync() =>
            (await Store.HistoryAsync(Organisation, Id, default)).Select(e => $"{e.Hash} {Encoding.UTF8.GetString(e.Header.Span)}").ToArray();
    }

    // Queries.

    [SkippableFact]
    public async Task Each_combination_of_fields_finds_exactly_what_matches()
    {
        var heads = await SaveEveryKindAsync();
        foreach (var query in EveryQuery())
            Assert.Equal(heads.Where(head => Matches(head, query)).Select(head => head.Id), await FindAsync(query));
    }

    [SkippableFact]
    public async Task Each_combination_of_fields_counts_exactly_what_matches()
    {
        var heads = await SaveEveryKindAsync();
        foreach (var query in EveryQuery())
            Assert.Equal(heads.Count(head => Matches(head, query)), await Store.CountAsync(Organisation, query, default));
    }

    [SkippableFact]
    public async Task A_date_before_an_instant_is_not_at_that_instant()
    {
        await SaveAsync(Create("THG-0000-0001", head => head with { Dates = Due(Monday.AddMilliseconds(-1)) }));
        await SaveAsync(Create("THG-0000-0002", head => head with { Dates = Due(Monday) }));
        Assert.Equal([Id], await FindAsync(new RecordQuery { Date = "due", DateBefore = Monday }));
    }

    [SkippableFact]
    public async Task What_was_opened_before_an_instant_is_found_and_counted()
    {
        await SaveAsync(Create("THG-0000-0001", head => head with { Opened = Monday.AddMilliseconds(-1) }));
        await SaveAsync(Create("THG-0000-0002", head => head with { Opened = Monday }));
        var query = new RecordQuery { Type = "thing", OpenedBefore = Monday };
        Assert.Equal([Id], await FindAsync(query));
        Assert.Equal(1, await Store.CountAsync(Organisation, query, default));
    }

    [SkippableFact]
    public async Task A_changed_record_is_no_longer_found_by_what_it_was()
    {
        var first = Create(with: head => head with { WaitsFor = ["a"], Parent = new RecordId("PAR-0000-0001"), Dates = Due(Monday) });
        await SaveAsync(first);
        await SaveAsync(Commits.Follow(first.Head, head => head with
        {
            State = "closed",
            WaitsFor = ["b"],
            Parent = null,
            Dates = new Dictionary<string, DateTimeOffset> { ["due"] = Monday.AddDays(1), ["other"] = Monday },
        }));
        RecordQuery[] old =
        [
            new() { State = "open" }, new() { WaitsFor = "a" }, new() { Parent = new RecordId("PAR-0000-0001") },
            new() { Date = "due", DateBefore = Monday.AddHours(1) },
        ];
        foreach (var query in old) Assert.Empty(await FindAsync(query));
    }

    [SkippableFact]
    public async Task A_changed_record_is_found_by_what_it_is_now()
    {
        var first = Create(with: head => head with { WaitsFor = ["a"], Dates = Due(Monday) });
        await SaveAsync(first);
        await SaveAsync(Commits.Follow(first.Head, head => head with
        {
            State = "closed",
            WaitsFor = ["a", "b"],
            Parent = new RecordId("PAR-0000-0002"),
            Dates = new Dictionary<string, DateTimeOffset> { ["due"] = Monday.AddDays(1), ["other"] = Monday },
        }));
        RecordQuery[] now =
        [
            new() { State = "closed" }, new() { WaitsFor = "a" }, new() { WaitsFor = "b" }, new() { Parent = new RecordId("PAR-0000-0002") },
            new() { Date = "due" }, new() { Date = "other", DateBefore = Monday.AddHours(1) },
        ];
        foreach (var query in now) Assert.Equal([Id], await FindAsync(query));
    }

    [SkippableTheory]
    [InlineData(false, "THG-0000-0002 THG-0000-0003 THG-0000-0001")]
    [InlineData(true, "THG-0000-0001 THG-0000-0003 THG-0000-0002")]
    public async Task A_list_is_in_the_order_of_opening(bool newestFirst, string expected)
    {
        await SaveAsync(Create("THG-0000-0001", head => head with { Opened = Monday.AddDays(2) }));
        await SaveAsync(Create("THG-0000-0002", head => head with { Opened = Monday }));
        await SaveAsync(Create("THG-0000-0003", head => head with { Opened = Monday.AddDays(1) }));
        Assert.Equal(expected, string.Join(' ', await FindAsync(new RecordQuery { NewestFirst = newestFirst })));
    }

    [SkippableTheory]
    [InlineData(false, 500)]
    [InlineData(true, 500)]
    [InlineData(false, 7)]
    public async Task Pages_give_each_record_once_and_in_order(bool newestFirst, int limit)
    {
        const int count = 1_203;
        // Several are opened at the same instant.
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => SaveAsync(Create(Number(i), head => head with { Opened = Monday.AddMinutes(i / 4) }))));
        var seen = new List<Head>();
        var query = new RecordQuery { Type = "thing", NewestFirst = newestFirst, Limit = limit };
        do
        {
            var page = await Store.QueryAsync(Organisation, query, default);
            Assert.InRange(page.Heads.Count, 1, limit);
            seen.AddRange(page.Heads);
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        var opened = seen.Select(head => head.Opened);
        Assert.Equal(newestFirst ? opened.OrderDescending() : opened.Order(), opened);
        Assert.Equal(count, seen.Select(head => head.Id).Distinct().Count());
        Assert.Equal(count, seen.Count);
    }

    [SkippableFact]
    public async Task No_page_is_larger_than_the_largest()
    {
        await Task.WhenAll(Enumerable.Range(0, RecordQuery.PageSize + 1).Select(i => SaveAsync(Create(Number(i)))));
        Assert.Equal(RecordQuery.PageSize, (await Store.QueryAsync(Organisation, new RecordQuery { Limit = 100_000 }, default)).Heads.Count);
    }

    [SkippableFact]
    public async Task A_last_page_that_is_full_has_no_continuation()
    {
        for (var i = 0; i < 3; i++) await SaveAsync(Create(Number(i)));
        Assert.Null((await Store.QueryAsync(Organisation, new RecordQuery { Limit = 3 }, default)).Continuation);
    }

    [SkippableFact]
    public async Task What_is_opened_while_pages_are_read_repeats_nothing()
    {
        for (var i = 0; i < 4; i++) await SaveAsync(Create(Number(i), head => head with { Opened = Monday.AddMinutes(i) }));
        var first = await Store.QueryAsync(Organisation, new RecordQuery { NewestFirst = true, Limit = 2 }, default);
        await SaveAsync(Create(Number(9), head => head with { Opened = Monday.AddMinutes(9) }));
        var second = await Store.QueryAsync(Organisation, new RecordQuery { NewestFirst = true, Limit = 2, Continuation = first.Continuation }, default);
        Assert.Equal([Number(3), Number(2), Number(1), Number(0)], first.Heads.Concat(second.Heads).Select(head => head.Id.Value));
    }

    // Organisations.

    [SkippableFact]
    public async Task Two_organisations_may_have_the_same_id()
    {
        await SaveAsync(Create());
        Assert.Equal(SaveResult.Saved, await Store.SaveAsync(Commits.Create(Neighbour, Id.Value), default));
    }

    [SkippableFact]
    public async Task What_one_organisation_does_leaves_the_other_as_it_was()
    {
        await SaveBusyAsync(Organisation);
        await SaveBusyAsync(Neighbour);
        var before = await EverythingAsync(Neighbour);
        var pending = await PendingAsync();
        await Store.UpdateCopyAsync(Organisation, Id, pending.Copies[0] with { Problem = "ours" }, default);
        await Store.SettleFollowUpsAsync(Organisation, Id, new HashSet<int> { pending.FollowUps[0].Number }, [], default);
        await Store.MoveWakeAsync(pending.Wake!, null, default);
        await SaveAsync(Commits.Follow(pending.Head, head => head with { State = "closed", WaitsFor = [], Dates = Due(Monday.AddYears(1)) }) with
        {
            ErasedPayloads = new Dictionary<int, ReadOnlyMemory<byte>> { [1] = "{}"u8.ToArray() },
        });
        Assert.Equal(before, await EverythingAsync(Neighbour));
    }

    [SkippableFact]
    public async Task What_one_organisation_has_the_other_does_not_find()
    {
        await SaveBusyAsync(Organisation);
        var hash = await Store.KeepDocumentAsync(Organisation, "ours"u8.ToArray(), default);
        var found = new List<object?>
        {
            await Store.LoadAsync(Neighbour, Id, default),
            await Store.PendingAsync(Neighbour, Id, default),
            await Store.DocumentAsync(Neighbour, hash, default),
        };
        found.AddRange((await Store.LoadEachAsync(Neighbour, [Id], default)).Values);
        found.AddRange(await Store.HistoryAsync(Neighbour, Id, default));
        found.AddRange(await Store.DueAsync(Neighbour, Monday.AddYears(1), 100, default));
        foreach (var query in EveryQuery()) found.AddRange((await Store.QueryAsync(Neighbour, query, default)).Heads);
        Assert.All(found, Assert.Null);
    }

    // What is due.

    [SkippableFact]
    public async Task What_is_due_comes_earliest_first()
    {
        await SaveAsync(Create(Number(1)) with { WakeAt = Monday.AddHours(2) });
        await SaveAsync(Create(Number(2)) with { WakeAt = Monday });
        await SaveAsync(Create(Number(3)) with { WakeAt = Monday.AddHours(1) });
        Assert.Equal([Number(2), Number(3), Number(1)], await DueAsync(Monday.AddHours(2)));
    }

    [SkippableFact]
    public async Task What_is_due_later_is_not_due_now()
    {
        await SaveAsync(Create(Number(1)) with { WakeAt = Monday.AddMilliseconds(1) });
        await SaveAsync(Create(Number(2)) with { WakeAt = Monday });
        await SaveAsync(Create(Number(3)));
        Assert.Equal([Number(2)], await DueAsync(Monday));
    }

    [SkippableFact]
    public async Task No_more_is_due_than_was_asked_for()
    {
        for (var i = 0; i < 5; i++) await SaveAsync(Create(Number(i)) with { WakeAt = Monday.AddHours(-i) });
        Assert.Equal([Number(4), Number(3)], (await Store.DueAsync(Organisation, Monday, 2, default)).Select(item => item.Record.Value));
    }

    [SkippableFact]
    public async Task A_commit_moves_the_wake_item()
    {
        var first = Create() with { WakeAt = Monday };
        await SaveAsync(first);
        await SaveAsync(Commits.Follow(first.Head) with { WakeAt = Monday.AddHours(1) });
        Assert.Equal(Monday.AddHours(1), (await PendingAsync()).Wake?.WakeAt);
    }

    [SkippableFact]
    public async Task A_commit_that_wants_no_attention_takes_the_wake_item_away()
    {
        var first = Create() with { WakeAt = Monday };
        await SaveAsync(first);
        await SaveAsync(Commits.Follow(first.Head));
        Assert.Null((await PendingAsync()).Wake);
    }

    [SkippableFact]
    public async Task A_wake_item_is_moved()
    {
        await SaveAsync(Create() with { WakeAt = Monday });
        await Store.MoveWakeAsync((await PendingAsync()).Wake!, Monday.AddDays(1), default);
        Assert.Equal(Monday.AddDays(1), (await PendingAsync()).Wake?.WakeAt);
    }

    [SkippableFact]
    public async Task A_wake_item_is_removed()
    {
        await SaveAsync(Create() with { WakeAt = Monday });
        await Store.MoveWakeAsync((await PendingAsync()).Wake!, null, default);
        Assert.Empty(await DueAsync(Monday.AddYears(1)));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wake_item_that_a_commit_wrote_meanwhile_stays(bool remove)
    {
        var first = Create() with { WakeAt = Monday };
        await SaveAsync(first);
        var old = (await PendingAsync()).Wake!;
        await SaveAsync(Commits.Follow(first.Head) with { WakeAt = Monday.AddHours(1) });
        Assert.False(await Store.MoveWakeAsync(old, remove ? null : Monday.AddDays(9), default));
        Assert.Equal(Monday.AddHours(1), (await PendingAsync()).Wake?.WakeAt);
    }

    [SkippableFact]
    public async Task A_wake_item_is_moved_once_by_one_look_at_it()
    {
        await SaveAsync(Create() with { WakeAt = Monday });
        var item = (await PendingAsync()).Wake!;
        await Store.MoveWakeAsync(item, Monday.AddHours(1), default);
        Assert.False(await Store.MoveWakeAsync(item, Monday.AddHours(2), default));
    }

    [SkippableFact]
    public async Task A_wake_item_that_came_back_is_not_the_one_that_was_removed()
    {
        var first = Create() with { WakeAt = Monday };
        await SaveAsync(first);
        var old = (await PendingAsync()).Wake!;
        await Store.MoveWakeAsync(old, null, default);
        await SaveAsync(Commits.Follow(first.Head) with { WakeAt = Monday.AddHours(1) });
        Assert.False(await Store.MoveWakeAsync(old, null, default));
    }

    // Copies.

    [SkippableFact]
    public async Task A_copy_is_updated()
    {
        await SaveAsync(Create() with { NewCopies = [Copy(0), Copy(1)] });
        await Store.UpdateCopyAsync(Organisation, Id, (await PendingAsync()).Copies[1] with { State = CopyState.Shown, Message = "m-1" }, default);
        Assert.Equal([(CopyState.Waiting, null), (CopyState.Shown, "m-1")], (await PendingAsync()).Copies.Select(copy => (copy.State, copy.Message)));
    }

    [SkippableFact]
    public async Task A_copy_that_somebody_changed_meanwhile_stays()
    {
        await SaveAsync(Create() with { NewCopies = [Copy(0)] });
        var old = (await PendingAsync()).Copies[0];
        await Store.UpdateCopyAsync(Organisation, Id, old with { Message = "theirs" }, default);
        Assert.False(await Store.UpdateCopyAsync(Organisation, Id, old with { Message = "ours" }, default));
        Assert.Equal("theirs", (await PendingAsync()).Copies[0].Message);
    }

    [SkippableFact]
    public async Task One_of_many_claims_a_copy()
    {
        await SaveAsync(Create() with { NewCopies = [Copy(0)] });
        var copy = (await PendingAsync()).Copies[0];
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => Task.Run(() => Store.UpdateCopyAsync(Organisation, Id, copy with { ClaimedUntil = Monday.AddMinutes(i) }, default))));
        Assert.Single(claims, claimed => claimed);
    }

    [SkippableTheory]
    [InlineData("THG-0000-0001", 7)]
    [InlineData("THG-0000-0009", 0)]
    public async Task A_copy_that_is_not_there_is_not_made_by_an_update(string id, int number)
    {
        await SaveAsync(Create() with { NewCopies = [Copy(0)] });
        Assert.False(await Store.UpdateCopyAsync(Organisation, new RecordId(id), Copy(number), default));
    }

    [SkippableFact]
    public async Task Sending_does_not_move_a_record_on()
    {
        var commit = Create() with { NewCopies = [Copy(0)] };
        await SaveAsync(commit);
        await Store.UpdateCopyAsync(Organisation, Id, (await PendingAsync()).Copies[0] with { Message = "m-1" }, default);
        Assert.Equal(Commits.Text(commit.Head), Commits.Text(await LoadAsync()));
    }

    // Follow-ups.

    [SkippableFact]
    public async Task A_follow_up_that_is_done_is_gone()
    {
        await SaveAsync(Create() with { FollowUps = [Commits.FollowUp(1000, Monday), Commits.FollowUp(1001, Monday)] });
        await Store.SettleFollowUpsAsync(Organisation, Id, new HashSet<int> { 1000 }, [], default);
        Assert.Equal([1001], (await PendingAsync()).FollowUps.Select(f => f.Number));
    }

    [SkippableFact]
    public async Task A_follow_up_that_failed_is_kept_for_its_next_attempt()
    {
        await SaveAsync(Create() with { FollowUps = [Commits.FollowUp(1000, Monday)] });
        var later = Commits.FollowUp(1000, Monday.AddMinutes(1)) with { Attempts = 1 };
        await Store.SettleFollowUpsAsync(Organisation, Id, new HashSet<int>(), [later], default);
        Assert.Equal(Commits.Text(new[] { later }), Commits.Text((await PendingAsync()).FollowUps));
    }

    [SkippableFact]
    public async Task Many_are_settled_at_once_each_as_it_went()
    {
        await SaveAsync(Create() with { FollowUps = [.. Enumerable.Range(1000, 300).Select(number => Commits.FollowUp(number, Monday))] });
        var later = Commits.FollowUp(1250, Monday.AddMinutes(1)) with { Attempts = 1 };
        // One that never was is none that is wrong.
        await Store.SettleFollowUpsAsync(Organisation, Id, Enumerable.Range(1000, 200).Append(7).ToHashSet(), [later], default);
        var left = (await PendingAsync()).FollowUps;
        Assert.Equal(Enumerable.Range(1200, 100), left.Select(f => f.Number).Order());
        Assert.Equal([(1250, 1)], left.Where(f => f.Attempts > 0).Select(f => (f.Number, f.Attempts)));
    }

    [SkippableFact]
    public async Task A_follow_up_that_is_done_does_not_come_back()
    {
        await SaveAsync(Create() with { FollowUps = [Commits.FollowUp(1000, Monday)] });
        await Store.SettleFollowUpsAsync(Organisation, Id, new HashSet<int> { 1000 }, [], default);
        await Store.SettleFollowUpsAsync(Organisation, Id, new HashSet<int>(), [Commits.FollowUp(1000, Monday.AddMinutes(1))], default);
        Assert.Empty((await PendingAsync()).FollowUps);
    }

    [SkippableFact]
    public async Task A_later_commit_leaves_earlier_copies_and_follow_ups()
    {
        var first = Create() with { NewCopies = [Copy(0)], FollowUps = [Commits.FollowUp(1000, Monday)] };
        await SaveAsync(first);
        await SaveAsync(Commits.Follow(first.Head) with { NewCopies = [Copy(1)], FollowUps = [Commits.FollowUp(2000, Monday)] });
        var pending = await PendingAsync();
        Assert.Equal([0, 1, 1000, 2000], [.. pending.Copies.Select(c => c.Number), .. pending.FollowUps.Select(f => f.Number)]);
    }

    // Documents.

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Document.ChunkBytes - 1)]
    [InlineData(Document.ChunkBytes)]
    [InlineData(Document.ChunkBytes + 1)]
    [InlineData((3 * Document.ChunkBytes) + 17)]
    public async Task A_document_comes_back_whole(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var hash = await Store.KeepDocumentAsync(Organisation, content, default);
        Assert.Equal(content, await Store.DocumentAsync(Organisation, hash, default));
    }

    [SkippableFact]
    public async Task A_document_is_named_by_its_hash() => Assert.Equal(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        await Store.KeepDocumentAsync(Organisation, "abc"u8.ToArray(), default));

    [SkippableFact]
    public async Task A_document_is_kept_once()
    {
        var content = RandomNumberGenerator.GetBytes(Document.ChunkBytes + 1);
        await Store.KeepDocumentAsync(Organisation, content, default);
        var hash = await Store.KeepDocumentAsync(Organisation, content, default);
        Assert.Equal(content, await Store.DocumentAsync(Organisation, hash, default));
    }

    [SkippableFact]
    public async Task A_document_that_is_not_there_is_not_found() =>
        Assert.Null(await Store.DocumentAsync(Organisation, new string('0', 64), default));

    [SkippableFact]
    public async Task A_document_beyond_the_limit_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Store.KeepDocumentAsync(Organisation, new byte[Document.MaximumBytes + 1], default));

    // Many at once.

    [SkippableFact]
    public async Task Many_writers_of_one_record_lose_no_update()
    {
        await SaveAsync(Create());
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            while (true)
            {
                var head = (await LoadAsync())!;
                var next = Commits.Follow(head, h => h with { WaitsFor = [.. h.WaitsFor, $"writer-{writer}"] });
                if (await Store.SaveAsync(next, default) == SaveResult.Saved) return;
            }
        })));
        Assert.Equal(32, (await LoadAsync())!.WaitsFor.Distinct().Count());
    }

    [SkippableFact]
    public async Task Many_writers_of_one_record_leave_one_entry_each()
    {
        await SaveAsync(Create());
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (await Store.SaveAsync(Commits.Follow((await LoadAsync())!), default) != SaveResult.Saved) { }
        })));
        Assert.Equal(Enumerable.Range(1, 33), (await Store.HistoryAsync(Organisation, Id, default)).Select(e => e.Revision));
    }

    [SkippableFact]
    public async Task Many_creations_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(() => SaveAsync(Create(Number(i))))));
        Assert.Equal(1_000, await Store.CountAsync(Organisation, new RecordQuery(), default));
    }

    [SkippableFact]
    public async Task Of_many_who_create_one_record_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.SaveAsync(Create(), default))));
        Assert.Single(results, result => result == SaveResult.Saved);
    }

    [SkippableFact]
    public async Task Who_reads_while_others_write_never_sees_half_a_commit()
    {
        var first = Create(with: head => head with { Copies = 1 }) with { NewCopies = [Copy(0)], WakeAt = Monday };
        await SaveAsync(first);
        var writing = Task.Run(async () =>
        {
            var head = first.Head;
            for (var i = 1; i < 200; i++)
            {
                var next = Commits.Follow(head, h => h with { Copies = i + 1 }) with { NewCopies = [Copy(i)], WakeAt = Monday.AddMinutes(i) };
                await SaveAsync(next);
                head = next.Head;
            }
        });
        var torn = 0;
        while (!writing.IsCompleted)
        {
            var (head, copies, _, wake) = await PendingAsync();
            if (copies.Count != head.Copies || wake?.WakeAt != Monday.AddMinutes(head.Copies - 1)) torn++;
        }
        await writing;
        Assert.Equal(0, torn);
    }

    // The words that the tests above are written in.

    private static string Number(int i) => $"THG-0000-{i:0000}";

    private static CardCopy Copy(int number) => new()
    {
        Number = number,
        Card = "Thing/Thing",
        Person = new RecordId("PER-0000-0001"),
        Lane = Lane.Decisions,
        NextAttempt = Monday,
    };

    private static Dictionary<string, DateTimeOffset> Due(DateTimeOffset at) => new() { ["due"] = at };

    private static Head Full(Head head) => head with
    {
        WaitsFor = ["PER-0000-0001", "role:legal"],
        Parent = new RecordId("PAR-0000-0001"),
        Dates = new Dictionary<string, DateTimeOffset> { ["due"] = Monday.AddDays(3), ["triage"] = Monday.AddHours(5) },
        Acts = [.. head.Acts, new TakenAct("key-2", "thing.change", "clock", 2)],
        Copies = 3,
        Body = "{\"v\":1,\"text\":\"something\"}"u8.ToArray(),
    };

    private Commit Create(string id = "THG-0000-0001", Func<Head, Head>? with = null) => Commits.Create(Organisation, id, with);

    private async Task SaveAsync(Commit commit) => Assert.Equal(SaveResult.Saved, await Store.SaveAsync(commit, default));

    // Seals.

    [SkippableFact]
    public async Task Before_anything_was_saved_there_is_nothing_to_seal_and_no_seal()
    {
        Assert.Empty(await UnsealedAsync());
        Assert.Null(await Seals.LastSealAsync(Organisation, default));
        Assert.Empty(await Seals.SealsAsync(Organisation, 0, 10, default));
    }

    [SkippableFact]
    public async Task Every_entry_waits_to_be_sealed_from_its_commit_on()
    {
        await SaveManyAsync(3);
        await SaveBusyAsync(Neighbour);
        var history = await Store.HistoryAsync(Organisation, Id, default);
        Assert.Equal(history.Select(entry => new SealedEntry(Id, entry.Revision, entry.Hash)), await UnsealedAsync());
    }

    [SkippableFact]
    public async Task A_conflict_leaves_nothing_to_seal()
    {
        await SaveAsync(Create());
        await SealAsync();
        await Store.SaveAsync(Create(), default);
        Assert.Empty(await UnsealedAsync());
    }

    [SkippableFact]
    public async Task A_seal_comes_back_as_it_was_made_and_what_it_names_waits_no_more()
    {
        await SaveManyAsync(3);
        var first = await SealAsync();
        await SaveAsync(Commits.Follow((await LoadAsync())!));
        Assert.Equal([4], (await UnsealedAsync()).Select(entry => entry.Revision));
        var second = await SealAsync();
        Assert.Empty(await UnsealedAsync());
        Assert.Equal(Commits.Text(new[] { first, second }), Commits.Text(await Seals.SealsAsync(Organisation, 0, 10, default)));
        Assert.Equal(Commits.Text(second), Commits.Text(await Seals.LastSealAsync(Organisation, default)));
        Assert.Equal((2, 4L), (second.Number, second.Read().Total));
        Assert.Empty(await Seals.SealsAsync(Neighbour, 0, 10, default));
    }

    [SkippableFact]
    public async Task A_number_is_sealed_once()
    {
        await SaveManyAsync(2);
        var entries = await UnsealedAsync();
        Assert.True(await Seals.SealAsync(Seal.After(null, Organisation, Monday, [entries[0]]), default));
        Assert.False(await Seals.SealAsync(Seal.After(null, Organisation, Monday, entries), default));
        Assert.Equal([entries[1]], await UnsealedAsync());
    }

    [SkippableFact]
    public async Task Seals_come_in_pages_in_the_order_of_their_numbers()
    {
        Seal? last = null;
        for (var i = 0; i < 12; i++)
        {
            last = Seal.After(last, Organisation, Monday, [new SealedEntry(Id, i + 1, "hash")]);
            await Seals.SealAsync(last, default);
        }
        Assert.Equal([1, 2, 3, 4, 5], (await Seals.SealsAsync(Organisation, 0, 5, default)).Select(seal => seal.Number));
        Assert.Equal([10, 11, 12], (await Seals.SealsAsync(Organisation, 9, 5, default)).Select(seal => seal.Number));
    }

    [SkippableFact]
    public async Task Two_who_seal_at_once_make_one_chain_that_misses_nothing()
    {
        for (var i = 0; i < 40; i++) await SaveAsync(Create(Number(i)));
        Sealer[] sealers = [.. Enumerable.Range(0, 4).Select(_ => new Sealer(Seals, TimeProvider.System, new(TimeProvider.System)))];
        var saving = Task.Run(async () =>
        {
            for (var i = 40; i < 80; i++) await SaveAsync(Create(Number(i)));
        });
        await Task.WhenAll(sealers.Select(sealer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) await sealer.SealAsync(Organisation, default);
        })));
        await saving;
        await sealers[0].SealAsync(Organisation, default);

        var seals = await Seals.SealsAsync(Organisation, 0, 1000, default);
        Assert.Equal(Enumerable.Range(1, seals.Count), seals.Select(seal => seal.Number));
        Assert.Equal(seals.SkipLast(1).Select(seal => seal.Hash), seals.Skip(1).Select(seal => seal.Read().Previous));
        Assert.Equal(80, seals.SelectMany(seal => seal.Read().Entries).Distinct().Count());
    }

    [SkippableFact]
    public async Task An_erasure_leaves_a_sealed_entry_sealed()
    {
        var first = Create();
        await SaveAsync(first);
        await SealAsync();
        await SaveAsync(Commits.Follow(first.Head) with { ErasedPayloads = new Dictionary<int, ReadOnlyMemory<byte>> { [1] = "{}"u8.ToArray() } });
        Assert.Equal([2], (await UnsealedAsync()).Select(entry => entry.Revision));
    }

    private ISealStore Seals => (ISealStore)Store;

    private async Task<IReadOnlyList<SealedEntry>> UnsealedAsync() =>
        [.. (await Seals.UnsealedAsync(Organisation, int.MaxValue, default)).OrderBy(entry => entry.Record.Value, StringComparer.Ordinal).ThenBy(entry => entry.Revision)];

    private async Task<Seal> SealAsync() => (await new Sealer(Seals, TimeProvider.System, new(TimeProvider.System)).SealAsync(Organisation, default))!;

    private async Task<Head> SaveManyAsync(int revisions)
    {
        var head = Create().Head;
        await SaveAsync(Create());
        for (var i = 1; i < revisions; i++)
        {
            var next = Commits.Follow(head);
            await SaveAsync(next);
            head = next.Head;
        }
        return head;
    }

    private Task<SaveResult> SaveBusyAsync(string organisation) => Store.SaveAsync(
        Commits.Create(organisation, Id.Value, Full) with { NewCopies = [Copy(0)], FollowUps = [Commits.FollowUp(1000, Monday)], WakeAt = Monday },
        default);

    private Task<Head?> LoadAsync() => Store.LoadAsync(Organisation, Id, default);

    private async Task<PendingWork> PendingAsync() => (await Store.PendingAsync(Organisation, Id, default))!;

    private async Task<IEnumerable<RecordId>> FindAsync(RecordQuery query) =>
        (await Store.QueryAsync(Organisation, query, default)).Heads.Select(head => head.Id).ToArray();

    private async Task<IEnumerable<string>> DueAsync(DateTimeOffset now) =>
        (await Store.DueAsync(Organisation, now, 100, default)).Select(item => item.Record.Value).ToArray();

    private async Task<Everything> EverythingAsync(string organisation) => new(
        await Store.PendingAsync(organisation, Id, default),
        await Store.HistoryAsync(organisation, Id, default),
        (await Store.QueryAsync(organisation, new RecordQuery { WaitsFor = "role:legal" }, default)).Heads.Count,
        (await Store.QueryAsync(organisation, new RecordQuery { Date = "due", DateBefore = Monday.AddDays(4) }, default)).Heads.Count);

    private async Task<List<Head>> SaveEveryKindAsync()
    {
        var heads = new List<Head>();
        for (var i = 0; i < 64; i++)
        {
            var commit = Create(Number(i), head => head with
            {
                Type = (i & 1) == 0 ? "thing" : "other",
                State = (i & 2) == 0 ? "open" : "closed",
                WaitsFor = (i & 4) == 0 ? ["a", "b"] : ["b"],
                Parent = (i & 8) == 0 ? null : new RecordId("PAR-0000-0001"),
                Dates = (i & 16) == 0 ? new Dictionary<string, DateTimeOffset>() : Due((i & 32) == 0 ? Monday : Monday.AddDays(1)),
                Opened = Monday.AddMinutes(i),
            });
            await SaveAsync(commit);
            heads.Add(commit.Head);
        }
        return heads;
    }

    private static IEnumerable<RecordQuery> EveryQuery() =>
        from type in new[] { null, "thing", "nothing" }
        from state in new[] { null, "open", "closed" }
        from waitsFor in new[] { null, "a", "nobody" }
        from parent in new RecordId?[] { null, new RecordId("PAR-0000-0001") }
        from date in new[] { null, "due", "never" }
        from before in new DateTimeOffset?[] { null, Monday.AddHours(1) }
        from after in new DateTimeOffset?[] { null, Monday.AddHours(1) }
        where date is not null || (before is null && after is null)
        select new RecordQuery { Type = type, State = state, WaitsFor = waitsFor, Parent = parent, Date = date, DateBefore = before, DateFrom = after };

    private static bool Matches(Head head, RecordQuery query) =>
        (query.Type is null || head.Type == query.Type) &&
        (query.State is null || head.State == query.State) &&
        (query.WaitsFor is null || head.WaitsFor.Contains(query.WaitsFor)) &&
        (query.Parent is null || head.Parent == query.Parent) &&
        (query.Date is null || (head.Dates.TryGetValue(query.Date, out var at) && (query.DateBefore is null || at < query.DateBefore) && (query.DateFrom is null || at >= query.DateFrom)));

    /// <summary>All that a store knows of a record, compared by its stored form.</summary>
    private sealed record Everything(PendingWork? Pending, IReadOnlyList<AuditEntry> Entries, int Waiting, int Dated)
    {
        public bool Equals(Everything? other) => other is not null && ToString() == other.ToString();

        public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

        public override string ToString() => Commits.Text(new { Pending, Entries, Waiting, Dated });
    }
}
