using System.Text;

namespace AimsBot.Core;

/// <summary>
/// One way a step moves a record: from which states (none: it creates the record) to which. A step that leaves the
/// state as it is names no target.
/// </summary>
public sealed record Edge(Step Step, IReadOnlyList<string> From, IReadOnlyList<string> To);

/// <summary>
/// The states of a record type and the steps between them, declared once: from here come which steps are legal, which
/// buttons a card shows, and the diagram in the workflow's README.
/// </summary>
public sealed class Lifecycle(IReadOnlyList<string> states, IReadOnlyList<Edge> edges)
{
    public IReadOnlyList<string> States { get; } = states;
    public IReadOnlyList<Edge> Edges { get; } = edges;

    public static Edge Creates(Step step, params string[] to) => new(step, [], to);
    public static Edge Moves(Step step, IReadOnlyList<string> from, params string[] to) => new(step, from, to);
    public static Edge Stays(Step step, params string[] from) => new(step, from, []);

    /// <summary>Whether the step may be taken in a state; none for a record that does not exist yet.</summary>
    public bool Allows(Step step, string? state) => Edges.Any(e => e.Step == step && (state is null ? e.From.Count == 0 : e.From.Contains(state)));

    /// <summary>Whether the step may lead there.</summary>
    public bool Leads(Step step, string? from, string to) => Edges.Any(e =>
        e.Step == step &&
        (from is null ? e.From.Count == 0 : e.From.Contains(from)) &&
        (e.To.Count == 0 ? to == from : e.To.Contains(to)));

    /// <summary>The steps that may be taken in a state, in the order of their declaration.</summary>
    public IEnumerable<Step> StepsFrom(string state) => Edges.Where(e => e.From.Contains(state)).Select(e => e.Step).Distinct();

    /// <summary>The diagram of the README, in Mermaid's words.</summary>
    public string Diagram()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var edge in Edges)
        {
            foreach (var from in edge.From.Count == 0 ? ["[*]"] : edge.From)
            {
                foreach (var to in edge.To.Count == 0 ? [from] : edge.To)
                    text.Append("    ").Append(Name(from)).Append(" --> ").Append(Name(to)).Append(" : ").Append(edge.Step.Id).Append('\n');
            }
        }
        return text.ToString();

        // Mermaid takes no hyphen in a state's name.
        static string Name(string state) => state.Replace('-', '_');
    }
}
