using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Files;

/// <summary>
/// Addresses of files about a record, for one reader and for some time. The file is made when it is fetched, for that reader and by
/// their rights then; nothing of it stands in the address.
/// </summary>
public interface IFileLinks
{
    /// <summary>None where the bot has no address that a browser could reach.</summary>
    Uri? Of(Organisation organisation, RecordId record, string file, RecordId reader);
}
