using AimsBot.Core.Files;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace AimsBot.Teams;

/// <summary>
/// Fetches what people share with the bot in Teams. A file lies in the sender's OneDrive, and comes as an address that is signed for a
/// few minutes; a picture that was pasted lies with Teams, and is given out to the bot alone.
/// </summary>
public sealed class TeamsFiles(IFileSource source, TeamsServiceUrls urls)
{
    private const int Most = 10;
    private const string Uploaded = "application/vnd.microsoft.teams.file.download.info";

    /// <summary>The files of a message, to be fetched by whoever wants them.</summary>
    public IReadOnlyList<SharedFile> Of(ITurnContext turn)
    {
        var files = new List<SharedFile>();
        foreach (var attachment in (turn.Activity.Attachments ?? []).Take(Most))
        {
            var type = attachment.ContentType ?? "";
            if (type == Uploaded) files.Add(FileOf(attachment));
            else if (type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)) files.Add(PictureOf(attachment, turn));
        }
        return files;
    }

    private SharedFile FileOf(Attachment attachment)
    {
        var name = attachment.Name ?? "file";
        var given = attachment.Content is null ? null : (string?)JObject.FromObject(attachment.Content)["downloadUrl"];
        return given is not null && urls.IsFileAllowed(given)
            ? new SharedFile(name, null, (most, cancel) => source.GetAsync(new FileAddress(new Uri(given), name, null), most, cancel))
            : SharedFile.Without(name, FetchedFile.Elsewhere);
    }

    private SharedFile PictureOf(Attachment attachment, ITurnContext turn)
    {
        var name = attachment.Name ?? "picture." + attachment.ContentType["image/".Length..].Trim('*');
        var given = attachment.ContentUrl;
        var connector = turn.TurnState.Get<IConnectorClient>() as ConnectorClient;
        return given is not null && urls.IsPictureAllowed(given)
            ? new SharedFile(name, null, async (most, cancel) => await source.GetAsync(new FileAddress(new Uri(given), name, await TokenAsync(connector, cancel)), most, cancel))
            : SharedFile.Without(name, FetchedFile.Elsewhere);
    }

    // The one that the bot shows to Teams with everything that it says.
    private static async Task<string?> TokenAsync(ConnectorClient? connector, CancellationToken cancel)
    {
        if (connector?.Credentials is not { } credentials) return null;
        using var request = new HttpRequestMessage();
        await credentials.ProcessHttpRequestAsync(request, cancel);
        return request.Headers.Authorization?.Parameter;
    }
}
