using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

public sealed class AcknowledgementTests : PolicyBench
{
    [Fact, Trait("Rule", "P1")]
    public async Task It_binds_person_version_hash_time_and_channel()
    {
        var campaign = await RunningAsync();
        await Bench.Runner.RunAsync(Bench.Action(Acknowledge.Step, new Acknowledge(), (await AckAsync(campaign, Claus)).Id, Claus) with { Channel = ChannelNames.Slack }, default);
        var body = await AckBodyAsync(campaign, Claus);
        Assert.Equal((Claus.Person!.Id, "1.0", ShownText.Hash("Use the approved ones."), ChannelNames.Slack, Monday), (body.Person, body.Number, body.Confirmation!.Hash, body.Confirmation.Channel, body.Confirmation.At));
    }

    [Fact, Trait("Rule", "P1")]
    public async Task It_keeps_what_was_said_word_for_word_with_its_hash()
    {
        var campaign = await RunningAsync();
        await AcknowledgeAsync(campaign, Claus);
        var done = (await AckBodyAsync(campaign, Claus)).Confirmation!;
        Assert.Equal(("I have read version 1.0 of Using AI assistants.", ShownText.Hash(done.Statement)), (done.Statement, done.StatementHash));
    }

    [Fact, Trait("Rule", "P1")]
    public async Task The_text_is_a_document_of_the_store_under_its_hash()
    {
        var body = await Bench.BodyAsync<Policy>((await PublishAsync()).Id);
        Assert.Equal("Use the approved ones."u8.ToArray(), await Bench.Store.DocumentAsync("demo", body.Current!.Hash, default));
    }

    [Fact, Trait("Rule", "P2")]
    public async Task A_material_version_ends_what_was_asked_and_a_new_campaign_asks_everybody()
    {
        var policy = await PublishAsync();
        var first = await StartAsync(policy);
        await AcknowledgeAsync(first, Claus);
        await NewVersionAsync(policy, "Use the approved ones. Never alone.", Significance.Material);
        await SweepAsync();
        Assert.Equal((CampaignStates.Stopped, AcknowledgementStates.Stopped), ((await Bench.HeadAsync(first.Id)).State, (await AckAsync(first, Sven)).State));
        var second = await StartAsync(policy);
        Assert.Equal(["pending", "pending"], [(await AckAsync(second, Claus)).State, (await AckAsync(second, Sven)).State]);
    }

    [Fact, Trait("Rule", "P2")]
    public async Task A_minor_version_carries_over()
    {
        var policy = await PublishAsync();
        var campaign = await StartAsync(policy);
        await AcknowledgeAsync(campaign, Claus);
        await NewVersionAsync(policy, "Use the approved ones!", Significance.Minor);
        await SweepAsync();
        Assert.Equal((CampaignStates.Running, AcknowledgementStates.Acknowledged, "1.1"), ((await Bench.HeadAsync(campaign.Id)).State, (await AckAsync(campaign, Claus)).State, (await Bench.BodyAsync<Policy>(policy.Id)).Current!.Number));
    }

    [Fact, Trait("Rule", "P2")]
    public async Task A_first_version_cannot_be_minor() =>
        Assert.IsType<FormReturned>(await Bench.TakeAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Minor, "typo"), (await DraftAsync()).Id, Lars));

    [Fact, Trait("Rule", "P2")]
    public async Task Who_wrote_it_does_not_approve_it() =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "mine"), (await DraftAsync()).Id, Lea));

    [Fact, Trait("Rule", "P2")]
    public async Task The_AI_policy_itself_is_approved_by_top_management_alone()
    {
        var draft = await DraftAsync(kind: PolicyKind.AiPolicy);
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "good"), draft.Id, Lars));
        Assert.Equal(PolicyStates.Published, (await ApproveAsync(draft, by: Tom)).State);
    }

    [Fact, Trait("Rule", "P2")]
    public async Task A_new_version_that_lands_while_somebody_reads_the_old_one_refuses_their_click()
    {
        var policy = await PublishAsync();
        var campaign = await StartAsync(policy);
        var ack = await AckAsync(campaign, Claus);
        await NewVersionAsync(policy, "Use none.", Significance.Material);
        Assert.Equal("acknowledgement.superseded", await Bench.RefusalAsync(Acknowledge.Step, new Acknowledge(), ack.Id, Claus, ack.Basis));
    }

    [Fact, Trait("Rule", "P2")]
    public async Task The_next_form_shows_what_changed_since_this_person_s_own_last_acknowledgement()
    {
        var policy = await PublishAsync("One.\nTwo.");
        var first = await StartAsync(policy);
        await AcknowledgeAsync(first, Claus);
        await NewVersionAsync(policy, "One.\nThree.", Significance.Material);
        await SweepAsync();
        var second = await StartAsync(policy);
        var (claus, sven) = (await FormAsync(Acknowledge.Step, await AckAsync(second, Claus), Claus), await FormAsync(Acknowledge.Step, await AckAsync(second, Sven), Sven));
        Assert.Contains("- Two.", claus, StringComparison.Ordinal);
        Assert.Contains("+ Three.", claus, StringComparison.Ordinal);
        Assert.DoesNotContain("+ Three.", sven, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task Pressing_Read_opens_the_whole_text_and_records_nothing()
    {
        var campaign = await RunningAsync();
        var ack = await AckAsync(campaign, Claus);
        var reply = await Bench.MakeClicks().PressAsync(CoreBench.Visit(Claus), Acknowledge.Step.Id, new ActionRef(ack.Id, ack.Basis), new Delivery("d1"), default);
        Assert.Contains("Use the approved ones.", System.Text.Encoding.UTF8.GetString(Assert.IsType<FormReply>(reply).Form.Json), StringComparison.Ordinal);
        Assert.Equal(AcknowledgementStates.Pending, (await AckAsync(campaign, Claus)).State);
    }

    [Fact, Trait("Rule", "P5")]
    public async Task The_button_that_confirms_says_what_it_means() =>
        Assert.Contains("I have read 1.0", await FormAsync(Acknowledge.Step, await AckAsync(await RunningAsync(), Claus), Claus), StringComparison.Ordinal);

    [Fact, Trait("Rule", "P6")]
    public async Task A_contractor_is_asked_like_everyone()
    {
        await ChangeAsync(Sven, p => p with { Employment = "contractor" });
        Assert.Equal(AcknowledgementStates.Pending, (await AckAsync(await RunningAsync(), Sven)).State);
    }

    [Fact, Trait("Rule", "P7")]
    public async Task Who_is_no_longer_active_cannot_acknowledge()
    {
        var ack = await AckAsync(await RunningAsync(), Sven);
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), Sven.Person!.Id);
        Assert.Equal(Refusals.Deactivated, await Bench.RefusalAsync(Acknowledge.Step, new Acknowledge(), ack.Id, Sven));
    }

    [Fact, Trait("Rule", "P7")]
    public async Task Whoever_turned_out_to_be_an_outsider_is_not_asked()
    {
        await Bench.KeepAsync(ExcludePerson.Step, new ExcludePerson(), Sven.Person!.Id, Actor.Host);
        Assert.Equal(6, (await FiguresAsync(await RunningAsync())).Headcount);
    }

    [Fact, Trait("Rule", "P7")]
    public async Task Two_accounts_of_one_person_count_once()
    {
        Sven = await Bench.LinkAsync(Sven, new ChatAccount(ChannelNames.Teams, CoreBench.Tenant, "sven-oid"));
        var campaign = await RunningAsync();
        Assert.Equal(1, (await Bench.AllAsync("acknowledgement")).Count(h => h.WaitsFor.Contains(Sven.Id)));
        Assert.Equal(7, (await FiguresAsync(campaign)).Headcount);
    }

    [Fact, Trait("Rule", "P9")]
    public async Task Nobody_acknowledges_for_another()
    {
        var ack = await AckAsync(await RunningAsync(), Claus);
        foreach (var other in new[] { Sven, Mona, Lea, Tom, Oda, Actor.Operator, Actor.Clock })
            Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(Acknowledge.Step, new Acknowledge(), ack.Id, other));
    }

    [Fact, Trait("Rule", "P9")]
    public async Task A_signature_on_paper_is_shown_as_such()
    {
        var ack = await AckAsync(await RunningAsync(), Claus);
        await Bench.KeepAsync(RecordOffline.Step, new RecordOffline("binder 4"), ack.Id, Lea);
        Assert.Contains("signed on paper, put down by lea: binder 4", await CardAsync(ack, Claus), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P9")]
    public async Task Nobody_puts_down_a_signature_of_their_own() =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(RecordOffline.Step, new RecordOffline("binder 4"), (await AckAsync(await RunningAsync(), Lea)).Id, Lea));

    [Fact]
    public async Task A_question_goes_to_the_owner_and_the_clock_goes_on()
    {
        var campaign = await RunningAsync();
        var ack = await AckAsync(campaign, Claus);
        var asked = await Bench.KeepAsync(AskOwner.Step, new AskOwner("Also at home?"), ack.Id, Claus);
        Assert.Equal((AcknowledgementStates.Pending, Due), (asked.State, (await AckBodyAsync(campaign, Claus)).Due));
        Assert.Contains(Oda.Id, asked.WaitsFor);
        var answered = await Bench.KeepAsync(AnswerReader.Step, new AnswerReader("Yes."), ack.Id, Oda);
        Assert.DoesNotContain(Oda.Id, answered.WaitsFor);
    }

    [Fact, Trait("Rule", "P3")]
    public async Task Not_for_me_is_decided_by_a_lead_and_shown_apart()
    {
        var campaign = await RunningAsync();
        var ack = await AckAsync(campaign, Claus);
        await Bench.KeepAsync(SayNotForMe.Step, new SayNotForMe("I use none"), ack.Id, Claus);
        await Bench.KeepAsync(ExemptPerson.Step, new ExemptPerson("works without"), ack.Id, Lea);
        var figures = await FiguresAsync(campaign);
        Assert.Equal((1, 6, 7, 0), (figures.Exempt, figures.Required, figures.Headcount, figures.Acknowledged));
    }

    [Fact]
    public async Task A_second_click_is_the_first_act()
    {
        var campaign = await RunningAsync();
        var ack = await AckAsync(campaign, Claus);
        await Bench.KeepAsync(Acknowledge.Step, new Acknowledge(), ack.Id, Claus, ack.Basis);
        Assert.True(Assert.IsType<Kept>(await Bench.TakeAsync(Acknowledge.Step, new Acknowledge(), ack.Id, Claus, ack.Basis)).Repeated);
    }
}
