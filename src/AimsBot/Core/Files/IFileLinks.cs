using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Files;

/// <summary>Addresses of files, each for one reader and for some time. Nothing of the file stands in the address.</summary>
public interface IFileLinks
{
    /// <summary>None where the bot has no address that a browser could reach: then words stand in its place.</summary>
    /// <param name="record">What the file is about; the reader's own where it is of many records.</param>
    /// <param name="file">The name of an <see cref="IFile"/>.</param>
    /// <param name="filter">What was asked for, where there is a choice.</param>
    Uri? Of(Organisation organisation, RecordId record, string file, RecordId reader, string filter = "");
}
