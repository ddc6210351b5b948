using AimsBot.Core.Records;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class ReopenIncidentTests : IncidentBench
{
    [Theory]
    [InlineData("reported", "duplicate", "reported")]
    [InlineData("reported", "not-an-incident", "reported")]
    [InlineData("triaged", "duplicate", "triaged")]
    [InlineData("triaged", "not-an-incident", "triaged")]
    [InlineData("triaged", "closed", "triaged")]
    public async Task It_goes_back_to_the_state_before(string before, string ended, string after) =>
        Assert.Equal(after, (await ReopenAsync(await EndAsync(await InAsync(before), ended), Rita)).State);

    [Fact]
    public async Task It_goes_back_each_time()
    {
        var head = await InAsync("triaged");
        foreach (var ended in new[] { "closed", "duplicate", "not-an-incident" }) head = await ReopenAsync(await EndAsync(head, ended), Hans);
        Assert.Equal("triaged", head.State);
    }

    [Fact]
    public async Task Nothing_of_the_ending_is_left()
    {
        var body = await BodyAsync(await ReopenAsync(await InAsync("closed"), Rita));
        Assert.Equal((null, null, null), (body.Closing, body.DuplicateOf, body.StateBefore));
    }

    [Fact]
    public async Task The_triage_is_kept() => Assert.NotNull((await BodyAsync(await ReopenAsync(await InAsync("closed"), Rita))).Triage);

    [Fact]
    public async Task It_waits_for_its_handler_again() => Assert.Equal([Hans.Id], (await ReopenAsync(await InAsync("closed"), Rita)).WaitsFor);

    private async Task<Head> EndAsync(Head head, string state) => state switch
    {
        "closed" => await CloseAsync(head, Hilde),
        "duplicate" => await DuplicateAsync(head, Hilde),
        _ => await DismissAsync(head, Hilde),
    };
}
