namespace AimsBot.EndToEnd;

/// <summary>
/// Tests that hold the host to a time limit, or that wait for somebody else's page. They run after all others and one by
/// one: beside three browsers and five hosts they would measure the machine.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone on the machine";
}
