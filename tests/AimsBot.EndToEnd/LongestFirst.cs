using AimsBot.EndToEnd;
using AimsBot.EndToEnd.Promises;
using AimsBot.EndToEnd.Teams;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.Name, "AimsBot.EndToEnd")]
// More than the two processors that the check runs on: most tests wait most of the time.
[assembly: CollectionBehavior(MaxParallelThreads = 5)]

namespace AimsBot.EndToEnd;

/// <summary>
/// The classes that take minutes begin first: most of that time they wait for a chat's limits, and what they leave of the
/// machine is for the others. At the end one of them would run by itself.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public const string Name = "AimsBot.EndToEnd." + nameof(LongestFirst);

    private static readonly string[] Longest = [nameof(KilledOnCosmosTests), nameof(KilledTests), nameof(CardPictureTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Longest.Any(name => collection.DisplayName.EndsWith("." + name, StringComparison.Ordinal)) ? 0 : 1);
}
