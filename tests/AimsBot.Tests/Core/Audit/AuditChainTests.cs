using System.Text;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Host;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using CsCheck;

namespace AimsBot.Tests.Core.Audit;

/// <summary>Whatever is changed behind the bot's back is found.</summary>
public sealed class AuditChainTests : IAsyncLifetime, IDisposable
{
    private readonly CoreBench _bench = new();
    private Head _head = null!;
    private IReadOnlyList<AuditEntry> _entries = [];

    /// <summary>A record with every kind of act behind it, an erasure among them.</summary>
    public async Task InitializeAsync()
    {
        var olga = await _bench.PersonAsync("Olga Eier", Role.Legal);
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("the first title") { Expires = Commits.Monday.AddDays(9) }, actor: olga);
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("a name to be erased"), permit.Id, olga);
        await _bench.KeepAsync(ErasePayload.Step, new ErasePayload("note.before", "asked for"), permit.Id);
        await _bench.KeepAsync(VoteOnPermit.Step, new VoteOnPermit(), permit.Id, olga);
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("the last title"), permit.Id, olga);
        _head = await _bench.HeadAsync(permit.Id);
        _entries = await _bench.HistoryAsync(permit.Id);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_untouched_record_verifies() => Assert.Null(AuditChain.Verify(_head, _entries).Fault);

    [Fact]
    [Trait("Rule", "E5")]
    public void An_erasure_shows() => Assert.Equal(1, AuditChain.Verify(_head, _entries).Erased);

    // Bytes.

    [Fact]
    public void Any_changed_byte_of_a_header_is_found() => AssertEachFound(entry => entry.Header, (entry, bytes) => entry with { Header = bytes });

    [Fact]
    public void Any_changed_byte_of_a_payload_is_found() => AssertEachFound(entry => entry.Payload, (entry, bytes) => entry with { Payload = bytes });

    [Fact]
    public void Any_changed_character_of_a_hash_is_found() => AssertEachFound(
        entry => Encoding.ASCII.GetBytes(entry.Hash), (entry, bytes) => entry with { Hash = Encoding.Latin1.GetString(bytes) });

    [Fact]
    public void Any_changed_byte_of_a_head_body_is_found() =>
        Gen.Select(Gen.Int[0, _head.Body.Length - 1], Gen.Byte[1, 255]).Sample((at, flip) => Faulty(_head with { Body = Flipped(_head.Body, at, flip) }, _entries));

    [Fact]
    public void Any_byte_put_into_a_head_body_is_found() =>
        Gen.Select(Gen.Int[0, _head.Body.Length], Gen.Byte).Sample((at, value) =>
            Faulty(_head with { Body = (byte[])[.. _head.Body.Span[..at], value, .. _head.Body.Span[at..]] }, _entries));

    [Fact]
    public void Any_byte_taken_from_a_head_body_is_found() =>
        Gen.Int[0, _head.Body.Length - 1].Sample(at => Faulty(_head with { Body = (byte[])[.. _head.Body.Span[..at], .. _head.Body.Span[(at + 1)..]] }, _entries));

    [Fact]
    public void A_payload_that_is_anything_is_found_and_throws_nothing() =>
        Gen.Select(Gen.Int[0, 4], Gen.OneOf<string>(
            "", "null", "7", "[]", "{}", """{"v":1}""", """{"v":2,"fields":[]}""", """{"v":1,"fields":[]}""", """{"v":1,"fields":[[null,null,null]]}""",
            """{"v":1,"fields":[["a",null,"zz"]]}""", """{"v":1,"fields":[["a",null,null]]}""", """{"v":1,"fields":[[null,"AAAAAAAAAAAAAAAAAAAAAA==",1]]}""",
            """{"v":1,"fields":[["a","AA==",1]]}""", """{"v":"1","fields":{}}""", """{"v":1,"fields":[7]}""")).Sample((at, payload) =>
            Faulty(_head, Replaced(at, _entries[at] with { Payload = Encoding.UTF8.GetBytes(payload) })));

    [Fact]
    public void A_header_that_is_anything_is_found_and_throws_nothing() =>
        Gen.Select(Gen.Int[0, 4], Gen.OneOf<string>("", "null", "[]", "{}", """{"v":1}""", """{"v":2}""", """{"v":"x"}""")).Sample((at, header) =>
        {
            var bytes = Encoding.UTF8.GetBytes(header);
            return Faulty(_head, Replaced(at, _entries[at] with { Header = bytes, Hash = AuditEntry.HashOf(bytes) }));
        });

    // Entries.

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_removed_entry_is_found(int at) => AssertFound(_head, [.. _entries.Where((_, i) => i != at)]);

    [Fact]
    public void All_entries_removed_are_found() => AssertFound(_head, []);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    public void Swapped_entries_are_found(int one, int other) => AssertFound(_head, Replaced(one, _entries[other], Replaced(other, _entries[one])));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    public void Swapped_entries_with_their_revisions_put_right_are_found(int one, int other) => AssertFound(
        _head,
        Replaced(one, _entries[other] with { Revision = one + 1 }, Replaced(other, _entries[one] with { Revision = other + 1 })));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_duplicated_entry_is_found(int at) => AssertFound(_head, [.. _entries.Take(at + 1), .. _entries.Skip(at)]);

    [Fact]
    public void An_inserted_entry_is_found()
    {
        var header = (_entries[4].ReadHeader() with { Revision = 6, Previous = _entries[4].Hash }).Write();
        AssertFound(_head, [.. _entries, _entries[4] with { Revision = 6, Header = header, Hash = AuditEntry.HashOf(header) }]);
    }

    [Fact]
    public async Task Entries_of_another_record_are_found()
    {
        var other = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("another"));
        AssertFound(_head, [.. await _bench.HistoryAsync(other.Id), .. _entries.Skip(1)]);
    }

    [Fact]
    public void A_rewritten_entry_in_a_chain_that_was_not_rewritten_is_found()
    {
        var header = (_entries[1].ReadHeader() with { Actor = "PER-0000-0000" }).Write();
        AssertFound(_head, Replaced(1, _entries[1] with { Header = header, Hash = AuditEntry.HashOf(header) }));
    }

    // The head.

    public static TheoryData<string> HeadChanges => [.. Changes.Keys];

    private static readonly Dictionary<string, Func<Head, Head>> Changes = new()
    {
        ["state"] = head => head with { State = PermitWorkflow.Closed },
        ["type"] = head => head with { Type = "incident" },
        ["organisation"] = head => head with { Organisation = "other" },
        ["id"] = head => head with { Id = new RecordId("PMT-0000-0000") },
        ["revision back"] = head => head with { Revision = head.Revision - 1 },
        ["revision on"] = head => head with { Revision = head.Revision + 1 },
        ["basis"] = head => head with { Basis = 1 },
        ["opened"] = head => head with { Opened = head.Opened.AddMilliseconds(-1) },
        ["changed"] = head => head with { Changed = head.Changed.AddMilliseconds(1) },
        ["parent"] = head => head with { Parent = new RecordId("PER-0000-0000") },
        ["no parent"] = head => head with { Parent = null },
        ["waits for"] = head => head with { WaitsFor = ["PER-0000-0000"] },
        ["dates"] = head => head with { Dates = new Dictionary<string, DateTimeOffset> { ["due"] = Commits.Monday } },
        ["last hash"] = head => head with { LastHash = new string('0', 64) },
        ["no acts"] = head => head with { Acts = [] },
        ["an act removed"] = head => head with { Acts = [.. head.Acts.Skip(1)] },
        ["an act in the middle removed"] = head => head with { Acts = [.. head.Acts.Where((_, i) => i != 2)] },
        ["an act twice"] = head => head with { Acts = [.. head.Acts, head.Acts[^1]] },
        ["acts in another order"] = head => head with { Acts = [.. head.Acts.Reverse()] },
        ["an act's key"] = head => head with { Acts = [head.Acts[0] with { Key = "other" }, .. head.Acts.Skip(1)] },
        ["an act's step"] = head => head with { Acts = [head.Acts[0] with { Step = "other" }, .. head.Acts.Skip(1)] },
        ["an act's actor"] = head => head with { Acts = [head.Acts[0] with { Actor = "other" }, .. head.Acts.Skip(1)] },
        ["an act's revision"] = head => head with { Acts = [head.Acts[0] with { Revision = 2 }, .. head.Acts.Skip(1)] },
        ["no body"] = head => head with { Body = default },
        ["empty body"] = head => head with { Body = "{}"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(HeadChanges))]
    public void A_changed_field_of_the_head_is_found(string change) => AssertFound(Changes[change](_head), _entries);

    [Fact]
    public void A_head_of_an_earlier_revision_is_found()
    {
        var older = StoredJson.Read<Permit>(EntryPayload.BodyOf(EntryPayload.Read(_entries[3].Payload)));
        AssertFound(_head with { Body = StoredJson.Write(older) }, _entries);
    }

    // Erasures.

    [Theory]
    [InlineData(0, "body.title")]
    [InlineData(4, "body.title")]
    [InlineData(1, "actor.name")]
    [InlineData(3, "state")]
    [InlineData(2, "note.field")]
    [InlineData(2, "note.reason")]
    [InlineData(4, "note.before")] // erased once, honestly; this one came later
    public void A_field_erased_without_an_erasing_entry_is_found(int at, string field) =>
        AssertFound(_head, Replaced(at, _entries[at] with { Payload = EntryPayload.Erase(_entries[at].Payload, field) }));

    [Fact]
    public void The_fault_names_the_first_bad_entry() =>
        Assert.Equal(2, AuditChain.Verify(_head, Replaced(1, _entries[1] with { Hash = new string('0', 64) })).Fault?.Revision);

    [Fact]
    public async Task A_record_of_more_acts_than_it_remembers_verifies()
    {
        for (var i = 0; i < 50; i++) await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), _head.Id);
        Assert.Null((await _bench.VerifyAsync(_head.Id)).Fault);
    }

    // Fields that were joined.

    [Fact]
    public void Neighbours_that_stay_for_ever_are_one_field_of_the_payload() =>
        Assert.Equal(["body.v", "body.title", "body.votes", "body:zone,floor", "body.nudges"], EntryPayload.Read(_entries[0].Payload).Select(field => field.Name).Where(name => name.StartsWith("body", StringComparison.Ordinal)).Take(5));

    [Fact]
    public void One_by_one_they_are_those_of_the_head() => Assert.Equal(
        PayloadFields.Of(_head).Select(field => (field.Name, Encoding.UTF8.GetString(field.Value.Span))),
        EntryPayload.Singles(EntryPayload.Read(_entries[4].Payload)).Take(PayloadFields.Of(_head).Count).Select(field => (field.Name, Encoding.UTF8.GetString(field.Value.Span))));

    [Fact]
    public void Each_is_shown_under_its_own_name() => Assert.Equal("yard", (string?)RecordJson.Entry(_entries[0])["payload"]!["body.zone"]);

    [Theory]
    [InlineData("[\"yard\"]")]
    [InlineData("[\"yard\",1,2]")]
    [InlineData("{\"zone\":1}")]
    [InlineData("7")]
    public void As_many_values_as_names_there_must_be(string values) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => EntryPayload.Singles([new PayloadField("body:zone,floor", Encoding.UTF8.GetBytes(values))]));

    [Fact]
    [Trait("Rule", "E11")]
    public async Task A_field_that_could_not_be_erased_when_it_was_written_goes_with_its_neighbours_and_the_chain_verifies()
    {
        var (head, entries) = await ErasedLaterAsync("body.floor");
        entries = [entries[0] with { Payload = EntryPayload.Erase(entries[0].Payload, "body.floor") }, entries[1]];
        Assert.DoesNotContain("yard", Encoding.UTF8.GetString(entries[0].Payload.Span), StringComparison.Ordinal);
        Assert.Null(AuditChain.Verify(head, entries).Fault);
    }

    [Fact]
    [Trait("Rule", "E5")]
    public async Task Joined_fields_that_are_gone_without_an_erasure_of_one_of_them_are_found()
    {
        var (head, entries) = await ErasedLaterAsync("body.title");
        AssertFound(head, [entries[0] with { Payload = EntryPayload.Erase(entries[0].Payload, "body.floor") }, entries[1]]);
    }

    /// <summary>A record whose last entry erases a field that this version cannot, as a later one might.</summary>
    private async Task<(Head Head, AuditEntry[] Entries)> ErasedLaterAsync(string field)
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("a title"));
        await _bench.KeepAsync(ErasePayload.Step, new ErasePayload("note.none", "asked for"), permit.Id);
        var entries = await _bench.HistoryAsync(permit.Id);
        PayloadField[] fields = [.. EntryPayload.Read(entries[1].Payload).Select(f => f.Name == ErasePayload.FieldNote ? PayloadFields.Text(f.Name, field) : f)];
        var (payload, payloadHash) = EntryPayload.Write(fields, new byte[EntryPayload.SaltBytesFor(fields.Length)]);
        var header = (entries[1].ReadHeader() with { PayloadHash = payloadHash }).Write();
        var erasing = entries[1] with { Header = header, Hash = AuditEntry.HashOf(header), Payload = payload };
        return (await _bench.HeadAsync(permit.Id) with { LastHash = erasing.Hash }, [entries[0], erasing]);
    }

    // What stands where.

    [Fact]
    [Trait("Rule", "E15")]
    public void No_header_has_a_name_an_address_or_free_text() => Assert.All(
        _entries,
        entry => Assert.DoesNotContain(
            new[] { "Olga", "olga", "example.com", "title", "erased", "asked" },
            word => Encoding.UTF8.GetString(entry.Header.Span).Replace("payload-erased", "", StringComparison.Ordinal).Contains(word, StringComparison.Ordinal)));

    [Fact]
    [Trait("Rule", "E15")]
    public async Task No_header_of_a_person_has_the_person()
    {
        var person = await _bench.PersonAsync("Per Hemmelig", Role.Legal);
        await _bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(person.Person!.Details with { Department = "Hemmelig avdeling" }), person.Person.Id);
        Assert.All(
            await _bench.HistoryAsync(person.Person.Id),
            entry => Assert.DoesNotContain("Hemmelig", Encoding.UTF8.GetString(entry.Header.Span), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Rule", "E15")]
    public void The_payload_has_the_actors_name_at_the_time() =>
        Assert.Contains(EntryPayload.Read(_entries[0].Payload), field => field.Name == "actor.name" && Encoding.UTF8.GetString(field.Value.Span) == "\"Olga Eier\"");

    [Fact]
    [Trait("Rule", "E11")]
    public void No_two_salts_are_alike()
    {
        var salts = _entries.SelectMany(entry => EntryPayload.Read(entry.Payload)).Where(f => f.Digest is null).Select(f => Convert.ToHexString(f.Salt.Span)).ToArray();
        Assert.Equal(salts.Length, salts.Distinct().Count());
    }

    private void AssertEachFound(Func<AuditEntry, ReadOnlyMemory<byte>> read, Func<AuditEntry, byte[], AuditEntry> write) =>
        Gen.Select(Gen.Int[0, _entries.Count - 1], Gen.Int[0, 100_000], Gen.Byte[1, 255]).Sample((at, place, flip) =>
        {
            var bytes = read(_entries[at]);
            return Faulty(_head, Replaced(at, write(_entries[at], Flipped(bytes, place % bytes.Length, flip))));
        }, iter: 2_000);

    private static void AssertFound(Head head, IReadOnlyList<AuditEntry> entries) => Assert.NotNull(AuditChain.Verify(head, entries).Fault);

    private static bool Faulty(Head head, IReadOnlyList<AuditEntry> entries) => AuditChain.Verify(head, entries).Fault is not null;

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, int at, byte flip)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= flip;
        return flipped;
    }

    private AuditEntry[] Replaced(int at, AuditEntry entry, IReadOnlyList<AuditEntry>? of = null) =>
        [.. (of ?? _entries).Select((before, i) => i == at ? entry : before)];
}
