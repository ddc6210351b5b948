using AimsBot.EndToEnd.Incidents;
using AimsBot.EndToEnd.Promises;

namespace AimsBot.EndToEnd;

// The same scenarios with the records in Cosmos DB. Where the store's own suite has shown the same already, they are long.

[Collection(SharedCosmosBotTests.Name)]
[Trait("Category", "Long")]
public sealed class ReportingOnCosmosTests(SharedCosmosBot shared) : ReportingTests(shared);

[Trait("Category", "Long")]
public sealed class PeopleOnCosmosTests : PeopleTests
{
    protected override bool IsOnCosmos => true;
}

[Trait("Category", "Long")]
public sealed class CrashOnCosmosTests : CrashTests
{
    protected override bool IsOnCosmos => true;
}

public sealed class KilledOnCosmosTests : KilledTests
{
    protected override bool IsOnCosmos => true;

    protected override int ShortDose => 5;
}

[Trait("Category", "Long")]
public sealed class IncidentInSlackOnCosmosTests : IncidentInSlackTests
{
    protected override bool IsOnCosmos => true;
}
