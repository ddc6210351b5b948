using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.RiskAcceptances;

namespace AimsBot.Tests.Workflows.RiskAcceptances;

/// <summary>Two opposite clicks at once, in two chats, at two hosts over one store.</summary>
public sealed class AcceptanceRaceTests : RiskBench
{
    [Fact, Trait("Rule", "K13")]
    public Task Of_two_opposite_clicks_one_wins_and_the_other_sees_it_named() => RaceAsync(20);

    [Fact, Trait("Rule", "K13"), Trait("Category", "Long")]
    public Task So_a_thousand_times() => RaceAsync(1000);

    private async Task RaceAsync(int times)
    {
        var risk = await RaisedAsync(High, plan: "a second reader");
        for (var i = 0; i < times; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(1));
            var acceptance = await AskedAsync(risk);
            if ((await BodyAsync(acceptance)).PlanApproved is null) await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
            var start = new TaskCompletionSource();
            var accepts = ClickAsync(start.Task, AcceptRisk.Step, Tara, ChannelNames.Teams, acceptance, $"{i}:accept");
            var refuses = ClickAsync(start.Task, RefuseRisk.Step, Tom, ChannelNames.Slack, acceptance, $"{i}:refuse");
            start.SetResult();
            var (accepted, refused) = (await accepts, await refuses);

            var won = accepted is KeptReply;
            Assert.NotEqual(won, refused is KeptReply);
            var late = Assert.IsType<RefusedReply>(won ? refused : accepted);
            Assert.Contains(won ? "Accepted by tara in Teams" : "Refused by tom in Slack", late.Meanwhile, StringComparison.Ordinal);
            await SweepAsync();
            Assert.Equal(won ? "accepted" : "refused", await StateAsync(acceptance));
            Assert.Equal(won ? "accepted" : "unaccepted", await StateAsync(risk));
            if (!won) continue;
            await Bench.KeepAsync(RevokeAcceptance.Step, new RevokeAcceptance("again"), acceptance.Id, Lea);
            await SweepAsync();
        }
        Assert.All(await Bench.AllAsync("acceptance"), head => Assert.True(head.State is "ended" or "refused"));
    }

    private Task<Reply> ClickAsync(Task start, Step step, Actor who, string channel, Head acceptance, string key) => Task.Run(async () =>
    {
        var host = new Clicks(CoreBench.Catalogue, Bench.Store, Bench.MakeRunner(Bench.Store), Bench.MakeCards(), Bench.MakeTasks(), Bench.MakeClickedMessages());
        await start;
        return await host.TakeAsync(
            CoreBench.Visit(who, channel), step, new ActionRef(acceptance.Id, acceptance.Basis), new Dictionary<string, string> { ["reason"] = "as I see it" }, new Delivery(key, null), default);
    });
}
