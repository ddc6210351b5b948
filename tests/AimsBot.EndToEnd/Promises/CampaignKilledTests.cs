using System.Text.Json;
using AimsBot.EndToEnd.Asking;

namespace AimsBot.EndToEnd.Promises;

/// <summary>SIGKILL while a campaign asks thousands, in the middle of its pages: everybody is asked, and once.</summary>
public sealed class CampaignKilledTests(CrowdedChats chats) : IClassFixture<CrowdedChats>
{
    private const int Rounds = 5;

    [Fact]
    [Trait("Rule", "M3")]
    public async Task Killed_in_the_middle_of_its_pages_a_campaign_asks_everybody_and_nobody_twice()
    {
        var author = chats.Lead("Slack");
        var policy = await chats.Drafts("Slack", "Assistants at work", "Put no names into them.");
        await chats.Lead("Teams").Sees(policy, "Put no names into them.");
        await DayChats.Fills(chats.Lead("Teams"), "Approve", policy, ("How large is the change?", "material"), ("Why?", "the first version"));
        await author.Sees(policy, "Approved by");
        await author.Opens("policy", "Start a campaign");
        // Who sends it is killed with it before the answer, or has it: either is well.
        var sending = author.Submits("", ("Which policy?", policy), ("Who is to read it?", "everyone"));

        var (asked, kills, inTheMiddle) = (0, 0, 0);
        while (kills < Rounds && asked < CrowdedChats.Everyone)
        {
            // A page is asked within a tenth of a second.
            await Eventually.Is(async () => await chats.Bot.Count("acknowledgement") > asked, "somebody to be asked", seconds: 90, pause: 2);
            chats.Bot.Kill();
            kills++;
            asked = await chats.Bot.Count("acknowledgement");
            // Some of a page are asked, and nothing of it is written off yet.
            if (Assert.Single(await chats.Bot.Work("campaign")).FollowUps.Count > 0) inTheMiddle++;
            await chats.Start();
        }
        await Eventually.Is(async () => await chats.Bot.Count("acknowledgement") >= CrowdedChats.Everyone, "everybody to be asked", seconds: 90);
        await Eventually.Is(async () => Assert.Single(await chats.Bot.Work("campaign")).FollowUps.Count == 0, "all of it to be written off", seconds: 90);
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.True(inTheMiddle > 0, $"None of {kills} kills came in the middle of a page.");
        var campaign = Assert.Single(await chats.Bot.Work("campaign")).Head.Id;
        var all = await chats.Bot.Work("acknowledgement");
        Assert.Equal(CrowdedChats.Everyone, all.Count);
        Assert.Equal(CrowdedChats.Everyone, all.Select(one => JsonDocument.Parse(one.Head.Body).RootElement.GetProperty("person").GetString()).Distinct().Count());
        Assert.All(all, one => Assert.Equal((1, 1, campaign), (one.Head.Acts.Count(act => act.Step == "acknowledgement.ask"), one.Copies.Count, one.Head.Parent!.Value)));
    }
}

/// <summary>Two leads in the two chats, and a crowd of readers, at noon.</summary>
public sealed class CrowdedChats : DayChats
{
    private const int Crowd = 2_000;

    /// <summary>The crowd, the two leads and their two lines.</summary>
    public const int Everyone = Crowd + 4;

    public CrowdedChats()
    {
        IsKilled = true;
        var last = People.TrimEnd().Split('\n')[^1].Split(',');
        var (zone, country) = (last[4], last[^1]);
        People = $"{People.TrimEnd()}\n{string.Join('\n', Enumerable.Range(0, Crowd).Select(i => $"Reader {i},reader{i}@example.com,staff,,{zone},en,T0BENCH,U9{i:00000},,,{country}"))}";
    }
}
