using AimsBot.EndToEnd.Incidents;
using AimsBot.EndToEnd.Promises;

namespace AimsBot.EndToEnd;

// The same scenarios with the records in Cosmos DB.

[Collection(SharedCosmosBotTests.Name)]
public sealed class ReportingOnCosmosTests(SharedCosmosBot shared) : ReportingTests(shared);

public sealed class PeopleOnCosmosTests : PeopleTests
{
    protected override bool IsOnCosmos => true;
}

public sealed class CrashOnCosmosTests : CrashTests
{
    protected override bool IsOnCosmos => true;
}

public sealed class KilledOnCosmosTests : KilledTests
{
    protected override bool IsOnCosmos => true;

    protected override int ShortDose => 3;
}

public sealed class IncidentInSlackOnCosmosTests : IncidentInSlackTests
{
    protected override bool IsOnCosmos => true;
}
