using System.Text;
using AimsBot.Host.WebChat;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Host.WebChat;

public sealed class ChatLogTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private ChatLog _log;

    public ChatLogTests() => _log = Open();

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_card_that_is_shown_again_is_the_same_message_in_its_place()
    {
        Show("a", "one");
        Show("b", "two");
        Show("a", "one, changed");
        Assert.Equal([("a", 2, "one, changed"), ("b", 1, "two")], Seen());
    }

    [Fact]
    public void The_same_line_is_said_once()
    {
        _log.Say("lea", "said:1", "tasks", Now);
        _log.Say("lea", "said:1", "tasks", Now);
        Assert.Single(_log.Of("lea"));
    }

    [Fact]
    public void Each_has_a_chat_of_their_own()
    {
        Show("a", "one");
        Assert.Empty(_log.Of("claus"));
        Assert.False(_log.Has("claus", "a"));
    }

    [Fact]
    public void After_a_restart_it_is_as_it_was_and_the_file_holds_the_newest_form_alone()
    {
        for (var i = 0; i < 50; i++) Show("a", $"form {i}");
        _log.Say("lea", "said:1", "a line\nand \"another\" \u2028 👩‍👩‍👧‍👦", Now);
        var before = _log.Of("lea");
        _log.Dispose();
        Open().Dispose();
        Assert.Equal(2, File.ReadAllLines(_folder.File("chats.jsonl")).Length);
        _log = Open();
        Assert.Equal(before.Select(m => (m.Id, m.Version, m.At, m.Text, m.Card?.GetRawText())), _log.Of("lea").Select(m => (m.Id, m.Version, m.At, m.Text, m.Card?.GetRawText())));
    }

    [Fact]
    public void A_second_host_does_not_get_the_file()
    {
        Show("a", "one");
        Assert.Throws<IOException>(Open);
        Show("b", "two");
        _log.Dispose();
        _log = Open();
        Assert.Equal(2, _log.Of("lea").Count);
    }

    [Fact]
    public void A_long_chat_scrolls_away_at_its_beginning()
    {
        for (var i = 0; i < ChatLog.MostMessages + 10; i++) Show($"m{i}", "x");
        Assert.Equal(("m10", ChatLog.MostMessages), (_log.Of("lea")[0].Id, _log.Of("lea").Count));
    }

    [Fact]
    public void Many_at_once_lose_nothing()
    {
        Parallel.For(0, 100, i => Show($"m{i % 20}", $"{i}"));
        Assert.Equal((20, 100), (_log.Of("lea").Count, _log.Of("lea").Sum(m => m.Version)));
    }

    private ChatLog Open() => new(_folder.File("chats.jsonl"), new EventFeed());

    private void Show(string id, string text) => _log.Show("lea", id, Encoding.UTF8.GetBytes($$"""{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"{{text}}"}]}"""), Now);

    private IEnumerable<(string, int, string)> Seen() => _log.Of("lea").Select(m => (m.Id, m.Version, m.Card!.Value.GetProperty("body")[0].GetProperty("text").GetString()!));
}
