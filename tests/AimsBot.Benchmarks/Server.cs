using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AimsBot.Benchmarks;

/// <summary>A server as a process of its own, on a free port; it says where it listens.</summary>
internal sealed partial class Server : IDisposable
{
    public const string Secret = "the-signing-secret-of-the-benchmarks";
    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Server(Process process, Uri address, TimeSpan took)
    {
        _process = process;
        Address = address;
        Took = took;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its listening.</summary>
    public TimeSpan Took { get; }

    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public static string Root { get; } = FindRoot();

    /// <summary>This program again, as one of the servers to compare with.</summary>
    public static Task<Server> OwnAsync(string argument) => StartAsync("dotnet", ["exec", typeof(Server).Assembly.Location, argument], []);

    /// <summary>The built host with its records in a new folder.</summary>
    public static Task<Server> HostAsync(Dictionary<string, string> settings) => StartAsync("dotnet", ["exec", HostProgram], settings);

    // Where it is built, beside its own settings, and with the same configuration and framework as this program.
    private static string HostProgram => Path.Combine(
        Path.GetDirectoryName(typeof(Server).Assembly.Location)!.Replace(Path.Combine("tests", "AimsBot.Benchmarks"), Path.Combine("src", "AimsBot.Host"), StringComparison.Ordinal), "AimsBot.Host.dll");

    /// <summary>What the host is told. In Development this machine may call as Teams without a token, as the bare adapter lets it.</summary>
    public static Dictionary<string, string> Settings(string folder) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Organisation__Id"] = "bench",
        ["Organisation__Name"] = "Bench",
        ["Organisation__SlackTeams"] = "T0BENCH",
        ["Organisation__TeamsTenants"] = Tenant,
        ["Slack__SigningSecret"] = Secret,
        ["Slack__BotToken"] = "xoxb-bench",
        ["Slack__ApiUrl"] = "http://127.0.0.1:9/api/",
        ["Storage__Sqlite__Path"] = Path.Combine(folder, "aimsbot.db"),
        ["Logging__LogLevel__Default"] = "Warning",
        ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
    };

    public static async Task<Server> StartAsync(string program, string[] arguments, Dictionary<string, string> settings, string? folder = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in settings) info.Environment[name] = value;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(info)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"{program} ended: {string.Join('\n', said)}"));
        var address = await listening.Task.WaitAsync(Patience);
        return new Server(process, address, Stopwatch.GetElapsedTime(began));

        void Hear(string? line)
        {
            if (line is null || listening.Task.IsCompleted) return;
            lock (said) said.Add(line);
            if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(new Uri(match.Value));
        }
    }

    /// <summary>Runs a command of the host's to its end.</summary>
    public static async Task CommandAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", ["exec", HostProgram, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AimsBot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmarks run outside of their checkout.");
    }

    [GeneratedRegex(@"http://(127\.0\.0\.1|\[::\]|localhost):[0-9]+")]
    private static partial Regex Listening();
}
