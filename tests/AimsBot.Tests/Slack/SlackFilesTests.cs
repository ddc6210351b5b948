using AimsBot.Core.Files;
using AimsBot.Slack;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Slack;

/// <summary>A file is fetched with the workspace's token, so from Slack's own address alone.</summary>
public sealed class SlackFilesTests
{
    private static readonly SlackWorkspace Workspace = new("T1", "xoxb-very-secret");

    private readonly FakeFiles _files = new();

    [Fact]
    public async Task A_file_is_fetched_with_the_token()
    {
        Assert.Equal("content"u8.ToArray(), (await FetchAsync("https://files.slack.com/files-pri/T1-F1/download/a.pdf")).Content.ToArray());
        Assert.Equal("xoxb-very-secret", Assert.Single(_files.Asked).Token);
    }

    [Theory]
    [InlineData("https://files.slack.com.evil.example/a.pdf")]
    [InlineData("https://evil.example/files.slack.com/a.pdf")]
    [InlineData("https://evilfiles.slack.com/a.pdf")]
    [InlineData("https://hooks.slack.com/a.pdf")]
    [InlineData("http://files.slack.com/a.pdf")]
    [InlineData("https://files.slack.com:8443/a.pdf")]
    [InlineData("https://user@files.slack.com/a.pdf")]
    [InlineData("https://169.254.169.254/metadata/identity")]
    [InlineData("http://127.0.0.1:3978/health/live")]
    [InlineData("file:///etc/passwd")]
    [InlineData("rubbish")]
    [InlineData(null)]
    public async Task From_any_other_address_nothing_is_fetched(string? address)
    {
        Assert.Equal("file.elsewhere", (await FetchAsync(address)).Refusal?.Key);
        Assert.Empty(_files.Asked);
    }

    [Theory]
    [InlineData("application/pdf", "text/html")]
    [InlineData("text/html", null)]
    public async Task A_page_to_sign_in_is_not_the_file_that_was_shared(string shared, string? isNot)
    {
        await FetchAsync("https://files.slack.com/a", shared);
        Assert.Equal(isNot, Assert.Single(_files.Asked).IsNot);
    }

    [Fact]
    public void A_message_names_the_files_that_were_shared_with_it()
    {
        var happened = Assert.IsType<SlackEventCallback>(SlackEvent.Parse("""
            {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": {"type": "message", "subtype": "file_share", "channel": "D1", "channel_type": "im", "user": "U1", "text": "A.9.2",
             "files": [
               {"id": "F1", "name": "minutes.pdf", "mimetype": "application/pdf", "size": 12, "url_private": "https://files.slack.com/p", "url_private_download": "https://files.slack.com/d"},
               {"id": "F2", "title": "sheet", "is_external": true, "url_private": "https://docs.example/sheet"},
               {"id": "F3", "mode": "tombstone", "size": "many"}, 5]}}
            """u8));
        var message = Assert.IsType<SlackMessageEvent>(happened.Inner);
        Assert.True(message.IsSaidByPerson);
        Assert.Equal(
            [
                new SlackFile("minutes.pdf", 12, "application/pdf", "https://files.slack.com/d"),
                new SlackFile("sheet", null, null, null),
                new SlackFile("F3", null, null, null),
                new SlackFile("file", null, null, null),
            ],
            message.Files);
    }

    private Task<FetchedFile> FetchAsync(string? address, string mediaType = "application/pdf") =>
        new SlackFiles(_files, new Uri("https://slack.com/api/")).Of(new SlackFile("a.pdf", null, mediaType, address), Workspace).FetchAsync(100, default);
}
