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

    // An impact of 5, likely: critical.
    private static readonly (string, string?)[] Critical =
    [
        ("How likely is it?", "4"), ("Impact on the organisation", "2"), ("Impact on individuals", "5"), ("Impact on society", "2"),
    ];

    private const string TopManagement = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Tina Top,tina@example.com,top-management,,Europe/Oslo,en,T0BENCH,U0TINA,,
        Tor Top,tor@example.com,top-management,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000b1
        """;

    [Theory]
    [InlineData("Slack", "Slack")]
    [InlineData("Slack", "Teams")]
    [InlineData("Teams", "Slack")]
    [InlineData("Teams", "Teams")]
    public async Task It_is_accepted_from_a_card_and_every_card_says_by_whom_and_where(string requesterIn, string approverIn)
    {
        var (requester, approver) = (chats.Clerk(requesterIn), chats.Handler(approverIn));
        // The line manager of the system's owner decides on a low risk.
        var (risk, acceptance) = await Asked(requester, approverIn == "Slack" ? "sara@example.com" : "olaf@example.com", Low);

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
        Assert.Contains(risk, await requester.Asks("risk accepted low"), StringComparison.Ordinal);
        Assert.DoesNotContain(risk, await requester.Asks("risk breach"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_critical_risk_is_asked_for_in_Slack_and_accepted_by_one_in_Slack_and_one_in_Teams()
    {
        var (tina, tor) = await Tops();
        var (risk, acceptance) = await Asked(chats.Clara, "sara@example.com", Critical);
        await tor.Sees(acceptance, "approvals needed: 2");
        Assert.Contains(risk, await chats.Clara.Asks("risk critical breach"), StringComparison.Ordinal);

        await tina.Presses("Approve the plan", acceptance);
        await tina.Sees(acceptance, "Plan approved by Tina Top in Slack");
        await tina.Presses("Accept the risk", acceptance);
        await tina.Submits(acceptance, ("In your words: why, or what?", "worth it"));
        foreach (var reader in new[] { chats.Clara, tina, tor }) await reader.Sees(acceptance, "Accepted by Tina Top in Slack");
        Assert.Equal("waiting", (string?)(await chats.Bot.Record(acceptance))["state"]);

        await tor.Presses("Accept the risk", acceptance);
        await tor.Submits(acceptance, ("In your words: why, or what?", "worth it to me too"));
        foreach (var reader in new[] { chats.Clara, tina, tor }) await reader.Sees(acceptance, "Accepted by Tor Top in Teams");
        Assert.Equal("accepted", (string?)(await chats.Bot.Record(acceptance))["state"]);
        Assert.Equal(["risk-acceptance-opened", "treatment-plan-approved", "risk-accepted", "risk-accepted"], await chats.Verbs(acceptance));
    }

    [Fact]
    public async Task Of_two_opposite_decisions_in_two_chats_at_once_one_holds_and_every_card_names_it()
    {
        var (tina, tor) = await Tops();
        var (risk, acceptance) = await Asked(chats.Clara, "sara@example.com", [.. Critical.Select(field => field.Item1 == "How likely is it?" ? (field.Item1, "2") : field)]);
        await tor.Sees(acceptance, "Silence never accepts");
        await tina.Presses("Approve the plan", acceptance);
        await tina.Sees(acceptance, "Plan approved by Tina Top");
        await tina.Presses("Accept the risk", acceptance);
        await tor.Presses("Refuse", acceptance);

        await Task.WhenAll(
            tina.Submits(acceptance, ("In your words: why, or what?", "worth it")),
            tor.Submits(acceptance, ("In your words: why, or what?", "too grave")));

        var state = (string?)(await chats.Bot.Record(acceptance))["state"];
        var said = state == "accepted" ? "Accepted by Tina Top in Slack" : "Refused by Tor Top in Teams";
        foreach (var reader in new[] { chats.Clara, tina, tor }) await reader.Sees(acceptance, said);
        Assert.Equal(state == "accepted" ? "risk-accepted" : "risk-acceptance-refused", (await chats.Verbs(acceptance))[^1]);
        await Eventually.Is(async () => (string?)(await chats.Bot.Record(risk))["state"] == (state == "accepted" ? "accepted" : "unaccepted"), "the risk to follow");
    }

    private async Task<(Colleague Tina, Colleague Tor)> Tops()
    {
        if (!(await chats.Bot.People()).Any(p => (string?)p["name"] == "Tina Top"))
        {
            chats.Slack.AddUser("T0BENCH", "U0TINA", "Tina Top", "tina@example.com");
            chats.Teams.AddUser("29:tor", "Tor Top", "tor@example.com", "aaaaaaaa-0000-0000-0000-0000000000b1");
            await chats.Bot.Import(chats.Bot.Write("top.csv", TopManagement));
        }
        var tor = chats.Person("Tor", "29:tor");
        await tor.Asks("tasks");
        return (chats.Person("Tina", "U0TINA"), tor);
    }

    /// <summary>A risk of a new system, assessed twice and asked to be accepted.</summary>
    private async Task<(string Risk, string Acceptance)> Asked(Colleague requester, string owner, (string, string?)[] scores)
    {
        var system = await New("system", async () =>
        {
            var lead = chats.Person("Lead", "U0LEAD");
            await lead.Opens("system", "Register a system");
            await lead.Submits("", ("What is it called?", $"Screening for {requester.Name} of {owner}"), ("Whose is it? (e-mail address of the owner)", owner));
        });
        var risk = await New("risk", async () =>
        {
            await requester.Opens("risk", "Raise a risk");
            await requester.Submits("", ("Which AI system?", system), ("What could happen, in one sentence?", "It ranks some last"), ("Who answers for it? (e-mail address)", owner));
        });
        await requester.Sees(risk, "Risk RSK");
        await requester.Presses("Assess before treatment", risk);
        await requester.Submits(risk, scores);
        await requester.Sees(risk, "Before treatment");
        await Eventually.Is(() => Task.FromResult(requester.Buttons(risk).Contains("Assess as it is now")), "the next assessment");
        await requester.Presses("Assess as it is now", risk);
        await requester.Submits(risk, scores);
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
        return (risk, acceptance);
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
