namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class DismissIncidentTests : IncidentBench
{
    [Fact]
    public async Task The_reason_is_told()
    {
        var last = (await BodyAsync(await InAsync("not-an-incident"))).Last!;
        Assert.Equal(("not-an-incident", "works as it should"), (last.What, last.Reason));
    }

    [Fact]
    public async Task The_reporter_gets_a_card() => Assert.Equal("hans hilde rita", await CardsAsync(await InAsync("not-an-incident")));

    [Fact]
    public async Task It_waits_for_nobody_then() => Assert.Empty((await InAsync("not-an-incident")).WaitsFor);
}
