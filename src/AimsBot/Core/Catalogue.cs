using AimsBot.Core.People;

namespace AimsBot.Core;

/// <summary>All workflows with the two permission tables, looked up by type and by wire id.</summary>
public sealed class Catalogue
{
    private readonly Dictionary<string, Workflow> _byType;
    private readonly Dictionary<string, (Workflow Workflow, Step Step)> _bySteps = [];
    private readonly Dictionary<string, TakeRule> _take;
    private readonly Dictionary<string, ReadRule> _read;

    /// <exception cref="ArgumentException">Two share a type or a wire id, or a step or a type has no rule.</exception>
    public Catalogue(IReadOnlyList<Workflow> workflows, IReadOnlyList<TakeRule> take, IReadOnlyList<ReadRule> read)
    {
        Workflows = workflows;
        _byType = workflows.ToDictionary(w => w.Type);
        _take = take.ToDictionary(r => r.Step);
        _read = read.ToDictionary(r => r.Type);
        foreach (var workflow in workflows)
        {
            foreach (var step in workflow.Steps)
            {
                _bySteps.Add(step.Id, (workflow, step));
                if (!_take.ContainsKey(step.Id)) throw new ArgumentException($"No rule says who may take {step.Id}.");
            }
            if (!_read.ContainsKey(workflow.Type)) throw new ArgumentException($"No rule says who may read {workflow.Type}.");
        }
    }

    public IReadOnlyList<Workflow> Workflows { get; }

    public Workflow? ByType(string type) => _byType.GetValueOrDefault(type);

    /// <summary>The step with this wire id and its workflow; none for an id that is unknown or retired.</summary>
    public (Workflow? Workflow, Step Step)? ByStep(string id) =>
        id == ErasePayload.Id ? (null, ErasePayload.Step) : _bySteps.TryGetValue(id, out var found) ? found : null;

    /// <summary>The workflow whose ids begin so.</summary>
    public Workflow? ByPrefix(string prefix) => Workflows.FirstOrDefault(w => w.Prefix == prefix);

    public TakeRule WhoMayTake(Step step) => _take[step.Id];

    public ReadRule WhoMayRead(string type) => _read[type];
}
