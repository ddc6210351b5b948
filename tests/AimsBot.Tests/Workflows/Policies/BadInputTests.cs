using System.Text;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>What people send that is too long, written from right to left, dead, or not theirs to say.</summary>
public sealed class BadInputTests : PolicyBench
{
    [Fact]
    public async Task What_one_field_does_not_hold_is_refused_with_its_length_and_nothing_is_recorded()
    {
        var returned = Assert.IsType<FormReturned>(await Bench.TakeAsync(DraftPolicy.Step, Form(new string('x', 200_000)), null, Lea));
        Assert.Equal(("refusal.tooLong", "200000"), (returned.Fields["text"].Key, returned.Fields["text"].Facts["length"]));
        Assert.Empty(await Bench.AllAsync("policy"));
    }

    [Fact]
    public async Task More_text_than_a_policy_can_have_is_said_in_the_form()
    {
        var draft = await DraftAsync(new string('x', ShownText.Most - 100));
        Assert.IsType<FormReturned>(await Bench.TakeAsync(AddPolicyText.Step, new AddPolicyText(new string('z', 99)), draft.Id, Lea));
        await Bench.KeepAsync(AddPolicyText.Step, new AddPolicyText(new string('z', 98)), draft.Id, Lea);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task A_policy_of_200_KB_is_read_page_by_page_and_confirmed_on_the_last()
    {
        var text = string.Concat(Enumerable.Range(1, 4_000).Select(i => $"{i:0000}. Ask before you use a new assistant at work.\n"))[..200_000];
        var campaign = await StartAsync(await PublishAsync(text));
        var ack = await AckAsync(campaign, Claus);
        var (read, pages) = (new StringBuilder(), 0);
        JsonNode form;
        do
        {
            form = await PageAsync(Acknowledge.Step, ack, Claus, pages++);
            foreach (var piece in form["body"]!.AsArray().Select(b => (string?)b!["inlines"]?[0]?["text"]).Where(t => t?.Contains("Ask before", StringComparison.Ordinal) == true)) read.Append(piece);
            // Teams takes 80 KB, in two bytes a character.
            Assert.InRange(form.ToJsonString().Length, 1, 40_000);
        }
        while (TurnTo(form, pages) is not null);
        Assert.Equal(text, read.ToString());
        Assert.InRange(pages, 17, 20);
        Assert.Single(form["actions"]!.AsArray(), action => (string?)action!["associatedInputs"] != "none");
        Assert.DoesNotContain((await PageAsync(Acknowledge.Step, ack, Claus, 0))["actions"]!.AsArray(), action => (string?)action!["associatedInputs"] != "none");
        // A page that there is not is the last one.
        Assert.Equal(form.ToJsonString(), (await PageAsync(Acknowledge.Step, ack, Claus, 900)).ToJsonString().Replace("\"page\":900", $"\"page\":{pages - 1}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_approver_reads_it_whole_before_the_button_and_the_card_turns_its_pages_too()
    {
        var draft = await DraftAsync(string.Concat(Enumerable.Repeat("Ask before you use a new assistant.\n", 1_000)));
        Assert.DoesNotContain("significance", (await PageAsync(ApprovePolicy.Step, draft, Lars, 0)).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("significance", (await PageAsync(ApprovePolicy.Step, draft, Lars, 3)).ToJsonString(), StringComparison.Ordinal);
        var card = Assert.IsType<CardReply>(await Bench.MakeClicks().PressAsync(CoreBench.Visit(Lars), ActionRef.ShowVerb, new ActionRef(draft.Id, null) { Page = 1 }, new Delivery("x"), default));
        Assert.Contains("Page 2 of 4", Encoding.UTF8.GetString(card.Card.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void Very_long_texts_are_compared_in_no_time()
    {
        string Text(string word) => string.Join('\n', Enumerable.Range(0, 50_000).Select(i => word + i));
        Assert.Equal(["- b3", "+ c"], ShownText.Changes(Text("b") + "\nd", Text("b").Replace("b3\n", "c\n", StringComparison.Ordinal) + "\nd"));
    }

    private async Task<JsonNode> PageAsync(Step step, Head head, Actor reader, int page)
    {
        var reply = Assert.IsType<FormReply>(await Bench.MakeClicks().PressAsync(CoreBench.Visit(reader), step.Id, new ActionRef(head.Id, head.Basis) { Page = page }, new Delivery("page"), default));
        return JsonNode.Parse(reply.Form.Json)!;
    }

    private static JsonNode? TurnTo(JsonNode form, int page) => form["actions"]!.AsArray().FirstOrDefault(a => (int?)a!["data"]!["page"] == page && (string?)a["associatedInputs"] == "none");

    [Fact]
    public async Task Text_from_right_to_left_is_shown_and_hashed_as_it_was_written()
    {
        const string Text = "لا تكتبوا أسماء العملاء.\nכאן גם בעברית.";
        var campaign = await StartAsync(await PublishAsync(Text));
        var form = JsonNode.Parse(await FormAsync(Acknowledge.Step, await AckAsync(campaign, Claus), Claus))!;
        Assert.Contains(form["body"]!.AsArray(), block => block!["inlines"]?[0]?["text"]?.ToString() == Text);
        Assert.Equal(ShownText.Hash(Text), (await AckBodyAsync(campaign, Claus)).Hash);
    }

    [Theory]
    [InlineData("intranet/ai")]
    [InlineData("http://intranet.example.com/ai")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    public async Task A_link_that_is_none_is_said_in_the_form(string link) =>
        Assert.Equal(["link"], Assert.IsType<FormReturned>(await Bench.TakeAsync(DraftPolicy.Step, Form("Use none.", link), null, Lea)).Fields.Keys);

    [Fact]
    public async Task A_link_is_never_followed_and_the_text_beside_it_is_what_people_confirm()
    {
        var draft = await Bench.KeepAsync(DraftPolicy.Step, Form("Use none.", "https://dead.example.com/gone"), null, Lea);
        var campaign = await StartAsync(await ApproveAsync(draft));
        var form = await FormAsync(Acknowledge.Step, await AckAsync(campaign, Claus), Claus);
        Assert.Contains("Lies also at (link, not preserved): ", form, StringComparison.Ordinal);
        Assert.Contains("https://dead.example.com/gone", form, StringComparison.Ordinal);
        Assert.Equal(ShownText.Hash("Use none."), (await AckBodyAsync(campaign, Claus)).Hash);
    }

    [Fact]
    public async Task A_link_alone_is_no_policy() =>
        Assert.Equal(["text"], Assert.IsType<FormReturned>(await Bench.TakeAsync(DraftPolicy.Step, Form("", "https://intranet.example.com/ai"), null, Lea)).Fields.Keys);

    [Fact, Trait("Rule", "M7")]
    public async Task A_last_day_of_29_February_is_one()
    {
        Bench.Clock.SetUtcNow(new DateTimeOffset(2028, 2, 1, 10, 0, 0, TimeSpan.Zero));
        var campaign = await StartAsync(await PublishAsync(), due: new DateOnly(2028, 2, 29));
        await SweepAtAsync(new DateTimeOffset(2028, 2, 29, 22, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, (await FiguresAsync(campaign)).Overdue);
        await SweepAtAsync(new DateTimeOffset(2028, 2, 29, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(7, (await FiguresAsync(campaign)).Overdue);
    }

    [Fact, Trait("Rule", "P8")]
    public async Task A_review_of_a_policy_of_29_February_is_due_on_the_last_of_February()
    {
        Bench.Clock.SetUtcNow(new DateTimeOffset(2028, 2, 29, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(new DateTimeOffset(2029, 2, 28, 8, 0, 0, TimeSpan.Zero), (await Bench.BodyAsync<Policy>((await PublishAsync()).Id)).ReviewDue);
    }

    [Fact, Trait("Rule", "P8"), Trait("Case", "24")]
    public async Task A_review_every_six_months_does_not_creep_to_the_shortest_month()
    {
        Bench.Clock.AdjustTime(new DateTimeOffset(2026, 8, 31, 10, 0, 0, TimeSpan.Zero));
        var draft = await Bench.KeepAsync(DraftPolicy.Step, Text("Use the approved ones.") with { ReviewMonths = 6 }, null, Lea);
        var policy = await ApproveAsync(draft);
        var days = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var due = (await Bench.BodyAsync<Policy>(policy.Id)).ReviewDue!.Value;
            days.Add($"{LocalTimes.At(due, "Europe/Oslo").Day:yyyy-MM-dd}");
            Bench.Clock.SetUtcNow(due.AddHours(1));
            await Bench.KeepAsync(ReviewPolicy.Step, new ReviewPolicy("still right"), policy.Id, Oda);
        }
        Assert.Equal(["2027-02-28", "2027-08-31", "2028-02-29", "2028-08-31"], days);
    }

    [Theory, Trait("Rule", "P8")]
    [InlineData(3, 12)]
    [InlineData(7, 24)]
    [InlineData(11, 24)]
    [InlineData(14, 24)]
    public async Task A_review_stands_for_the_day_that_is_nearest(int after, int next)
    {
        Bench.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero));
        var policy = await PublishAsync();
        Bench.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero).AddMonths(after));
        await Bench.KeepAsync(ReviewPolicy.Step, new ReviewPolicy("still right"), policy.Id, Oda);
        Assert.Equal(new DateOnly(2027, 3, 10).AddMonths(next), LocalTimes.At((await Bench.BodyAsync<Policy>(policy.Id)).ReviewDue!.Value, "Europe/Oslo").Day);
    }

    [Theory]
    [InlineData("ffff")]
    [InlineData("29 February")]
    [InlineData("2027-02-29")]
    public async Task A_day_that_there_is_not_is_said_in_the_form(string due) => Assert.Equal(["due"], Assert.IsType<FormReturned>(await Bench.TakeAsync(
        StartCampaign.Step, new Dictionary<string, string> { ["policy"] = (await PublishAsync()).Id.Value, ["audience"] = "everyone", ["due"] = due }, null, Lea)).Fields.Keys);

    [Fact, Trait("Case", "19")]
    public async Task A_ring_of_managers_ends_and_nobody_hears_of_their_own_lateness_as_a_manager()
    {
        await ChangeAsync(Sven, p => p with { Manager = Claus.Person!.Id });
        await ChangeAsync(Claus, p => p with { Manager = Sven.Person!.Id });
        await ChangeAsync(Oda, p => p with { Manager = Oda.Person!.Id });
        var campaign = await RunningAsync();
        await SweepAtAsync(new DateTimeOffset(2027, 1, 28, 8, 0, 0, TimeSpan.Zero));
        await SweepAtAsync(new DateTimeOffset(2027, 2, 8, 10, 0, 0, TimeSpan.Zero));
        var copies = (await Bench.Store.PendingAsync("demo", (await AckAsync(campaign, Oda)).Id, default))!.Copies;
        Assert.All(copies.Where(c => c.Why is not null).GroupBy(c => c.Why), rung => Assert.Single(rung));
        Assert.Equal(Sven.Person!.Id, (await AckBodyAsync(campaign, Claus)).Manager);
        // Where there is no manager the leads and top management hear, in figures.
        Assert.Contains(Posts(Lea), p => p.Card.Name == "Policies/Campaign");
        Assert.Contains(Posts(Tom), p => p.Card.Name == "Policies/Campaign");
    }

    [Fact, Trait("Rule", "P3")]
    public async Task A_manager_says_from_the_list_that_somebody_of_the_line_is_away_or_has_left()
    {
        var campaign = await RunningAsync();
        var list = Encoding.UTF8.GetString(Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Mona), "policy", new Delivery("list"), default)).Card.Json);
        Assert.Contains(Sven.Person!.Id.Value, list, StringComparison.Ordinal);
        var card = await CardAsync(await Bench.HeadAsync(Sven.Person.Id), Mona);
        Assert.Contains("person.record-leave", card, StringComparison.Ordinal);
        await Bench.KeepAsync(RecordLeave.Step, new RecordLeave(new DateOnly(2027, 1, 4), new DateOnly(2027, 3, 1)), Sven.Person.Id, Mona);
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("since Friday"), Claus.Person!.Id, Mona);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((1, 6), (await FiguresAsync(campaign)) is var f ? (f.Exempt, f.Headcount) : default);
    }

    [Fact]
    public async Task A_manager_of_others_says_nothing_about_somebody_elses_line() =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(RecordLeave.Step, new RecordLeave(new DateOnly(2027, 1, 4), null), Oda.Person!.Id, Mona));

    [Fact]
    public async Task A_leave_that_ends_before_it_begins_is_said_in_the_form() => Assert.IsType<FormReturned>(
        await Bench.TakeAsync(RecordLeave.Step, new RecordLeave(new DateOnly(2027, 1, 4), new DateOnly(2027, 1, 3)), Sven.Person!.Id, Mona));

    private static Dictionary<string, string> Form(string text, string? link = null)
    {
        var form = new Dictionary<string, string> { ["title"] = "Assistants", ["kind"] = "acceptable-use", ["text"] = text, ["owner"] = "oda@example.com", ["review"] = "12" };
        if (link is not null) form["link"] = link;
        return form;
    }
}
