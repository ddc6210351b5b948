using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.Tests.Cards;

/// <summary>
/// The official engines in <c>tests/npm</c>: jobs are collected and run in one Node process. Where Node is missing the tests
/// are skipped with the command that installs it.
/// </summary>
internal static class OfficialEngines
{
    private static readonly string Folder = Repository.At("tests", "npm");
    private static readonly Lazy<bool> HasNode = new(() => TryRun("node", ["--version"], out _));
    private static readonly Lazy<string> Installation = new(Install);

    public static void SkipWithoutNode() =>
        Skip.IfNot(HasNode.Value, "Node 20 or newer is missing: apt-get install nodejs npm");

    /// <summary>Runs <c>cards.mjs</c>; its head says what jobs and results look like.</summary>
    public static JsonNode Run(JsonObject jobs)
    {
        Assert.Equal("", Installation.Value);
        var folder = Directory.CreateTempSubdirectory("aimsbot-engines-");
        try
        {
            var (input, output) = (Path.Combine(folder.FullName, "jobs.json"), Path.Combine(folder.FullName, "results.json"));
            File.WriteAllText(input, jobs.ToJsonString());
            Assert.True(TryRun("node", ["cards.mjs", input, output], out var log), log);
            return JsonNode.Parse(File.ReadAllText(output), documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // npm keeps a copy of the lock file inside node_modules; where the project's is newer the folder is stale.
    private static string Install()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return "";
        return TryRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], out var log) ? "" : log;
    }

    private static bool TryRun(string program, string[] arguments, out string log)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            log = process.StandardError.ReadToEnd() + output.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            log = missing.Message;
            return false;
        }
    }
}
