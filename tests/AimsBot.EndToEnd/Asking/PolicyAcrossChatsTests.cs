using System.Security.Cryptography;
using System.Text;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Asking;

/// <summary>A policy goes from its draft to somebody's acknowledgement, with people in each chat and in both.</summary>
public sealed class PolicyAcrossChatsTests(DayChats chats) : IClassFixture<DayChats>
{
    [Theory]
    [InlineData("Slack", "Teams")]
    [InlineData("Teams", "Slack")]
    public async Task It_is_drafted_approved_asked_for_and_acknowledged(string authorIn, string readerIn)
    {
        var (author, approver, reader) = (chats.Lead(authorIn), chats.OtherLead(authorIn), chats.Clerk(readerIn));
        var title = $"Assistants at work, {authorIn} {readerIn}";
        var policy = await chats.Drafts(authorIn, title, "Put no names into them.");
        await approver.Sees(policy, "Put no names into them.");
        // Who wrote it has the card too, and no button to approve it with.
        await author.Sees(policy, "Put no names into them.");
        Assert.DoesNotContain("Approve", author.Buttons(policy));
        await DayChats.Fills(approver, "Approve", policy, ("How large is the change?", "material"), ("Why?", "the first version"));
        foreach (var lead in new[] { author, approver }) await lead.Sees(policy, $"Approved by {approver.Name} in {(authorIn == "Slack" ? "Teams" : "Slack")}");

        var (campaign, acknowledgement) = await chats.Asks(authorIn, policy, readerIn);
        await author.Sees(campaign, "Have read it");
        await reader.SeesInTheEnd(acknowledgement, acknowledgement);
        Assert.Equal(["Read", "I have a question", "Not for me", "Remind me tomorrow"], reader.Buttons(acknowledgement));

        await DayChats.Fills(reader, "I have a question", acknowledgement, ("What do you want to say?", "Also at home?"));
        await chats.Lead("Slack").Sees(acknowledgement, "Also at home?");
        await DayChats.Fills(chats.Lead("Slack"), "Answer", acknowledgement, ("What do you want to say?", "Everywhere."));
        await reader.Sees(acknowledgement, "Everywhere.");

        await DayChats.Fills(reader, "Read", acknowledgement);
        await reader.Sees(acknowledgement, $"Confirmed by {reader.Name} Clerk in {readerIn}");
        await DayChats.LosesItsButtons(reader, acknowledgement);
        Assert.Contains("100 % (1/1)", await author.Asks("policy"), StringComparison.Ordinal);
        Assert.Equal(
            ["acknowledgement-asked", "policy-question-asked", "policy-question-answered", "policy-acknowledged"], await chats.Verbs(acknowledgement));
    }
}

/// <summary>A policy that no field holds is sent as a file, and read and approved page by page.</summary>
public sealed class LongPolicyAcrossChatsTests(DevelopmentChats chats) : IClassFixture<DevelopmentChats>
{
    [Theory]
    [InlineData("Slack", "Teams")]
    [InlineData("Teams", "Slack")]
    public async Task It_comes_as_a_file_and_is_approved_and_confirmed_on_its_last_page(string authorIn, string readerIn)
    {
        var (author, approver, reader) = (chats.Lead(authorIn), chats.OtherLead(authorIn), chats.Clerk(readerIn));
        var policy = await chats.Drafts(authorIn, $"Long, {authorIn}", "It comes as a file.");
        await approver.Sees(policy, "It comes as a file.");
        var text = string.Join('\n', Enumerable.Range(1, 2_000).Select(i => $"Line {i}: ask before you use a new assistant."));
        await author.Shares("policy.md", "text/markdown", Encoding.UTF8.GetBytes(text), policy);
        await approver.Sees(policy, "Line 1: ask before");

        await approver.Presses("Approve", policy);
        await TurnsToTheEnd(approver);
        await approver.Submits(policy, ("How large is the change?", "material"), ("Why?", "the first version"));
        await author.Sees(policy, $"Approved by {approver.Name}");
        var hash = (string)(await chats.Bot.Record(policy))["data"]!["versions"]!.AsArray()[^1]!["hash"]!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), hash);

        var (_, acknowledgement) = await chats.Asks(authorIn, policy, readerIn);
        await reader.SeesInTheEnd(acknowledgement, acknowledgement);
        await reader.Presses("Read", acknowledgement);
        await TurnsToTheEnd(reader);
        await reader.Submits(acknowledgement);
        await reader.Sees(acknowledgement, $"Confirmed by {reader.Name} Clerk in {readerIn}");
    }

    private static async Task TurnsToTheEnd(Colleague reader)
    {
        await Eventually.Is(() => Task.FromResult(reader.Reads().Contains("Line 1: ask", StringComparison.Ordinal)), "the first page");
        for (var page = 2; !reader.Reads().Contains("Line 2000: ask", StringComparison.Ordinal); page++)
        {
            await reader.Turns("Next page");
            await Eventually.Is(() => Task.FromResult(reader.Reads().Contains($"Page {page} of", StringComparison.Ordinal)), $"page {page}");
        }
    }
}

/// <summary>The two chats in Development.</summary>
public sealed class DevelopmentChats : DayChats
{
    public DevelopmentChats() => HasLogin = false;
}
