using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>Clicks and forms that no client of ours makes, or that come too late: a clear answer, and nothing is changed.</summary>
public class StrangeInputTests(SlackOffice office) : IClassFixture<SlackOffice>
{
    public static TheoryData<string, string, string> Forged => new()
    {
        { "a record of another organisation", "incident.take", """{"record":"INC-7K3Q-9XA2","basis":1}""" },
        { "no record number", "incident.take", """{"record":"../../etc/passwd","basis":1}""" },
        { "a basis that never was", "incident.take", """{"record":"@@ID@@","basis":4711}""" },
        { "a basis below zero", "incident.take", """{"record":"@@ID@@","basis":-1}""" },
        { "a step that needs more than a click", "incident.close", """{"record":"@@ID@@","basis":1}""" },
        { "a verb that never was", "incident.abolish", """{"record":"@@ID@@","basis":1}""" },
        { "the clock's own step", "incident.triage-missed", """{"record":"@@ID@@","basis":1}""" },
        { "the directory's step", "person.grant-role", """{"record":"@@ID@@","role":"administrator"}""" },
        { "not JSON", "incident.take", "record=1" },
        { "another shape of JSON", "incident.take", "[[[[[[[[[[[[1]]]]]]]]]]]]" },
        { "three thousand characters", "incident.take", new string('x', 3000) },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_button_is_answered_and_changes_nothing(string what, string verb, string value)
    {
        var id = await office.Reports("forged at");
        var card = await office.Hanna.Reads(id);
        var click = office.Hanna.Click("Take it on", card);
        var action = click["actions"]![0]!;
        action["action_id"] = verb;
        action["value"] = value.Replace("@@ID@@", id, StringComparison.Ordinal);

        await Answered(office.Hanna, click, what);

        Assert.True(await Unchanged(id), what);
        Assert.DoesNotContain(await office.Bot.People(), p => p["roles"]!.AsArray().Any(role => (string?)role == "administrator"));
    }

    [Fact]
    public async Task A_card_three_revisions_old_is_answered_with_how_things_stand_and_shows_it_from_then_on()
    {
        var id = await office.Reports("getting old");
        var old = office.Henrik.Click("Ikke en hendelse", await office.Henrik.Reads(id));
        await office.Hanna.Clicks("Take it on", await office.Hanna.Reads(id));
        await office.Hanna.Clicks("Not an incident", await SlackOffice.Card(office.Hanna, id, "Taken by"));
        await office.Hanna.SeesForm();
        await office.Hanna.Submits(("Why?", "a test run"));
        await office.Hanna.Clicks("Reopen", await SlackOffice.Card(office.Hanna, id, "Marked as not an incident"));
        await office.Hanna.SeesForm();
        await office.Hanna.Submits(("Why?", "no, it was real"));
        await office.Hanna.Clicks("Not an incident", await SlackOffice.Card(office.Hanna, id, "Reopened by"));
        await office.Hanna.SeesForm();
        await office.Hanna.Submits(("Why?", "it was not"));
        await SlackOffice.Card(office.Henrik, id, "it was not");
        var verbs = await office.Verbs(id);

        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Interaction(old)).Status);

        await SlackPerson.Eventually(() => office.Henrik.Messages.LastOrDefault(m => m.OnlyFor is not null), () => "an answer");
        Assert.Equal(verbs, await office.Verbs(id));
        Assert.Empty(office.Slack.Complaints);
    }

    [Fact]
    public async Task A_form_with_an_option_that_does_not_exist_is_returned_with_the_field_named()
    {
        await office.Clara.Types("/ai-incident");
        var form = await office.Clara.SeesForm();
        var submission = office.Clara.Submission(form, SlackOffice.Report("with a choice of its own"));
        submission["view"]!["state"]!["values"]!["input.kind"]!["kind"]!["selected_option"]!["value"] = "catastrophe";
        submission["view"]!["state"]!["values"]!["input.system"] = new JsonObject
        {
            ["system"] = new JsonObject { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["value"] = "SYS-0000-0000" } },
        };
        var before = (await office.Bot.Records()).Count;

        var reply = await office.Bot.Slack.Interaction(submission);

        Assert.Equal("errors", (string?)reply.Json!["response_action"]);
        Assert.Contains("no longer offered", (string?)reply.Json["errors"]!["input.kind"], StringComparison.Ordinal);
        submission["view"]!["state"]!["values"]!["input.kind"]!["kind"]!["selected_option"]!["value"] = "hazard";
        reply = await office.Bot.Slack.Interaction(submission);
        Assert.Contains("no longer offered", (string?)reply.Json!["errors"]!["input.system"], StringComparison.Ordinal);
        Assert.Equal(before, (await office.Bot.Records()).Count);
        // Corrected, the same form is taken.
        submission["view"]!["state"]!["values"]!["input.system"]!["system"]!["selected_option"] = null;
        Assert.Single(SlashCommand.IncidentsIn((await office.Bot.Slack.Interaction(submission)).Body));
    }

    [Fact]
    public async Task Whose_role_is_taken_while_the_form_is_open_is_refused_when_it_is_sent()
    {
        var id = await office.Reports("a matter of rights");
        await office.Henrik.Clicks("Ikke en hendelse", await office.Henrik.Reads(id));
        var form = await office.Henrik.SeesForm();
        var submission = office.Henrik.Submission(form, ("Hvorfor?", "it was nothing"));
        await office.Bot.Import(office.Bot.Write("taken.csv", """
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
            Henrik Handler,henrik@example.com,staff,lead@example.com,Europe/Oslo,nb,T0BENCH,U0HENRIK,,
            """));
        try
        {
            var reply = await office.Bot.Slack.Interaction(submission);

            Assert.Equal(HttpStatusCode.OK, reply.Status);
            office.Slack.ShowSubmissionAnswer(form, reply.Json);
            Assert.Equal("update", (string?)reply.Json!["response_action"]);
            Assert.True(await Unchanged(id));
        }
        finally
        {
            await office.Bot.Import(office.Bot.Write("given.csv", """
                name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
                Henrik Handler,henrik@example.com,incident-handler,lead@example.com,Europe/Oslo,nb,T0BENCH,U0HENRIK,,
                """));
        }
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"record":"INC-7K3Q-9XA2","basis":1}""")]
    [InlineData("""{"record":"@@ID@@","basis":4711}""")]
    [InlineData("""{"record":"@@LEAD@@"}""")]
    public async Task A_form_whose_metadata_is_forged_is_answered_and_changes_nothing(string metadata)
    {
        var id = await office.Reports("forged in the form");
        var lead = (string)(await office.Bot.People()).Single(p => (string?)p["email"] == "lead@example.com")["id"]!;
        await office.Hanna.Clicks("Not an incident", await office.Hanna.Reads(id));
        var form = await office.Hanna.SeesForm();
        var submission = office.Hanna.Submission(form, ("Why?", "it was nothing"));
        submission["view"]!["private_metadata"] = metadata.Replace("@@ID@@", id, StringComparison.Ordinal).Replace("@@LEAD@@", lead, StringComparison.Ordinal);

        var reply = await office.Bot.Slack.Interaction(submission);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.NotNull(reply.Json);
        office.Slack.ShowSubmissionAnswer(form, reply.Json);
        form.IsOpen = false;
        Assert.True(await Unchanged(id));
        Assert.Empty(office.Slack.Complaints);
    }

    [Fact]
    public async Task A_form_of_another_callback_is_answered_and_closes_nothing()
    {
        await office.Clara.Types("/ai-incident");
        var form = await office.Clara.SeesForm();
        var submission = office.Clara.Submission(form, SlackOffice.Report("to nobody"));
        submission["view"]!["callback_id"] = "person.grant-role";

        var reply = await office.Bot.Slack.Interaction(submission);

        Assert.Equal("errors", (string?)reply.Json!["response_action"]);
        form.IsOpen = false;
    }

    [Fact]
    public async Task A_closed_form_is_heard_and_means_nothing()
    {
        await office.Clara.Types("/ai-incident");
        var form = await office.Clara.SeesForm();
        form.IsOpen = false;
        var reply = await office.Bot.Slack.Interaction(new JsonObject
        {
            ["type"] = "view_closed",
            ["team"] = new JsonObject { ["id"] = "T0BENCH" },
            ["user"] = new JsonObject { ["id"] = "U0CLERK", ["team_id"] = "T0BENCH" },
            ["view"] = form.ToJson(),
            ["is_cleared"] = false,
        });
        Assert.Equal((HttpStatusCode.OK, ""), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("http://127.0.0.2:9/steal")]
    [InlineData("https://hooks.slack.com.evil.example/actions/1")]
    [InlineData("https://evil.example/?x=.slack.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task An_answer_goes_to_no_foreign_host(string address)
    {
        var id = await office.Reports("a foreign address");
        var click = office.Hanna.Click("Take it on", await office.Hanna.Reads(id));
        click["response_url"] = address;
        var before = office.Bot.Output.Length;

        Assert.Equal(HttpStatusCode.OK, (await office.Bot.Slack.Interaction(click)).Status);

        // The act is done and shown on the card; the address is neither called nor written down.
        await SlackOffice.Card(office.Hanna, id, "Taken by Hanna Handler");
        Assert.DoesNotContain(address, office.Bot.Output[before..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_and_no_call_reaches_a_foreign_host_that_listens()
    {
        await using var foreign = await SlackDouble.Start();
        var id = await office.Reports("a foreign address that answers");
        var click = office.Hanna.Click("Take it on", await office.Hanna.Reads(id));
        click["response_url"] = $"http://localhost:{foreign.ApiUrl.Port}/response/1";
        await office.Bot.Slack.Interaction(click);
        await SlackOffice.Card(office.Hanna, id, "Taken by Hanna Handler");
        Assert.Empty(foreign.Calls);
    }

    [Fact]
    public async Task Option_lists_are_answered_with_none()
    {
        var ask = new JsonObject
        {
            ["type"] = "block_suggestion",
            ["team"] = new JsonObject { ["id"] = "T0BENCH" },
            ["user"] = new JsonObject { ["id"] = "U0CLERK" },
            ["action_id"] = "system",
            ["block_id"] = "input.system",
            ["value"] = "transl",
        };
        var reply = await office.Bot.Slack.Send("/slack/options", "application/x-www-form-urlencoded", $"payload={Uri.EscapeDataString(ask.ToJsonString())}");
        Assert.Equal((HttpStatusCode.OK, """{"options":[]}"""), (reply.Status, reply.Body));
        Assert.Equal(HttpStatusCode.Unauthorized, (await office.Bot.Slack.Send("/slack/options", "application/x-www-form-urlencoded", "payload={}", secret: "wrong")).Status);
    }

    [Fact]
    public async Task The_address_for_events_takes_interactions_too()
    {
        var id = await office.Reports("through the other door");
        var click = office.Hanna.Click("Take it on", await office.Hanna.Reads(id));
        var reply = await office.Bot.Slack.Send("/slack/events", "application/x-www-form-urlencoded", $"payload={Uri.EscapeDataString(click.ToJsonString())}");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        await SlackOffice.Card(office.Hanna, id, "Taken by Hanna Handler");
    }

    [Theory]
    [InlineData("payload=")]
    [InlineData("payload=nonsense")]
    [InlineData("payload=%7B%7D")]
    [InlineData("payload=%7B%22type%22%3A%22block_actions%22%7D")]
    [InlineData("nothing=at+all")]
    public async Task What_is_no_interaction_is_answered_with_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await office.Bot.Slack.Send("/slack/interactions", "application/x-www-form-urlencoded", body)).Status);

    private async Task<bool> Unchanged(string id) => (await office.Verbs(id)).SequenceEqual(["incident-reported"]);

    private async Task Answered(SlackPerson person, JsonObject click, string what)
    {
        var before = person.Messages.Count(m => m.OnlyFor is not null);
        var reply = await office.Bot.Slack.Interaction(click);
        Assert.Equal((HttpStatusCode.OK, ""), (reply.Status, reply.Body));
        await SlackPerson.Eventually(() => person.Messages.Count(m => m.OnlyFor is not null) > before ? this : null, () => $"an answer to {what}");
        Assert.Empty(office.Slack.Complaints);
    }
}
