using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Core.Channels;

public sealed class StepRunnerTests : IDisposable
{
    private readonly CoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    // One act.

    [Fact]
    public async Task An_act_that_arrives_again_is_one_entry()
    {
        var permit = await OpenAsync();
        for (var i = 0; i < 5; i++) await _bench.TakeAsync(NudgePermit.Step, new NudgePermit(), permit.Id, key: "same");
        Assert.Equal(2, (await _bench.HistoryAsync(permit.Id)).Count);
    }

    [Fact]
    public async Task An_act_that_arrives_again_gets_the_revision_of_the_first()
    {
        var permit = await OpenAsync();
        await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id, key: "same");
        await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id);
        var again = Assert.IsType<Kept>(await _bench.TakeAsync(NudgePermit.Step, new NudgePermit(), permit.Id, key: "same"));
        Assert.Equal((2, true), (again.Revision, again.Repeated));
    }

    [Fact]
    public async Task An_act_that_arrives_twenty_times_at_once_is_one_entry()
    {
        var permit = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _bench.TakeAsync(NudgePermit.Step, new NudgePermit(), permit.Id, key: "same"))));
        Assert.Equal(2, (await _bench.HistoryAsync(permit.Id)).Count);
    }

    [Fact]
    public async Task An_act_that_arrives_twenty_times_at_once_gets_one_meaning()
    {
        var permit = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => Task.Run(() => _bench.TakeAsync(NudgePermit.Step, new NudgePermit(), permit.Id, key: "same"))));
        Assert.All(answers, answer => Assert.Equal(2, Assert.IsType<Kept>(answer).Revision));
    }

    [Fact]
    public async Task Twenty_acts_at_once_are_twenty_entries()
    {
        var permit = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id))));
        Assert.Equal(20, (await _bench.BodyAsync<Permit>(permit.Id)).Nudges);
    }

    [Fact]
    public async Task A_creation_that_arrives_again_is_the_same_record()
    {
        var first = await OpenAsync(key: "same");
        Assert.Equal(first.Id, (await OpenAsync(key: "same")).Id);
    }

    [Fact]
    public async Task A_creation_that_arrives_twenty_times_at_once_is_one_record()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => OpenAsync(key: "same"))));
        Assert.Single(await _bench.AllAsync("permit"));
    }

    [Fact]
    public async Task A_creation_that_arrives_again_is_answered_with_the_record_as_it_is_now()
    {
        var first = await OpenAsync(key: "same");
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("another"), first.Id);
        Assert.Equal(2, (await OpenAsync(key: "same")).Revision);
    }

    [Fact]
    public async Task An_id_that_is_taken_gives_way_to_the_next()
    {
        var first = RecordId.Derive("PMT", "demo", "key", 0);
        await _bench.Store.SaveAsync(Commits.Create("demo", first.Value), default);
        Assert.Equal(RecordId.Derive("PMT", "demo", "key", 1), (await OpenAsync(key: "key")).Id);
    }

    [Fact]
    public async Task A_creation_beside_a_taken_id_meets_itself_again()
    {
        await _bench.Store.SaveAsync(Commits.Create("demo", RecordId.Derive("PMT", "demo", "key", 0).Value), default);
        var first = await OpenAsync(key: "key");
        Assert.Equal(first.Id, (await OpenAsync(key: "key")).Id);
    }

    [Fact]
    public async Task The_head_remembers_the_act_that_created_it_and_the_last_32()
    {
        var permit = await OpenAsync(key: "creation");
        for (var i = 0; i < 40; i++) permit = await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id, key: $"nudge-{i}");
        Assert.Equal(["creation", .. Enumerable.Range(8, 32).Select(i => $"nudge-{i}")], permit.Acts.Select(act => act.Key));
    }

    [Fact]
    public async Task An_act_whose_commit_failed_is_not_remembered()
    {
        var store = new FailingStore(_bench.Store);
        var runner = _bench.MakeRunner(store);
        store.BeforeSave = _ => throw new StoreUnavailableException("away");
        var action = _bench.Action(OpenPermit.Step, new OpenPermit("once"), key: "same");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => runner.RunAsync(action, default));
        store.BeforeSave = null;
        Assert.False(Assert.IsType<Kept>(await runner.RunAsync(action, default)).Repeated);
    }

    [Fact]
    public async Task An_act_that_was_given_up_before_it_began_changes_nothing()
    {
        var action = _bench.Action(OpenPermit.Step, new OpenPermit("never"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Runner.RunAsync(action, new CancellationToken(canceled: true)));
        Assert.Empty(await _bench.AllAsync("permit"));
    }

    // The basis.

    [Fact]
    public async Task A_step_that_moves_the_basis_moves_it_to_its_revision()
    {
        var permit = await OpenAsync();
        Assert.Equal(2, (await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("b"), permit.Id)).Basis);
    }

    [Fact]
    public async Task A_step_that_leaves_the_basis_leaves_it()
    {
        var permit = await OpenAsync();
        Assert.Equal(1, (await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id)).Basis);
    }

    [Fact]
    public async Task A_card_from_before_the_basis_moved_is_refused()
    {
        var permit = await OpenAsync();
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("b"), permit.Id);
        Assert.Equal(Refusals.Stale, await _bench.RefusalAsync(NudgePermit.Step, new NudgePermit(), permit.Id, basis: 1));
    }

    [Fact]
    public async Task Who_is_refused_for_a_stale_card_gets_the_record_as_it_is()
    {
        var permit = await OpenAsync();
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("b"), permit.Id);
        var refused = Assert.IsType<NotTaken>(await _bench.TakeAsync(NudgePermit.Step, new NudgePermit(), permit.Id, basis: 1));
        Assert.Equal(2, refused.Current?.Revision);
    }

    [Fact]
    public async Task A_card_from_before_acts_that_left_the_basis_is_taken()
    {
        var permit = await OpenAsync();
        await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id);
        Assert.Equal(3, (await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id, basis: 1)).Revision);
    }

    [Fact]
    public async Task Who_meets_a_rival_that_left_the_basis_is_decided_again()
    {
        var permit = await OpenAsync();
        var store = Rivalling(() => _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id));
        var kept = Assert.IsType<Kept>(await _bench.MakeRunner(store).RunAsync(_bench.Action(NudgePermit.Step, new NudgePermit(), permit.Id, basis: 1), default));
        Assert.Equal(2, kept.Head.Read<Permit>().Nudges);
    }

    [Fact]
    public async Task Who_meets_a_rival_that_moved_the_basis_is_refused()
    {
        var permit = await OpenAsync();
        var store = Rivalling(() => _bench.KeepAsync(RenamePermit.Step, new RenamePermit("theirs"), permit.Id));
        var answer = await _bench.MakeRunner(store).RunAsync(_bench.Action(NudgePermit.Step, new NudgePermit(), permit.Id, basis: 1), default);
        Assert.Equal(Refusals.Stale, Assert.IsType<NotTaken>(answer).Refusal.Key);
    }

    // Second clicks.

    [Fact]
    public async Task A_second_click_of_one_person_is_answered_as_done()
    {
        var manager = await _bench.PersonAsync("mia", Role.Manager);
        var permit = await OpenAsync();
        await _bench.KeepAsync(ClosePermit.Step, new ClosePermit(), permit.Id, manager, basis: 1);
        var second = Assert.IsType<Kept>(await _bench.TakeAsync(ClosePermit.Step, new ClosePermit(), permit.Id, manager, basis: 1));
        Assert.Equal((2, true), (second.Revision, second.Repeated));
    }

    [Fact]
    public async Task A_second_click_on_a_card_that_the_first_outdated_is_answered_as_done()
    {
        var lawyer = await _bench.PersonAsync("leo", Role.Legal);
        var permit = await OpenAsync();
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("b"), permit.Id, lawyer, basis: 1);
        var second = Assert.IsType<Kept>(await _bench.TakeAsync(RenamePermit.Step, new RenamePermit("b"), permit.Id, lawyer, basis: 1));
        Assert.Equal((2, true), (second.Revision, second.Repeated));
    }

    [Fact]
    public async Task A_second_click_of_another_person_is_refused()
    {
        var permit = await OpenAsync();
        await _bench.KeepAsync(ClosePermit.Step, new ClosePermit(), permit.Id, await _bench.PersonAsync("mia", Role.Manager), basis: 1);
        Assert.NotNull(await _bench.RefusalAsync(ClosePermit.Step, new ClosePermit(), permit.Id, await _bench.PersonAsync("max", Role.Manager), basis: 1));
    }

    [Fact]
    public async Task The_same_step_on_a_current_card_is_a_new_act()
    {
        var voter = await _bench.PersonAsync("vera");
        var permit = await OpenAsync();
        await _bench.KeepAsync(VoteOnPermit.Step, new VoteOnPermit(), permit.Id, voter, basis: 1);
        await _bench.KeepAsync(VoteOnPermit.Step, new VoteOnPermit(), permit.Id, voter, basis: 1);
        Assert.Equal(2, (await _bench.BodyAsync<Permit>(permit.Id)).Votes.Count);
    }

    // Rights.

    [Fact]
    public async Task Who_may_not_take_a_step_is_refused()
    {
        var permit = await OpenAsync();
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(ClosePermit.Step, new ClosePermit(), permit.Id, await _bench.PersonAsync("nora")));
    }

    [Fact]
    public async Task Who_is_kept_apart_from_a_step_is_refused_whatever_the_role()
    {
        var owner = await _bench.PersonAsync("olga", Role.Manager);
        var permit = await OpenAsync(actor: owner);
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(ClosePermit.Step, new ClosePermit(), permit.Id, owner));
    }

    [Fact]
    public async Task A_role_that_was_taken_between_card_and_click_gives_no_right()
    {
        var manager = await _bench.PersonAsync("mia", Role.Manager);
        var permit = await OpenAsync();
        await _bench.KeepAsync(TakeRole.Step, new TakeRole(Role.Manager), manager.Person!.Id);
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(ClosePermit.Step, new ClosePermit(), permit.Id, manager));
    }

    [Fact]
    public async Task A_role_that_was_granted_between_card_and_click_gives_the_right()
    {
        var manager = await _bench.PersonAsync("mia");
        var permit = await OpenAsync();
        await _bench.KeepAsync(GrantRole.Step, new GrantRole(Role.Manager), manager.Person!.Id);
        Assert.Equal(PermitWorkflow.Closed, (await _bench.KeepAsync(ClosePermit.Step, new ClosePermit(), permit.Id, manager)).State);
    }

    [Fact]
    public async Task Who_left_between_card_and_click_is_refused()
    {
        var voter = await _bench.PersonAsync("vera");
        var permit = await OpenAsync();
        await _bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), voter.Person!.Id);
        Assert.Equal(Refusals.Deactivated, await _bench.RefusalAsync(VoteOnPermit.Step, new VoteOnPermit(), permit.Id, voter));
    }

    [Fact]
    public async Task Who_is_not_in_the_directory_is_refused()
    {
        var stranger = Actor.Of(new Person(new RecordId("PER-0000-0000"), PersonStates.Active, new PersonDetails { Roles = [Role.Manager] }));
        Assert.Equal(Refusals.Deactivated, await _bench.RefusalAsync(OpenPermit.Step, new OpenPermit("mine"), actor: stranger));
    }

    [Fact]
    public async Task The_entry_names_the_quality_in_which_somebody_acted()
    {
        var manager = await _bench.PersonAsync("mia", Role.Legal, Role.Manager);
        var permit = await OpenAsync();
        await _bench.KeepAsync(ClosePermit.Step, new ClosePermit(), permit.Id, manager);
        Assert.Equal("\"role:manager\"", await PayloadAsync(permit.Id, 2, "actor.role"));
    }

    // Lifecycle and bad input.

    [Fact]
    public async Task A_step_outside_its_lifecycle_is_refused()
    {
        var manager = await _bench.PersonAsync("mia", Role.Manager);
        var permit = await OpenAsync();
        await _bench.KeepAsync(ClosePermit.Step, new ClosePermit(), permit.Id, manager);
        Assert.Equal(Refusals.NotNow, await _bench.RefusalAsync(RenamePermit.Step, new RenamePermit("late"), permit.Id));
    }

    [Fact]
    public async Task A_step_that_no_workflow_has_is_refused()
    {
        var action = _bench.Action(OpenPermit.Step, new OpenPermit("x")) with { Step = "permit.retired" };
        Assert.Equal(Refusals.NotNow, Assert.IsType<NotTaken>(await _bench.Runner.RunAsync(action, default)).Refusal.Key);
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_refused() => Assert.Equal(
        Refusals.NotFound, await _bench.RefusalAsync(NudgePermit.Step, new NudgePermit(), new RecordId("PMT-0000-0000")));

    [Fact]
    public async Task A_record_of_another_type_is_refused()
    {
        var person = await _bench.PersonAsync("pia");
        Assert.Equal(Refusals.NotFound, await _bench.RefusalAsync(NudgePermit.Step, new NudgePermit(), person.Person!.Id));
    }

    [Fact]
    public async Task A_step_that_needs_a_record_and_has_none_is_refused() =>
        Assert.Equal(Refusals.NotNow, await _bench.RefusalAsync(NudgePermit.Step, new NudgePermit()));

    [Fact]
    public async Task A_form_that_cannot_be_taken_comes_back_with_what_is_wrong()
    {
        var returned = Assert.IsType<FormReturned>(await _bench.TakeAsync(OpenPermit.Step, new Dictionary<string, string> { ["title"] = "\u200B" }));
        Assert.Equal(["title"], returned.Fields.Keys);
    }

    [Fact]
    public async Task A_form_that_is_returned_changes_nothing()
    {
        await _bench.TakeAsync(OpenPermit.Step, new Dictionary<string, string>());
        Assert.Empty(await _bench.AllAsync("permit"));
    }

    // Time.

    [Fact]
    public async Task An_entry_is_never_earlier_than_the_one_before_it()
    {
        var permit = await OpenAsync();
        _bench.Clock.AdjustTime(Commits.Monday.AddHours(-1));
        Assert.Equal(Commits.Monday, (await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id)).Changed);
    }

    [Fact]
    public async Task A_clock_that_ran_backwards_leaves_a_trail_that_verifies()
    {
        var permit = await OpenAsync();
        _bench.Clock.AdjustTime(Commits.Monday.AddHours(-1));
        await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id);
        Assert.Null((await _bench.VerifyAsync(permit.Id)).Fault);
    }

    [Fact]
    public async Task The_time_of_an_act_is_stored_as_it_was_decided()
    {
        _bench.Clock.AdjustTime(Commits.Monday.AddTicks(12_345_678));
        var permit = await OpenAsync();
        Assert.Equal(permit.Opened, (await _bench.HeadAsync(permit.Id)).Opened);
    }

    // What follows.

    [Fact]
    public async Task A_later_act_does_not_lose_the_follow_ups_of_an_earlier_one()
    {
        var other = await OpenAsync();
        var permit = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("with one") { Nudge = other.Id });
        await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id);
        await _bench.MakePump().SweepAsync("demo", default);
        Assert.Equal(1, (await _bench.BodyAsync<Permit>(other.Id)).Nudges);
    }

    // Erasure.

    [Fact]
    [Trait("Rule", "E11")]
    public async Task An_erased_field_is_gone_from_the_record()
    {
        var permit = await OpenAsync();
        await EraseAsync(permit.Id, "body.title");
        Assert.Equal("", (await _bench.BodyAsync<Permit>(permit.Id)).Title);
    }

    [Fact]
    [Trait("Rule", "E11")]
    public async Task An_erased_field_is_gone_from_every_payload()
    {
        var permit = await OpenAsync("the secret");
        await _bench.KeepAsync(NudgePermit.Step, new NudgePermit(), permit.Id);
        await EraseAsync(permit.Id, "body.title");
        Assert.DoesNotContain(await _bench.HistoryAsync(permit.Id), e => System.Text.Encoding.UTF8.GetString(e.Payload.Span).Contains("the secret", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "E5")]
    public async Task An_erasure_is_an_entry_that_names_field_and_reason()
    {
        var permit = await OpenAsync();
        await EraseAsync(permit.Id, "body.title");
        Assert.Equal(("\"body.title\"", "\"asked for\""), (await PayloadAsync(permit.Id, 2, "note.field"), await PayloadAsync(permit.Id, 2, "note.reason")));
    }

    [Fact]
    public async Task What_was_erased_is_named_in_the_record()
    {
        var permit = await OpenAsync();
        await EraseAsync(permit.Id, "body.title");
        await EraseAsync(permit.Id, "body.votes");
        Assert.Equal(["title", "votes"], (await _bench.BodyAsync<Permit>(permit.Id)).Erased);
    }

    [Theory]
    [Trait("Rule", "E15")]
    [InlineData("body.title")]
    [InlineData("body.owner")]
    [InlineData("body.votes")]
    [InlineData("body.expires")]
    [InlineData("actor.name")]
    [InlineData("note.before")]
    [InlineData("note.reason")]
    public async Task After_an_erasure_the_trail_verifies(string field)
    {
        var permit = await OpenAsync(actor: await _bench.PersonAsync("olga"));
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("b"), permit.Id);
        await EraseAsync(permit.Id, "body.nudges");
        await EraseAsync(permit.Id, field);
        Assert.Null((await _bench.VerifyAsync(permit.Id)).Fault);
    }

    [Fact]
    public async Task After_an_erasure_the_record_goes_on()
    {
        var permit = await OpenAsync();
        await EraseAsync(permit.Id, "body.title");
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("new"), permit.Id);
        Assert.Null((await _bench.VerifyAsync(permit.Id)).Fault);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("index")]
    [InlineData("actor.role")]
    [InlineData("note.field")]
    [InlineData("body.v")]
    [InlineData("body.erased")]
    [InlineData("body.nothing")]
    [InlineData("title")]
    public async Task What_a_record_is_cannot_be_erased(string field)
    {
        var permit = await OpenAsync();
        Assert.Equal(Refusals.NoSuchField, await _bench.RefusalAsync(ErasePayload.Step, new ErasePayload(field, "asked for"), permit.Id));
    }

    [Fact]
    public async Task An_erasure_needs_a_reason()
    {
        var permit = await OpenAsync();
        Assert.Equal(Refusals.ReasonMissing, await _bench.RefusalAsync(ErasePayload.Step, new ErasePayload("body.title", ""), permit.Id));
    }

    [Fact]
    public async Task An_erasure_needs_a_record() =>
        Assert.Equal(Refusals.NotFound, await _bench.RefusalAsync(ErasePayload.Step, new ErasePayload("body.title", "asked for")));

    [Fact]
    public async Task Only_some_may_erase()
    {
        var permit = await OpenAsync();
        var member = await _bench.PersonAsync("nora", Role.Administrator);
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(ErasePayload.Step, new ErasePayload("body.title", "asked for"), permit.Id, member));
    }

    private Task<Head> OpenAsync(string title = "a permit", Actor? actor = null, string? key = null) =>
        _bench.KeepAsync(OpenPermit.Step, new OpenPermit(title), actor: actor, key: key);

    private Task<Head> EraseAsync(RecordId id, string field) => _bench.KeepAsync(ErasePayload.Step, new ErasePayload(field, "asked for"), id);

    private async Task<string> PayloadAsync(RecordId id, int revision, string field)
    {
        var fields = AimsBot.Core.Audit.EntryPayload.Read((await _bench.HistoryAsync(id))[revision - 1].Payload);
        return System.Text.Encoding.UTF8.GetString(fields.Single(f => f.Name == field).Value.Span);
    }

    /// <summary>A store in which somebody else acts just before the first commit.</summary>
    private FailingStore Rivalling(Func<Task> rival)
    {
        var store = new FailingStore(_bench.Store);
        store.BeforeSave = async _ =>
        {
            store.BeforeSave = null;
            await rival();
        };
        return store;
    }
}
