using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using AimsBot.Storage.Cosmos;
using AimsBot.Tests.Cards;

namespace AimsBot.Tests.Infra;

/// <summary>The way to Azure, compiled by Bicep itself: a warning is a fault, and what is deployed is what the program needs.</summary>
public sealed class BicepTests
{
    [SkippableTheory]
    [InlineData("build", "main.bicep")]
    [InlineData("build-params", "test.bicepparam")]
    [InlineData("build-params", "production.bicepparam")]
    public async Task It_compiles_without_a_warning(string command, string file)
    {
        var (exitCode, _, errors) = await BicepAsync(command, file);
        Assert.Equal((0, ""), (exitCode, errors));
    }

    [SkippableFact]
    public async Task Every_file_stands_as_the_formatter_writes_it()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.At("infra"), "*.bicep*"))
            Assert.Equal(await File.ReadAllTextAsync(file), (await BicepAsync("format", Path.GetFileName(file))).Output);
    }

    [SkippableFact]
    public async Task The_container_of_the_records_has_the_keys_and_the_index_that_the_store_asks_for()
    {
        var container = await ResourceAsync("records.bicep", "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers");
        var resource = container.GetProperty("properties").GetProperty("resource");
        Assert.Equal(["/organisation", "/record"], resource.GetProperty("partitionKey").GetProperty("paths").EnumerateArray().Select(path => path.GetString()));
        Assert.True(CosmosQuery.IsIndex(resource.GetProperty("indexingPolicy")));
    }

    [SkippableFact]
    public async Task The_account_of_the_records_has_no_keys_and_goes_back_to_every_instant()
    {
        var properties = (await ResourceAsync("records.bicep", "Microsoft.DocumentDB/databaseAccounts")).GetProperty("properties");
        Assert.True(properties.GetProperty("disableLocalAuth").GetBoolean());
        Assert.Equal("Continuous", properties.GetProperty("backupPolicy").GetProperty("type").GetString());
        Assert.Equal("Strong", properties.GetProperty("consistencyPolicy").GetProperty("defaultConsistencyLevel").GetString());
    }

    [SkippableFact]
    public async Task The_host_is_not_taken_for_ready_before_its_store_answers()
    {
        var host = await ResourceAsync("host.bicep", "Microsoft.App/containerApps");
        var probes = host.GetProperty("properties").GetProperty("template").GetProperty("containers")[0].GetProperty("probes").EnumerateArray();
        Assert.Equal(
            [("Startup", "/health/live"), ("Liveness", "/health/live"), ("Readiness", "/health/ready")],
            probes.Select(probe => (probe.GetProperty("type").GetString(), probe.GetProperty("httpGet").GetProperty("path").GetString())));
    }

    [SkippableFact]
    public async Task The_key_of_the_addresses_of_files_is_made_once_and_every_replica_reads_it_from_the_vault()
    {
        var key = await ResourceAsync("vault.bicep", "Microsoft.KeyVault/vaults/secrets");
        Assert.True(key.GetProperty("@options").TryGetProperty("onlyIfNotExists", out _));
        var configuration = (await ResourceAsync("host.bicep", "Microsoft.App/containerApps")).GetProperty("properties").GetProperty("configuration");
        var secrets = configuration.GetProperty("secrets").GetRawText();
        Assert.Contains("createObject('name', 'file-key', 'keyVaultUrl', parameters('fileKeyUri')", secrets, StringComparison.Ordinal);
        Assert.DoesNotContain("'value'", secrets, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ResourceAsync(string file, string type)
    {
        var resources = JsonDocument.Parse((await BicepAsync("build", file)).Output).RootElement.GetProperty("resources");
        var all = resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(named => named.Value) : resources.EnumerateArray();
        return all.Single(resource => resource.GetProperty("type").GetString() == type);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> BicepAsync(string command, string file)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "The compiler's package is for Linux on x64.");
        var compiler = typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Bicep").Value!;
        // NuGet leaves away the mark of a program.
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(compiler, [command, Repository.At("infra", file), "--stdout"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var bicep = Process.Start(start)!;
        var output = bicep.StandardOutput.ReadToEndAsync();
        var errors = await bicep.StandardError.ReadToEndAsync();
        await bicep.WaitForExitAsync();
        return (bicep.ExitCode, await output, errors);
    }
}
