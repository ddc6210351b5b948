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
        var policy = await chats.New("policy", async () =>
        {
            await author.Opens("policy", "Draft a policy");
            await author.Submits(
                "",
                ("What is it called?", title),
                ("What is it about?", "acceptable-use"),
                ("What does it say? (Markdown; more can be added, or the whole sent as a file, afterwards)", "Put no names into them."),
                ("Whose is it? (e-mail address of the owner)", "lead@example.com"),
                ("How often is it reviewed?", "12"));
        });
        await approver.Sees(policy, "Put no names into them.");
        // Who wrote it has the card too, and no button to approve it with.
        await author.Sees(policy, "Put no names into them.");
        Assert.DoesNotContain("Approve", author.Buttons(policy));
        await DayChats.Fills(approver, "Approve", policy, ("How large is the change?", "material"), ("Why?", "the first version"));
        foreach (var lead in new[] { author, approver }) await lead.Sees(policy, $"Approved by {approver.Name} in {(authorIn == "Slack" ? "Teams" : "Slack")}");

        string acknowledgement = "";
        var campaign = await chats.New("campaign", async () =>
        {
            await author.Opens("policy", "Start a campaign");
            acknowledgement = await chats.New("acknowledgement", () => author.Submits(
                "",
                ("Which policy?", policy),
                ("Who is to read it?", "line"),
                ("Which role, manager or language?", readerIn == "Slack" ? "lead@example.com" : "lotte@example.com")));
        });
        await author.Sees(campaign, "Have read it");
        await DayChats.Arrives(reader, acknowledgement);
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
