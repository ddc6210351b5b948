using AimsBot.Core.Records;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Core.Records;

public sealed class RecordStoreSearchTests : IDisposable
{
    private readonly CoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_an_act_created_is_found_by_its_key()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x"), key: "act");
        Assert.Equal(permit.Id, (await CreatedAsync("act"))!.Id);
    }

    [Fact]
    public async Task What_was_changed_since_is_found_as_it_is_now()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x"), key: "act");
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("y"), permit.Id);
        Assert.Equal(2, (await CreatedAsync("act"))!.Revision);
    }

    [Fact]
    public async Task An_act_that_never_was_created_nothing() => Assert.Null(await CreatedAsync("act"));

    [Fact]
    public async Task An_act_that_changed_a_record_created_none()
    {
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x"));
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("y"), permit.Id, key: "act");
        Assert.Null(await CreatedAsync("act"));
    }

    [Fact]
    public async Task Where_ids_were_taken_it_is_found_behind_them()
    {
        for (var i = 0; i < 3; i++) await _bench.Store.SaveAsync(Commits.Create("demo", RecordId.Derive("PMT", "demo", "act", i).Value), default);
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x"), key: "act");
        Assert.Equal(permit.Id, (await CreatedAsync("act"))!.Id);
    }

    [Fact]
    public async Task Another_organisations_act_is_not_found()
    {
        await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("x"), key: "act");
        Assert.Null(await _bench.Store.CreatedByAsync("other", "PMT", "act", default));
    }

    private Task<Head?> CreatedAsync(string key) => _bench.Store.CreatedByAsync("demo", "PMT", key, default);
}
