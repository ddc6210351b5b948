using System.Collections.Concurrent;
using System.Diagnostics;

namespace AimsBot.EndToEnd;

/// <summary>
/// A folder of npm packages with scripts that use them. Installs them on first use, from the lock file; where there is
/// no Node, the test that asks shows as skipped.
/// </summary>
internal sealed class NodePackages
{
    private const string HowToInstall = "Node 20 or newer is needed: apt-get install -y nodejs npm (or https://nodejs.org)";

    private static readonly ConcurrentDictionary<string, Lazy<Task<NodePackages>>> Folders = new();

    private NodePackages(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The folder <c>tests/NAME</c> with its packages installed.</summary>
    public static Task<NodePackages> In(string name)
    {
        Skip.If(OnPath("node") is null || OnPath("npm") is null, HowToInstall);
        return Folders.GetOrAdd(name, _ => new Lazy<Task<NodePackages>>(() => Install(Repository.PathOf("tests", name)))).Value;
    }

    /// <summary>Runs one of the folder's scripts, and gives what it printed. Fails the test where it does not end well.</summary>
    public Task<string> Run(string script, string input = "", params string[] arguments) => Run(script, input, [], arguments);

    /// <summary>The same with more in the script's environment.</summary>
    public async Task<string> Run(string script, string input, Dictionary<string, string> environment, params string[] arguments)
    {
        var (exitCode, output) = await Run(Folder, "node", [script, .. arguments], input, environment);
        Assert.True(exitCode == 0, $"{script} ended with {exitCode}: {output}");
        return output;
    }

    private static async Task<NodePackages> Install(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            var (exitCode, output) = await Run(folder, "npm", ["ci", "--ignore-scripts"], input: "", []);
            Assert.True(exitCode == 0, $"npm ci ended with {exitCode}: {output}");
        }
        return new NodePackages(folder);
    }

    private static async Task<(int ExitCode, string Output)> Run(string folder, string program, string[] arguments, string input, Dictionary<string, string> environment)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(OnPath(program)!, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment) process.StartInfo.Environment[name] = value;
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output + await errors).Trim());
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, $"{program}.cmd"), Path.Combine(folder, $"{program}.exe") })
        .FirstOrDefault(File.Exists);
}
