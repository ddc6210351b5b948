using AimsBot.Core.Records;

namespace AimsBot.Core.People;

/// <summary>What somebody from outside may read besides the records that name them, as long as their grant holds. It lets them do nothing.</summary>
public interface IOutsideScope
{
    Task<bool> CoversAsync(Organisation organisation, Person guest, Head head, CancellationToken cancel);
}
