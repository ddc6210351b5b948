using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AimsBot.Benchmarks;

/// <summary>Binding the largest card to its data, and translating it to Block Kit, beside the official engine in Node.</summary>
public static class CardRows
{
    private const string Card = "IncidentReport/Incident";

    internal static async Task RunAsync(Table table)
    {
        var config = ManualConfig.CreateEmpty().AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
            .WithOptions(ConfigOptions.DisableLogFile).WithArtifactsPath(Directory.CreateTempSubdirectory("aimsbot-bench-").FullName);
        var measured = BenchmarkRunner.Run<Cards>(config).Reports.ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report => (PerSecond: 1e9 / report.ResultStatistics!.Mean, Bytes: report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0));
        var npm = await NpmAsync();
        table.Add("npm adaptivecards-templating in Node", npm is { } official ? $"{official:#,0}/s" : "not measured: Node with npm is missing");
        table.Add("an incident's card bound, one thread", Text(measured[nameof(Cards.Bind)]), npm is { } other ? $"{measured[nameof(Cards.Bind)].PerSecond / other:0.0} times npm" : "");
        table.Add("the same bound and translated to Block Kit, one thread", Text(measured[nameof(Cards.BindAndTranslate)]));

        static string Text((double PerSecond, long Bytes) one) => string.Create(CultureInfo.InvariantCulture, $"{one.PerSecond:#,0}/s, {one.Bytes / 1024.0:0} kB each");
    }

    private static async Task<double?> NpmAsync()
    {
        var folder = Path.Combine(Server.Root, "tests", "npm");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            {
                using var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
                await install.WaitForExitAsync();
            }
            using var node = Process.Start(new ProcessStartInfo("node", ["bench.mjs", FileOf("card"), FileOf("sample")]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
            return double.Parse(await node.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FileOf(string kind) => Path.Combine(Server.Root, "cards", $"{Card}.{kind}.json");

    /// <summary>What is measured.</summary>
    public class Cards
    {
        private readonly JsonDocument _sample = JsonDocument.Parse(File.ReadAllText(FileOf("sample")));

        [Benchmark]
        public RenderedCard Bind() => CardLibrary.Embedded.Render(Card, "en", _sample.RootElement);

        [Benchmark]
        public object BindAndTranslate() => CardTranslator.Message(CardLibrary.Embedded.Render(Card, "en", _sample.RootElement).Json);
    }
}
