using System.Globalization;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Risks;

/// <summary>A risk is raised, assessed and asked to be accepted in one chat, and accepted from a card in the same or the other.</summary>
public sealed class RiskAcrossChatsTests(TwoChats chats) : IClassFixture<TwoChats>
{
    private static readonly (string, string?)[] Low =
    [
        ("How likely is it?", "2"), ("Impact on the organisation", "1"), ("Impact on individuals", "2"), ("Impact on society", "1"),
    ];

    [Theory]
    [InlineData("Slack", "Slack")]
    [InlineData("Slack", "Teams")]
    [InlineData("Teams", "Slack")]
    [InlineData("Teams", "Teams")]
    public async Task It_is_accepted_from_a_card_and_every_card_says_by_whom_and_where(string requesterIn, string approverIn)
    {
        var (requester, approver) = (chats.Clerk(requesterIn), chats.Handler(approverIn));
        // The line manager of the system's owner decides on a low risk.
        var owner = approverIn == "Slack" ? "sara@example.com" : "olaf@example.com";
        var system = await New("system", async () =>
        {
            var lead = chats.Person("Lead", "U0LEAD");
            await lead.Opens("system", "Register a system");
            await lead.Submits("", ("What is it called?", $"Screening {requesterIn} {approverIn}"), ("Whose is it? (e-mail address of the owner)", owner));
        });
        var risk = await New("risk", async () =>
        {
            await requester.Opens("risk", "Raise a risk");
            await requester.Submits("", ("Which AI system?", system), ("What could happen, in one sentence?", "It ranks some last"), ("Who answers for it? (e-mail address)", owner));
        });
        await requester.Sees(risk, "Risk RSK");
        await requester.Presses("Assess before treatment", risk);
        await requester.Submits(risk, Low);
        await requester.Sees(risk, "Before treatment");
        await Eventually.Is(() => Task.FromResult(requester.Buttons(risk).Contains("Assess as it is now")), "the next assessment");
        await requester.Presses("Assess as it is now", risk);
        await requester.Submits(risk, Low);
        await Eventually.Is(() => Task.FromResult(requester.Buttons(risk).Contains("Ask for acceptance")), "the request");
        var acceptance = await New("acceptance", async () =>
        {
            await requester.Presses("Ask for acceptance", risk);
            await requester.Submits(
                risk,
                ("Why should it be accepted?", "the pilot ends soon"),
                ("Until when, that day included?", TimeProvider.System.GetUtcNow().AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("Could it be a prohibited AI practice?", "no"),
                ("Could the use be unlawful otherwise?", "no"),
                ("Does it have an effect on people?", "no"));
        });

        await approver.Sees(acceptance, "Silence never accepts");
        await requester.Sees(acceptance, "You asked for this, so you may not decide on it.");
        Assert.Equal(["Withdraw"], requester.Buttons(acceptance));
        await approver.Presses("Approve the plan", acceptance);
        await approver.Sees(acceptance, $"Plan approved by {approver.Name} Handler in {approverIn}");
        await approver.Presses("Accept the risk", acceptance);
        await approver.Submits(acceptance, ("In your words: why, or what?", "worth it"));

        foreach (var reader in new[] { requester, approver }) await reader.Sees(acceptance, $"Accepted by {approver.Name} Handler in {approverIn}");
        Assert.Equal(["End it now"], approver.Buttons(acceptance));
        Assert.Equal(["risk-acceptance-opened", "treatment-plan-approved", "risk-accepted"], await chats.Verbs(acceptance));
        await Eventually.Is(async () => (string?)(await chats.Bot.Record(risk))["state"] == "accepted", "the risk to follow");
    }

    /// <summary>The id of the record that comes of it.</summary>
    private async Task<string> New(string type, Func<Task> act)
    {
        var before = await Ids(type);
        await act();
        string? made = null;
        await Eventually.Is(async () => (made = (await Ids(type)).Except(before).SingleOrDefault()) is not null, $"a new {type}");
        return made!;
    }

    private async Task<string[]> Ids(string type) => [.. (await chats.Bot.Records(type)).Select(r => (string)r["id"]!)];
}
