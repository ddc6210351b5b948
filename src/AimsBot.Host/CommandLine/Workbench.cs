using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Host.CommandLine;

/// <summary>The core over the configured store, for one command.</summary>
public sealed class Workbench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Workbench(ServiceProvider services) => _services = services;

    public Organisation Organisation => _services.GetRequiredService<HostSettings>().Organisation;
    public IRecordStore Store => _services.GetRequiredService<IRecordStore>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs a command over the store. 2: the settings or the store cannot be used.</summary>
    public static Task<int> UseAsync(Func<OpenStore, Workbench, Task<int>> command, bool create = false) => WithSettingsAsync(async settings =>
    {
        using var store = await OpenStore.OpenAsync(settings, settings.StorageKind, create, isCommand: true, CancellationToken.None);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCore(settings).AddStore(store);
        await using var workbench = new Workbench(services.BuildServiceProvider());
        return await command(store, workbench);
    });

    /// <summary>Runs a command that needs the settings alone. 2: they, or what the command works with, cannot be used.</summary>
    public static async Task<int> WithSettingsAsync(Func<HostSettings, Task<int>> command)
    {
        var builder = BotHost.Builder([]);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (Failures.Report(settings) is { } failed) return failed;
        try
        {
            return await command(settings);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            return Failures.Report(e);
        }
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
