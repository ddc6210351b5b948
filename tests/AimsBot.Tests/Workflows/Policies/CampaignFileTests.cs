using System.Text;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Policies;
using SkiaSharp;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>What a lead takes out of a campaign, and how it went day by day.</summary>
public sealed class CampaignFileTests : PolicyBench
{
    [Fact, Trait("Rule", "M9")]
    public async Task The_list_has_everyone_with_what_became_of_each_message()
    {
        Slack.Instead = (_, request, _) => Task.FromResult(request.Account.User == "USVEN" ? new Unreachable("not installed") : FakeChannel.Shown(request));
        var campaign = await RunningAsync();
        await SweepAsync();
        await Bench.TakeAsync(Acknowledge.Step, new Acknowledge(), (await AckAsync(campaign, Claus)).Id, Claus);
        var lines = await LinesAsync(campaign);
        Assert.Equal(8, lines.Count);
        Assert.StartsWith("\uFEFFPerson,E-mail,", lines[0], StringComparison.Ordinal);
        var claus = Assert.Single(lines, l => l.StartsWith("claus,", StringComparison.Ordinal));
        Assert.Contains("claus@example.com,mona,confirmed,1.0,2027-01-25,2027-01-04T10:00:00.000Z", claus, StringComparison.Ordinal);
        Assert.Contains("ask slack 2027-01-04T10:00:00.000Z", claus, StringComparison.Ordinal);
        Assert.Contains("ask slack not installed", Assert.Single(lines, l => l.StartsWith("sven,", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_a_formula_is_text()
    {
        await ChangeAsync(Sven, p => p with { Name = "=cmd|'/c calc'!A1" });
        Assert.Contains(await LinesAsync(await RunningAsync()), l => l.StartsWith("'=cmd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Taking_it_out_is_an_act_of_its_own()
    {
        var campaign = await RunningAsync();
        await Bench.KeepAsync(ExportCampaign.Step, new ExportCampaign(), campaign.Id, Lea);
        Assert.Equal("campaign-exported", (await Bench.HistoryAsync(campaign.Id))[^1].ReadHeader().Verb);
        Assert.Equal(AimsBot.Core.Refusals.NotAllowed, await Bench.RefusalAsync(ExportCampaign.Step, new ExportCampaign(), campaign.Id, Tom));
    }

    [Fact, Trait("Rule", "P4")]
    public async Task How_it_went_is_kept_day_by_day_and_shown_in_numbers()
    {
        var campaign = await RunningAsync();
        await AcknowledgeAsync(campaign, Claus);
        await SweepAtAsync(Monday.AddDays(1));
        await AcknowledgeAsync(campaign, Sven);
        await SweepAtAsync(Monday.AddDays(2));
        Assert.Equal([(4, 1, 7), (5, 2, 7)], (await Bench.BodyAsync<Campaign>(campaign.Id)).Progress.Select(p => (p.Day.Day, p.Acknowledged, p.Required)));
        Assert.Contains("4 Jan 2027: 1/7, 5 Jan 2027: 2/7", await CardAsync(campaign, Lea), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P4")]
    public async Task A_month_is_kept_once_also_where_its_first_day_was_missed()
    {
        var campaign = await RunningAsync();
        await SweepAtAsync(new DateTimeOffset(2027, 2, 3, 6, 0, 0, TimeSpan.Zero));
        await SweepAtAsync(new DateTimeOffset(2027, 2, 4, 6, 0, 0, TimeSpan.Zero));
        Assert.Single((await Bench.BodyAsync<Campaign>(campaign.Id)).Snapshots);
    }

    [Fact]
    public void A_picture_shows_the_area_the_line_and_the_last_day()
    {
        var campaign = new Campaign
        {
            StartedAt = Monday,
            Due = new DateOnly(2027, 1, 25),
            Progress = [new(new DateOnly(2027, 1, 4), 1, 7), new(new DateOnly(2027, 1, 10), 4, 7), new(new DateOnly(2027, 1, 20), 6, 8)],
        };
        using var picture = SKBitmap.Decode(ProgressPicture.Draw(campaign, new CampaignFigures(6, 2, 0, 0, 0, 0)));
        var colors = picture.Pixels.Distinct().ToHashSet();
        Assert.All([new SKColor(0x2B, 0x6C, 0xB0), new SKColor(0x22, 0x22, 0x22), new SKColor(0xB0, 0x3A, 0x2E)], color => Assert.Contains(color, colors));
    }

    [Fact]
    public void A_campaign_of_today_has_a_picture_too() =>
        Assert.NotEmpty(ProgressPicture.Draw(new Campaign { StartedAt = Monday, Due = new DateOnly(2027, 1, 4) }, new CampaignFigures(0, 0, 0, 0, 0, 0)));

    [Fact]
    public async Task The_list_is_a_leads_and_the_picture_whoever_sees_the_card()
    {
        var campaign = await RunningAsync();
        Assert.Null(await Bench.FetchAsync(List, Tom.Person!, campaign.Id));
        Assert.Null(await Bench.FetchAsync(List, Lea.Person!, (await AckAsync(campaign, Claus)).Id));
        var picture = new ProgressFile(Bench.Store, Bench.MakeCards(), new FactsReader(Bench.Store, Bench.People, Bench.Clock));
        Assert.NotNull(await Bench.FetchAsync(picture, Tom.Person!, campaign.Id));
        Assert.Null(await Bench.FetchAsync(picture, Claus.Person!, campaign.Id));
    }

    private AcknowledgementsFile List => new(Bench.Store, Bench.People, Bench.MakeCards());

    private async Task<IReadOnlyList<string>> LinesAsync(Head campaign) =>
        Encoding.UTF8.GetString((await Bench.FetchAsync(List, Lea.Person!, campaign.Id))!).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
