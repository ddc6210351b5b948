namespace AimsBot.Tests.Bench;

/// <summary>
/// Tests in which a clock moves on when those who were woken have moved on: beside a thousand others they would take a thread
/// that waits for a processor for one that has nothing to do.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietTests
{
    public const string Name = "quiet";
}
