using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AimsBot.Core.Records;
using AimsBot.CosmosDouble;
using AimsBot.EndToEnd.Slack;
using AimsBot.Storage.Cosmos;
using AimsBot.Storage.Sqlite;

namespace AimsBot.EndToEnd;

/// <summary>
/// The built host as a process of its own, on a free loopback port and in a folder of its own, and its command line
/// beside it. Settings are environment variables, and the host has no others than those a test sees here.
/// </summary>
public sealed partial class BotProcess : IAsyncDisposable
{
    public const string SigningSecret = "the-signing-secret-of-the-tests";
    public const string BotToken = "xoxb-bench";
    public const string TeamsTenant = "11111111-1111-1111-1111-111111111111";

    /// <summary>For a host that shall find nobody: the port of "discard", where nothing listens.</summary>
    public static readonly Uri NoSlack = new("http://127.0.0.1:9/api/");

    /// <summary>Whether this run puts every bot of the tests on Cosmos DB.</summary>
    private static readonly bool EverythingIsOnCosmos = Environment.GetEnvironmentVariable("AIMS_TEST_STORE") == "Cosmos";

    // Beside other builds and tests a start takes a minute at times.
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CommandPatience = TimeSpan.FromMinutes(3);

    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly CosmosAccountDouble? _cosmos;
    private Process? _host;
    private SlackSender? _slack;
    private HttpClient? _http;

    /// <param name="onCosmos">Whether the records are in a Cosmos DB account of the bot's own instead of a file.</param>
    /// <param name="doors">Under how many addresses that account is reached.</param>
    public BotProcess(Uri? slackApi = null, bool onCosmos = false, int doors = 1)
    {
        Folder = Directory.CreateTempSubdirectory("aimsbot-").FullName;
        Settings = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            // Hosts and commands that live for seconds: counting what they do for a better compilation costs more than it gains.
            ["DOTNET_TieredPGO"] = "0",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Organisation__Id"] = "bench",
            ["Organisation__Name"] = "Bench",
            ["Organisation__SlackTeams"] = "T0BENCH",
            ["Organisation__TeamsTenants"] = TeamsTenant,
            ["Slack__SigningSecret"] = SigningSecret,
            ["Slack__BotToken"] = BotToken,
            ["Slack__ApiUrl"] = (slackApi ?? NoSlack).AbsoluteUri,
            ["Storage__Sqlite__Path"] = Path.Combine(Folder, "data", "aimsbot.db"),
        };
        if (!onCosmos && !EverythingIsOnCosmos) return;
        _cosmos = CosmosAccountDouble.Start(doors).GetAwaiter().GetResult();
        var settings = new CosmosSettings { Endpoint = _cosmos.Endpoint, Key = CosmosAccountDouble.Key };
        CosmosDatabase.PrepareAsync(settings, TimeProvider.System, default).GetAwaiter().GetResult();
        Settings["Storage__Kind"] = "Cosmos";
        Settings["Storage__Cosmos__Endpoint"] = settings.Endpoint.AbsoluteUri;
        Settings["Storage__Cosmos__Key"] = settings.Key;
    }

    /// <summary>The folder in which the host and the commands run; its own, removed at the end.</summary>
    public string Folder { get; }

    /// <summary>The environment of the host and of the commands, to be changed before they start.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>The built host. A test that changes its files gives a copy.</summary>
    public string Program { get; set; } = Repository.PathOf("src", "AimsBot.Host", "bin", Build.Configuration, Build.Framework);

    /// <summary>Whether the host goes on where a file of it may not grow, as on a full disk; else the system ends it (SIGXFSZ).</summary>
    public bool TakesLimits { get; init; }

    /// <summary>The account with the records, of a bot on Cosmos DB.</summary>
    public CosmosAccountDouble Cosmos => _cosmos ?? throw new InvalidOperationException("This bot is not on Cosmos DB.");

    public string Database => Settings["Storage__Sqlite__Path"]!;

    public Uri Address { get; private set; } = NoSlack;

    public HttpClient Http => _http ?? throw new InvalidOperationException("The host was not started.");

    /// <summary>Slack's side, with the right secret.</summary>
    public SlackSender Slack => _slack ?? throw new InvalidOperationException("The host was not started.");

    /// <summary>The host's memory in megabytes, and its threads, now.</summary>
    public double Memory => Now().WorkingSet64 / 1024.0 / 1024.0;
    public int Threads => Now().Threads.Count;

    /// <summary>All that the host has written so far, in all its runs, to both streams.</summary>
    public string Output
    {
        get
        {
            lock (_lock) return _output.ToString();
        }
    }

    public static async Task<BotProcess> Started(Uri? slackApi = null, bool onCosmos = false)
    {
        var bot = new BotProcess(slackApi, onCosmos);
        await bot.Start();
        return bot;
    }

    /// <summary>Another replica on the same records, to be started and disposed of by itself, and before this one.</summary>
    /// <param name="door">Under which of the account's addresses it reaches the records.</param>
    public BotProcess Replica(int door = 0)
    {
        var replica = new BotProcess();
        foreach (var (name, value) in Settings) replica.Settings[name] = value;
        replica.Settings["Storage__Cosmos__Endpoint"] = Cosmos.Doors[door].AbsoluteUri;
        return replica;
    }

    /// <summary>Starts the host, again if need be, and waits until it lives.</summary>
    public async Task Start()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] command = ["dotnet", "exec", Path.Combine(Program, "AimsBot.Host.dll")];
        var host = TakesLimits ? Launch(listening, "env", ["--ignore-signal=XFSZ", .. command]) : Launch(listening, command[0], command[1..]);
        _ = host.WaitForExitAsync().ContinueWith(
            _ => listening.TrySetException(new InvalidOperationException($"The host ended: {Output}")), TaskScheduler.Default);
        await Use(host, await listening.Task.WaitAsync(StartPatience));
    }

    /// <summary>Starts the host as <c>dotnet run</c> does, from the process's own folder.</summary>
    public async Task StartByDotnetRun()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Launch(listening, "dotnet", ["run", "--no-build", "-c", Build.Configuration, "--project", Repository.PathOf("src", "AimsBot.Host")]);
        await Use(run, await listening.Task.WaitAsync(StartPatience));
    }

    /// <summary>Starts a host that is expected to refuse, and gives what it said.</summary>
    public async Task<Ended> RefusedStart()
    {
        var before = Output.Length;
        using var host = Launch(null, "dotnet", ["exec", Path.Combine(Program, "AimsBot.Host.dll")]);
        try
        {
            await host.WaitForExitAsync().WaitAsync(StartPatience);
        }
        finally
        {
            host.Kill();
        }
        return new Ended(host.ExitCode, "", Output[before..]);
    }

    /// <summary>SIGKILL: what the host had not written to the disk is gone.</summary>
    public void Kill()
    {
        if (_host is null) return;
        _host.Kill(entireProcessTree: true);
        _host.WaitForExit();
        _host.Dispose();
        _host = null;
    }

    /// <summary>How large the host's files may become from now on, in bytes or "unlimited": for it, a disk that is full, and one that is not.</summary>
    public void LimitFiles(string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{Now().Id}", $"--fsize={bytes}:"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>SIGTERM, and how long the host took to end.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> Stop()
    {
        var host = _host ?? throw new InvalidOperationException("The host was not started.");
        var began = TimeProvider.System.GetTimestamp();
        await SignalAsync("TERM");
        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var ended = (host.ExitCode, TimeProvider.System.GetElapsedTime(began));
        host.Dispose();
        _host = null;
        return ended;
    }

    /// <summary>Stops the host where it stands, as a machine does that is moved or starved, until <see cref="Wake"/>.</summary>
    public Task Pause() => SignalAsync("STOP");

    /// <summary>Lets a paused host go on, which does not know that it was paused.</summary>
    public Task Wake() => SignalAsync("CONT");

    /// <summary>Runs a command of the host's command line, beside the running host or without one.</summary>
    public async Task<Ended> Command(params string[] arguments)
    {
        using var command = Process.Start(Info("dotnet", ["exec", Path.Combine(Program, "AimsBot.Host.dll"), .. arguments]))!;
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = command.StandardError.ReadToEndAsync();
        try
        {
            await command.WaitForExitAsync().WaitAsync(CommandPatience);
        }
        finally
        {
            command.Kill(entireProcessTree: true);
        }
        return new Ended(command.ExitCode, await output, await errors);
    }

    /// <summary>What a command prints as JSON.</summary>
    public async Task<JsonNode> Json(params string[] arguments)
    {
        var ended = await Command([.. arguments, "--json"]);
        Assert.True(ended.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {ended}");
        return JsonNode.Parse(ended.Output)!;
    }

    /// <summary><c>records list</c>, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> Records(string type = "incident") => [.. (await Json("records", "list", "--type", type)).AsArray().Select(r => r!)];

    /// <summary><c>records show</c>.</summary>
    public Task<JsonNode> Record(string id) => Json("records", "show", id);

    /// <summary><c>people list</c>.</summary>
    public async Task<IReadOnlyList<JsonNode>> People() => [.. (await Json("people", "list")).AsArray().Select(p => p!)];

    /// <summary>Imports a file, which must go well.</summary>
    public async Task Import(string file, params string[] options)
    {
        var ended = await Command(["people", "import", file, .. options]);
        Assert.True(ended.ExitCode == 0, $"The import ended with {ended}");
    }

    /// <summary>Every record of a type as it stands in the store, with its copies and what is left to do.</summary>
    public async Task<IReadOnlyList<PendingWork>> Work(string type = "incident")
    {
        if (_cosmos is null)
        {
            using var file = new SqliteRecordStore(SqliteDatabase.Open(Database));
            return await WorkIn(file, type);
        }
        using var account = await CosmosDatabase.OpenAsync(new CosmosSettings { Endpoint = _cosmos.Endpoint, Key = CosmosAccountDouble.Key }, TimeProvider.System, default);
        return await WorkIn(new CosmosRecordStore(account, TimeProvider.System, CosmosRecordStore.PatienceOfACommand), type);
    }

    /// <summary>How many records of a type there are.</summary>
    public async Task<int> Count(string type)
    {
        using var file = new SqliteRecordStore(SqliteDatabase.Open(Database));
        return await file.CountAsync(Settings["Organisation__Id"]!, new RecordQuery { Type = type }, default);
    }

    private async Task<IReadOnlyList<PendingWork>> WorkIn(IRecordStore store, string type)
    {
        var work = new List<PendingWork>();
        string? from = null;
        do
        {
            var page = await store.QueryAsync(Settings["Organisation__Id"]!, new RecordQuery { Type = type, Limit = RecordQuery.PageSize, Continuation = from }, default);
            foreach (var head in page.Heads) work.Add((await store.PendingAsync(head.Organisation, head.Id, default))!);
            from = page.Continuation;
        }
        while (from is not null);
        return work;
    }

    public async Task TrailVerifies()
    {
        var ended = await Command("trail", "verify");
        Assert.True(ended.ExitCode == 0, $"trail verify ended with {ended}");
    }

    /// <summary>Writes a file into the folder, and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        _slack?.Dispose();
        _http?.Dispose();
        Directory.Delete(Folder, recursive: true);
        if (_cosmos is null) return;
        await _cosmos.DisposeAsync();
        Assert.Empty(_cosmos.Complaints);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Now().Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private Process Now()
    {
        var host = _host ?? throw new InvalidOperationException("The host was not started.");
        host.Refresh();
        return host;
    }

    private async Task Use(Process host, Uri address)
    {
        _host = host;
        _slack?.Dispose();
        _http?.Dispose();
        Address = address;
        _slack = new SlackSender(address, SigningSecret);
        _http = new HttpClient { BaseAddress = address };
        Assert.Equal("alive", await _http.GetStringAsync("/health/live"));
    }

    private Process Launch(TaskCompletionSource<Uri>? listening, string program, string[] arguments)
    {
        var process = new Process { StartInfo = Info(program, arguments) };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Take(string? line)
        {
            if (line is null) return;
            lock (_lock) _output.AppendLine(line);
            if (Listening().Match(line) is { Success: true } found) listening?.TrySetResult(new Uri(found.Groups[1].Value));
        }
    }

    private ProcessStartInfo Info(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test run or the developer's shell has set must not decide anything here.
        string[] prefixes = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "DOTNET_SYSTEM_GLOBALIZATION", "MSBuild", "VSTEST", "Slack__", "Organisation__", "Storage__", "Teams__", "Host__", "Demo__", "Microsoft"];
        foreach (var name in info.Environment.Keys.Where(name => prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToArray())
            info.Environment.Remove(name);
        foreach (var (name, value) in Settings)
        {
            if (value is not null) info.Environment[name] = value;
        }
        return info;
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    private static class Build
    {
        // …/bin/Debug/net10.0/
        private static readonly string[] Parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);

        public static readonly string Configuration = Parts[^2];
        public static readonly string Framework = Parts[^1];
    }
}

/// <summary>How a process ended, and what it said.</summary>
public sealed record Ended(int ExitCode, string Output, string Errors);
