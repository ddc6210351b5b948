using AimsBot.Core.Channels;

namespace AimsBot.Tests.Bench;

/// <summary>A chat that remembers what it was asked to show, and answers as it is told.</summary>
internal sealed class FakeChannel(string name = ChannelNames.Slack) : IChannel
{
    private readonly List<ShowRequest> _requests = [];

    public string Name => name;

    /// <summary>What is done in place of showing, by the number of the request from 1; none: it is shown.</summary>
    public Func<int, ShowRequest, CancellationToken, Task<ShowResult>>? Instead { get; set; }

    public IReadOnlyList<ShowRequest> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel)
    {
        int number;
        lock (_requests)
        {
            _requests.Add(request);
            number = _requests.Count;
        }
        return Instead is { } instead ? instead(number, request, cancel) : Task.FromResult(Shown(request));
    }

    public static ShowResult Shown(ShowRequest request) => new CardShown(request.Conversation ?? "D" + request.Account.User, request.Message ?? "m:" + request.CopyId);
}
