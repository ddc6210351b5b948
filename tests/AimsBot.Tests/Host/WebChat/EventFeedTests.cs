using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Host.WebChat;

namespace AimsBot.Tests.Host.WebChat;

public class EventFeedTests
{
    private readonly EventFeed _feed = new();

    [Fact]
    public void A_page_gets_what_came_after_it_looked_in_order_and_once()
    {
        Add(3);
        var position = _feed.Position;
        Add(2, from: 3);
        var (events, next, _) = _feed.After(position);
        Assert.Equal(["3", "4"], events!.Select(e => e.Data));
        Assert.Empty(_feed.After(next).Events!);
    }

    [Fact]
    public async Task A_page_that_waits_is_woken()
    {
        var (_, _, more) = _feed.After(_feed.Position);
        Assert.False(more.IsCompleted);
        Add(1);
        await more.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_page_that_fell_too_far_behind_starts_again_from_the_whole()
    {
        Add(1);
        Add(2000, from: 1);
        Assert.Equal(2000, _feed.After(1).Events!.Count);
        Assert.Null(_feed.After(0).Events);
    }

    private void Add(int count, int from = 0)
    {
        for (var i = from; i < from + count; i++) _feed.Add("message", "lea", JsonNode.Parse(i.ToString(CultureInfo.InvariantCulture))!);
    }
}
