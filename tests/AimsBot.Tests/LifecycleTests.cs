using AimsBot.Tests.Bench;

namespace AimsBot.Tests;

/// <summary>Each workflow's lifecycle, and the diagram of it in the workflow's README.</summary>
public class LifecycleTests
{
    private const string End = "```\n<!-- /lifecycle -->";

    public static TheoryData<string> Types => [.. WorkflowCatalogue.Make().Workflows.Select(workflow => workflow.Type)];

    /// <summary>AIMS_UPDATE_DIAGRAMS=1 dotnet test --filter LifecycleTests writes the diagrams anew.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void The_readme_shows_the_lifecycle_as_it_is(string type)
    {
        var workflow = WorkflowCatalogue.Make().ByType(type)!;
        var path = Path.Combine(Source.Root, "src", "AimsBot", "Workflows", workflow.GetType().Namespace!.Split('.')[^1], "README.md");
        var text = File.ReadAllText(path);
        // Where a folder has several types each diagram names its own.
        var begin = text.Contains($"<!-- lifecycle {type} -->", StringComparison.Ordinal) ? $"<!-- lifecycle {type} -->\n```mermaid\n" : "<!-- lifecycle -->\n```mermaid\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(End, Math.Max(0, from), StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{path} has no diagram between {begin.ReplaceLineEndings(" ")}and {End.ReplaceLineEndings(" ")}.");
        if (Environment.GetEnvironmentVariable("AIMS_UPDATE_DIAGRAMS") == "1")
            File.WriteAllText(path, text[..from] + workflow.Lifecycle.Diagram() + text[to..]);
        else
            Assert.True(workflow.Lifecycle.Diagram() == text[from..to], $"The diagram of {path} is out of date: AIMS_UPDATE_DIAGRAMS=1 dotnet test --filter LifecycleTests writes it anew.");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_state_can_be_reached(string type)
    {
        var lifecycle = WorkflowCatalogue.Make().ByType(type)!.Lifecycle;
        var reached = new HashSet<string>(lifecycle.Edges.Where(edge => edge.From.Count == 0).SelectMany(edge => edge.To));
        while (lifecycle.Edges.Where(edge => edge.From.Any(reached.Contains)).SelectMany(edge => edge.To).Where(reached.Add).ToArray().Length > 0) { }
        Assert.Equal(lifecycle.States.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_edge_is_between_states_that_are_declared(string type)
    {
        var lifecycle = WorkflowCatalogue.Make().ByType(type)!.Lifecycle;
        Assert.Subset(lifecycle.States.ToHashSet(), lifecycle.Edges.SelectMany(edge => edge.From.Concat(edge.To)).ToHashSet());
    }
}
