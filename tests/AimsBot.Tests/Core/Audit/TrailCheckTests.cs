using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Storage.Sqlite;
using AimsBot.Tests.Bench;
using CsCheck;
using Microsoft.Data.Sqlite;

namespace AimsBot.Tests.Core.Audit;

/// <summary>Whatever is done to the file behind the bot's back is found, and named.</summary>
public sealed partial class TrailCheckTests : IAsyncLifetime, IDisposable
{
    private readonly CoreBench _bench = new();
    private readonly TempFolder _folder = new();
    private byte[] _whole = [];
    private byte[] _yesterday = [];
    private Witness _witness = null!;
    private string _renamed = "";
    private string _voted = "";
    private string _young = "";

    /// <summary>Records with acts of every kind under two seals, and one act that is younger than the last.</summary>
    public async Task InitializeAsync()
    {
        var actor = await _bench.PersonAsync("Olga Eier", Role.Legal);
        var renamed = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("the first title"), actor: actor);
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("a name to be erased"), renamed.Id, actor);
        var voted = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("another permit"), actor: actor);
        await SealAsync();
        _yesterday = Copy("yesterday.db");
        await _bench.KeepAsync(ErasePayload.Step, new ErasePayload("note.before", "asked for"), renamed.Id);
        await _bench.KeepAsync(VoteOnPermit.Step, new VoteOnPermit(), voted.Id, actor);
        var last = await SealAsync();
        _witness = new Witness(last.Number, last.Hash);
        var young = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("a young one"), actor: actor);
        (_renamed, _voted, _young) = (renamed.Id.Value, voted.Id.Value, young.Id.Value);
        _whole = Copy("whole.db");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_untouched_store_is_whole_and_what_is_younger_than_the_last_seal_is_said()
    {
        var report = await CheckAsync(_whole, _witness);
        Assert.Equal((null, 2, 1, 1), (report.Fault, report.Seals, report.NotSealed, report.Erased));
    }

    [Theory]
    [InlineData("UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), 'another permit', 'another parrot') AS BLOB) WHERE head = $voted AND revision = 1", "VOTED entry 1: the payload is not what the header binds")]
    [InlineData("UPDATE entry SET header = CAST(replace(CAST(header AS TEXT), 'rename', 'reNAME') AS BLOB) WHERE head = $renamed AND revision = 2", "RENAMED entry 2: the header is not what was hashed")]
    [InlineData("DELETE FROM entry WHERE head = $renamed AND revision = 2", "RENAMED entry 2: an entry is missing: found number 3")]
    [InlineData("UPDATE entry SET revision = 9 WHERE head = $renamed AND revision = 2; UPDATE entry SET revision = 2 WHERE head = $renamed AND revision = 3; UPDATE entry SET revision = 3 WHERE head = $renamed AND revision = 9", "RENAMED entry 2: the link to the entry before is broken")]
    [InlineData("UPDATE head SET body = CAST(replace(CAST(body AS TEXT), 'another permit', 'another parrot') AS BLOB) WHERE key = $voted", "VOTED head: the head's body.title is not that of the last entry")]
    [InlineData("UPDATE head SET state = 'closed' WHERE key = $voted", "VOTED head: the head's state is not that of the last entry")]
    [InlineData("DELETE FROM head WHERE key = $voted", "VOTED entry 1: the record is gone, and seal 1 names it")]
    [InlineData("DELETE FROM head WHERE key = $voted; DELETE FROM entry WHERE head = $voted", "VOTED entry 1: the record is gone, and seal 1 names it")]
    [InlineData("UPDATE head SET id = 'PMT-0000-0000' WHERE key = $voted; UPDATE head SET id = $votedId WHERE key = $renamed; UPDATE head SET id = $renamedId WHERE key = $voted", "entry 1: the entry belongs elsewhere")]
    [InlineData("UPDATE seal SET content = CAST(replace(CAST(content AS TEXT), '\"number\":1', '\"number\":7') AS BLOB) WHERE number = 1", "seal 1: it is not what was hashed")]
    [InlineData("UPDATE seal SET hash = substr(hash, 2) || substr(hash, 1, 1) WHERE number = 1", "seal 1: it is not what was hashed")]
    [InlineData("DELETE FROM seal WHERE number = 1", "seal 1: it is missing: found number 2")]
    [InlineData("DELETE FROM seal", "entry 1: no seal names it, and it is not marked as new")]
    [InlineData("UPDATE seal SET number = 9 WHERE number = 1; UPDATE seal SET number = 1 WHERE number = 2; UPDATE seal SET number = 2 WHERE number = 9", "seal 1: the link to the seal before is broken")]
    [InlineData("DELETE FROM unsealed", "YOUNG entry 1: no seal names it, and it is not marked as new")]
    public async Task What_was_touched_is_named(string edit, string fault)
    {
        var edited = Edited(_whole, edit.Replace("$votedId", $"'{_voted}'", StringComparison.Ordinal).Replace("$renamedId", $"'{_renamed}'", StringComparison.Ordinal)
            .Replace("$voted", KeyOf(_voted), StringComparison.Ordinal).Replace("$renamed", KeyOf(_renamed), StringComparison.Ordinal));
        var found = (await CheckAsync(edited)).Fault ?? "nothing";
        Assert.EndsWith(fault.Replace("VOTED", _voted, StringComparison.Ordinal).Replace("RENAMED", _renamed, StringComparison.Ordinal).Replace("YOUNG", _young, StringComparison.Ordinal), found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_put_back_whole_to_yesterday_is_found_although_its_own_chain_is_whole()
    {
        var old = _folder.File("old.db");
        await File.WriteAllBytesAsync(old, _yesterday);
        var key = KeyOf(_voted);
        var edited = Edited(_whole, $"""
            ATTACH '{old}' AS old;
            DELETE FROM entry WHERE head = {key}; INSERT INTO entry SELECT * FROM old.entry WHERE head = {key};
            DELETE FROM head WHERE key = {key}; INSERT INTO head SELECT * FROM old.head WHERE key = {key};
            """);
        Assert.Equal($"{_voted} entry 2: seal 2 names it, and the trail ends at 1", (await CheckAsync(edited)).Fault);
    }

    [Fact]
    public async Task A_record_written_anew_with_a_chain_of_its_own_is_another_than_was_sealed()
    {
        var rewritten = Edited(_whole, "SELECT 1");
        await using (var file = new Opened(this, rewritten))
        {
            var id = new RecordId(_voted);
            var history = await file.Store.HistoryAsync("demo", id, default);
            var first = (history[0].ReadHeader() with { Actor = "PER-0000-0000" }).Write();
            var second = (history[1].ReadHeader() with { Previous = AuditEntry.HashOf(first) }).Write();
            rewritten = file.Closed(
                $"UPDATE entry SET header = x'{Convert.ToHexString(first)}', hash = '{AuditEntry.HashOf(first)}' WHERE head = {KeyOf(_voted)} AND revision = 1",
                $"UPDATE entry SET header = x'{Convert.ToHexString(second)}', hash = '{AuditEntry.HashOf(second)}' WHERE head = {KeyOf(_voted)} AND revision = 2",
                $"UPDATE head SET last_hash = '{AuditEntry.HashOf(second)}', acts = CAST(replace(CAST(acts AS TEXT), '{history[0].ReadHeader().Actor}\",\"revision\":1}}', 'PER-0000-0000\",\"revision\":1}}') AS BLOB) WHERE key = {KeyOf(_voted)}");
        }
        Assert.Equal($"{_voted} entry 1: it is another than seal 1 names", (await CheckAsync(rewritten)).Fault);
    }

    [Fact]
    public async Task The_whole_store_put_back_to_yesterday_is_known_to_a_witness_alone()
    {
        Assert.Null((await CheckAsync(_yesterday)).Fault);
        Assert.Equal("seal 2: it is not there, and the witness has it: the store was put back to before it", (await CheckAsync(_yesterday, _witness)).Fault);
        Assert.Equal("seal 2: it is another than the witness has", (await CheckAsync(_whole, _witness with { Hash = EntryHeader.NoPrevious })).Fault);
    }

    /// <summary>Any one byte of any head, entry or seal: flipped, it is found, and the message names where it is.</summary>
    [Fact]
    public void Any_byte_of_a_head_an_entry_or_a_seal_that_is_changed_is_found()
    {
        var cells = Cells();
        Gen.Select(Gen.Int[0, cells.Count - 1], Gen.Double[0, 1], Gen.Byte[1, 127]).Sample(
            (cell, where, flip) =>
            {
                var (table, column, key, value) = cells[cell];
                var changed = (byte[])value.Clone();
                changed[(int)(where * (changed.Length - 1))] ^= flip;
                var hex = Convert.ToHexString(changed);
                var literal = column is "header" or "payload" or "content" or "body" or "acts" or "waits_for" or "dates" ? $"x'{hex}'" : $"CAST(x'{hex}' AS TEXT)";
                var edited = Edited(_whole, $"UPDATE {table} SET {column} = {literal} WHERE {key}");
                var found = FaultOf(edited);
                return found is not null && Where().IsMatch(found);
            },
            iter: 250, threads: 1);
    }

    /// <summary>Rows deleted, doubled under another number, or exchanged, in any two places.</summary>
    [Fact]
    public void Any_row_that_is_taken_away_or_exchanged_is_found()
    {
        var cells = Cells().Where(cell => cell.Column is "header" or "content").ToArray();
        Gen.Select(Gen.Int[0, cells.Length - 1], Gen.Int[0, cells.Length - 1], Gen.Bool).Sample(
            (one, other, isTakenAway) =>
            {
                var (a, b) = (cells[one], cells[other]);
                if (isTakenAway) return FaultOf(Edited(_whole, $"DELETE FROM {a.Table} WHERE {a.Key}")) is not null;
                if (one == other || a.Table != b.Table) return true;
                var hashes = $"UPDATE {a.Table} SET {a.Column} = x'{Convert.ToHexString(b.Value)}', hash = '{AuditEntry.HashOf(b.Value)}' WHERE {a.Key};"
                    + $"UPDATE {b.Table} SET {b.Column} = x'{Convert.ToHexString(a.Value)}', hash = '{AuditEntry.HashOf(a.Value)}' WHERE {b.Key};";
                return FaultOf(Edited(_whole, hashes)) is not null;
            },
            iter: 150, threads: 1);
    }

    private string? FaultOf(byte[] file)
    {
        try
        {
            return CheckAsync(file).GetAwaiter().GetResult().Fault;
        }
        catch (System.Text.Json.JsonException e)
        {
            return e.Message;
        }
    }

    private async Task<TrailReport> CheckAsync(byte[] file, Witness? witness = null)
    {
        await using var opened = new Opened(this, file);
        return await new TrailCheck("demo", opened.Store, opened.Store).RunAsync(witness, default);
    }

    private async Task<Seal> SealAsync() =>
        (await new Sealer((ISealStore)_bench.Store, _bench.Clock, new PlatformClock(_bench.Clock)).SealAsync("demo", default))!;

    private byte[] Copy(string name)
    {
        _bench.Database.Backup(_folder.File(name), Commits.Monday);
        return File.ReadAllBytes(_folder.File(name));
    }

    private string KeyOf(string id) => $"{Read(_whole, $"SELECT key FROM head WHERE id = '{id}'")[0][0]}";

    /// <summary>Every stored value that a head, an entry or a seal has and that the trail binds.</summary>
    private List<(string Table, string Column, string Key, byte[] Value)> Cells()
    {
        var cells = new List<(string, string, string, byte[])>();
        foreach (var (table, key, columns) in new[]
        {
            ("head", "key", (string[])["id", "type", "state", "last_hash", "acts", "waits_for", "body"]),
            ("entry", "head * 1000 + revision", ["hash", "header", "payload"]),
            ("seal", "number", ["hash", "content"]),
        })
        {
            foreach (var column in columns)
            {
                foreach (var row in Read(_whole, $"SELECT {key}, CAST({column} AS BLOB) FROM {table} WHERE length({column}) > 0"))
                    cells.Add((table, column, $"{key} = {row[0]}", (byte[])row[1]));
            }
        }
        return cells;
    }

    private List<object[]> Read(byte[] file, string sql)
    {
        var path = Put(file);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    private byte[] Edited(byte[] file, string sql)
    {
        var path = Put(file);
        Run(path, sql);
        return File.ReadAllBytes(path);
    }

    private static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = "PRAGMA journal_mode=DELETE; " + sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Put(byte[] file)
    {
        var path = _folder.File(RandomNumberGenerator.GetHexString(8) + ".db");
        File.WriteAllBytes(path, file);
        return path;
    }

    [GeneratedRegex("^(seal [0-9]+|.* (head|entry [0-9]+)):", RegexOptions.Singleline)]
    private static partial Regex Where();

    private sealed class Opened : IAsyncDisposable
    {
        private readonly string _path;

        public Opened(TrailCheckTests tests, byte[] file)
        {
            _path = tests.Put(file);
            Store = new SqliteRecordStore(SqliteDatabase.Open(_path));
        }

        public SqliteRecordStore Store { get; }

        /// <summary>The file after some edits.</summary>
        public byte[] Closed(params string[] edits)
        {
            Store.Dispose();
            foreach (var edit in edits) Run(_path, edit);
            return File.ReadAllBytes(_path);
        }

        public ValueTask DisposeAsync()
        {
            Store.Dispose();
            File.Delete(_path);
            return ValueTask.CompletedTask;
        }
    }
}
