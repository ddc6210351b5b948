using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

/// <summary>What is sent to the bot in its personal chat in Teams is evidence.</summary>
public sealed class TeamsFileTests : TeamsBotBench
{
    private const string OneDrive = "https://contoso-my.sharepoint.com/personal/kari/_layouts/15/download.aspx?UniqueId=1&tempauth=e";

    [Fact]
    public async Task A_file_from_onedrive_is_kept_with_the_item()
    {
        await AuditAsync();
        Assert.Contains("minutes.pdf", await SendAsync(Uploaded("minutes.pdf", OneDrive)), StringComparison.Ordinal);
        Assert.Equal("minutes.pdf", Assert.Single(await FilesAsync()).Name);
        Assert.Equal(OneDrive, Assert.Single(Files.Asked).Address.ToString());
    }

    [Fact]
    public async Task A_picture_that_was_pasted_is_kept_too()
    {
        await AuditAsync();
        await SendAsync(new Attachment("image/png", "https://smba.trafficmanager.net/emea/v3/attachments/1/views/original"));
        Assert.Equal("picture.png", Assert.Single(await FilesAsync()).Name);
    }

    [Theory]
    [InlineData("http://169.254.169.254/metadata/identity")]
    [InlineData("https://evil.example/a.pdf")]
    [InlineData(null)]
    public async Task From_anywhere_else_nothing_is_fetched(string? address)
    {
        await AuditAsync();
        Assert.Contains("lies in another service", await SendAsync(Uploaded("minutes.pdf", address), new Attachment("image/png", address)), StringComparison.Ordinal);
        Assert.Empty(Files.Asked);
    }

    [Fact]
    public async Task Without_a_checklist_nothing_is_fetched()
    {
        Assert.Contains("I kept nothing", await SendAsync(Uploaded("minutes.pdf", OneDrive)), StringComparison.Ordinal);
        Assert.Empty(Files.Asked);
    }

    private static Attachment Uploaded(string name, string? address) =>
        new("application/vnd.microsoft.teams.file.download.info", null, new JObject { ["downloadUrl"] = address, ["uniqueId"] = "1", ["fileType"] = "pdf" }, name);

    private async Task<string> SendAsync(params Attachment[] attachments) =>
        JToken.FromObject(Assert.Single(await SayAsync("", message => message.Attachments = [.. attachments, new Attachment("text/html", null, "<p></p>")])).Attachments).ToString();

    private async Task<IReadOnlyList<Evidence>> FilesAsync() => (await Bench.BodyAsync<Checklist>((await Bench.AllAsync("checklist"))[0].Id)).Items[0].Files;

    private async Task AuditAsync()
    {
        var lea = await Bench.PersonAsync("lea", Role.ComplianceLead);
        var today = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime);
        var audit = await Bench.KeepAsync(PlanAudit.Step, new PlanAudit("Audit", "g", "c", "m", ["A.9.2"], "kari@example.com", [], today, today.AddDays(9)), null, lea);
        await Bench.KeepAsync(StartAudit.Step, new StartAudit(), audit.Id, Kari);
        for (var i = 0; i < 2; i++) await Bench.MakePump(null, new FakeChannel()).SweepAsync("demo", default);
    }
}
