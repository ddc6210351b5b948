using System.Net;

namespace AimsBot.EndToEnd.Slack;

/// <summary>One act counts once, however often it arrives.</summary>
public class OneActTests(SlackOffice office) : IClassFixture<SlackOffice>
{
    [Fact]
    public async Task Two_clicks_at_the_same_moment_are_one_act_and_both_say_that_it_is_taken() => await Taken_once(apart: null);

    [Fact]
    public async Task Two_clicks_a_second_apart_are_one_act_and_both_say_that_it_is_taken() => await Taken_once(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_act_with_one_receipt()
    {
        await office.Clara.Types("/ai-incident");
        var form = await office.Clara.SeesForm();
        var submission = office.Clara.Submission(form, SlackOffice.Report("sent twice"));
        var before = (await office.Bot.Records()).Count;

        var replies = await Task.WhenAll(office.Bot.Slack.Interaction(submission), office.Bot.Slack.Interaction(submission));
        var late = await office.Bot.Slack.Interaction(submission);

        var receipts = replies.Append(late).Select(r => Assert.Single(SlashCommand.IncidentsIn(r.Body))).Distinct();
        Assert.Single(receipts);
        Assert.Equal(before + 1, (await office.Bot.Records()).Count);
        office.Slack.ShowSubmissionAnswer(form, late.Json);
        Assert.Empty(office.Slack.Complaints);
    }

    private async Task Taken_once(TimeSpan? apart)
    {
        var id = await office.Reports("clicked twice");
        var card = await office.Hanna.Reads(id);
        var (first, second) = (office.Hanna.Click("Take it on", card), office.Hanna.Click("Take it on", card));

        var one = office.Bot.Slack.Interaction(first);
        // The time between the clicks is what is tried here, not a wait for something.
        if (apart is { } time)
        {
            await one;
            await Task.Delay(time);
        }
        var replies = await Task.WhenAll(one, office.Bot.Slack.Interaction(second));

        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        var answers = await SlackPerson.Eventually(
            () => office.Hanna.Messages.Where(m => m.OnlyFor is not null && m.Reading.Contains(id, StringComparison.Ordinal)).ToArray() is { Length: 2 } two ? two : null,
            () => "two answers");
        Assert.All(answers, answer => Assert.Contains("Taken by Hanna Handler", answer.Reading, StringComparison.Ordinal));
        Assert.Equal(["incident-reported", "incident-taken"], await office.Verbs(id));
        Assert.Empty(office.Slack.Complaints);
        await office.Bot.TrailVerifies();
    }
}
