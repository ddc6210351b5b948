using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Audits;

/// <summary>Audits and corrective actions between people of whom some sit in Slack and some in Teams.</summary>
public sealed class AuditAcrossChatsTests(KilledChats chats) : IClassFixture<KilledChats>
{
    // As much of a picture as anybody looks at here.
    private static readonly byte[] Picture = [0x89, .. "PNG"u8];

    [Theory]
    [InlineData("Sara", "U0SARA")]
    [InlineData("Olaf", "29:olaf")]
    public async Task A_corrective_action_goes_from_the_lead_to_its_owner_and_back_and_closes_only_after_a_look_at_its_effect(string name, string account)
    {
        var (lead, owner) = (chats.Person("Lead", "U0LEAD"), chats.Person(name, account));
        var id = await New("corrective-action", async () =>
        {
            await lead.Opens("action", "Open a corrective action");
            await lead.Submits("", ("What is not as it should be?", "three of five have no second reader"), ("Who sees to it? (e-mail address)", $"{name.ToLowerInvariant()}@example.com"));
        });
        await owner.Sees(id, "three of five have no second reader");
        await owner.Presses("Contain", id);
        await owner.Submits(id, ("What do you want to say?", "they were read again"));
        await owner.Sees(id, "Contained by");
        await owner.Presses("Analyse the cause", id);
        await owner.Submits(id, ("Why did it happen?", "the rota has no deputy"), ("Did you find the same elsewhere?", "no"), ("What did you look at?", "the translator"));
        await owner.Sees(id, "Analysed by");
        await owner.Presses("Plan an action", id);
        await owner.Submits(id, ("What removes the cause?", "a deputy for each week"), ("By which day?", In(40)));
        await owner.Sees(id, "Planned by");
        await owner.Presses("Start work", id);
        await owner.Sees(id, "Work started by");
        await owner.Presses("It is done", id);
        await owner.Submits(id, ("What do you want to say?", "the rota has one"));
        await lead.Sees(id, "its effect is not checked yet");
        await lead.Presses("Check the effect", id);
        await lead.Submits(id, ("Does it work?", "effective"), ("By what did you see that?", "five of five"), ("If the wait is not over: why can it be judged already?", "the body asks"));
        foreach (var reader in new[] { owner, lead }) await reader.Sees(id, "It works, says Lead One in Slack");
        Assert.Equal(
            [
                "corrective-action-opened", "nonconformity-contained", "nonconformity-analysed", "corrective-action-planned", "corrective-action-started",
                "corrective-action-done", "effectiveness-checked",
            ],
            await chats.Verbs(id));
    }

    [Fact]
    public async Task Three_auditors_in_two_chats_carry_an_audit_through_a_kill_and_its_finding_becomes_a_corrective_action()
    {
        var lead = chats.Person("Lead", "U0LEAD");
        var audit = await New("audit", async () =>
        {
            await lead.Opens("audit", "Plan an audit");
            await lead.Submits(
                "",
                ("What is it called?", "Suppliers"),
                ("What is to be found out?", "do they keep to what we agreed"),
                ("Against which criteria?", "our contracts"),
                ("How?", "samples"),
                ("What is audited?", "A.10"),
                ("Lead auditor (e-mail address)", "hugo@example.com"),
                ("Other auditors (e-mail addresses)", "clara@example.com tim@example.com"),
                ("From", In(0)),
                ("To", In(20)));
        });
        await chats.Hugo.Sees(audit, "Suppliers");
        await chats.Hugo.Presses("Start the audit", audit);
        await Eventually.Is(async () => (await Ids("checklist")).Length == 3, "a checklist for each auditor");
        var (hugos, claras, tims) = (await ListOf("hugo@example.com"), await ListOf("clara@example.com"), await ListOf("tim@example.com"));
        await chats.Clara.Sees(claras, "Item 1 of 1");
        await chats.Clara.Shares("minutes of January.png", "image/png", Picture, "");
        await chats.Clara.Sees(claras, "minutes of January.png");
        await Answers(chats.Clara, claras, ("What did you find?", "conforms"));
        await chats.Hugo.Sees(hugos, "Item 1 of 1");
        await chats.Hugo.Shares("contract.png", "image/png", Picture, "");
        await chats.Hugo.Sees(hugos, "contract.png");

        chats.Bot.Kill();
        await chats.Start();

        var found = (string)Item(await chats.Bot.Record(hugos))["id"]!;
        await Answers(chats.Hugo, hugos, ("What did you find?", "minor"), ("For a finding: what did you see?", "two contracts say nothing of AI"));
        await chats.Hugo.SeesInTheEnd(hugos, "all answered");
        await chats.Clara.SeesInTheEnd(claras, "all answered");
        await chats.Tim.SeesInTheEnd(tims, "Item 1 of 1");
        await Answers(chats.Tim, tims, ("What did you find?", "not-audited"), ("Note (for not audited: why)", "no customers yet"));
        await chats.Tim.Sees(tims, "all answered");

        var (hugo, olaf) = (chats.Hugo, chats.Person("Olaf", "29:olaf"));
        await hugo.SeesInTheEnd(audit, "two contracts say nothing of AI");
        var opened = await New("corrective-action", async () =>
        {
            await hugo.Presses("Confirm a finding", audit);
            await hugo.Submits(audit, ("Which finding?", found), ("Who answers for it? (e-mail address)", "olaf@example.com"));
        });
        await olaf.Sees(opened, $"internal audit ({audit})");
        await hugo.Sees(audit, opened);
        await hugo.Presses("Draft the report", audit);
        await olaf.Sees(audit, "report drafted");
        await hugo.Presses("Issue the report", audit);
        await hugo.Submits(audit);
        foreach (var reader in new[] { chats.Person("Lead", "U0LEAD"), hugo, olaf }) await reader.SeesInTheEnd(audit, "Report issued by Hugo Handler in Teams");
        Assert.Equal("issued", (string?)(await chats.Bot.Record(audit))["state"]);
        var lists = await Task.WhenAll(new[] { claras, hugos, tims }.Select(chats.Bot.Record));
        Assert.Equal(["conforms", "minor", "not-audited"], lists.Select(list => (string?)Item(list)["result"]!["result"]));
    }

    private static async Task Answers(Colleague auditor, string list, params (string, string?)[] values)
    {
        await auditor.Presses("Answer", list);
        await auditor.Submits(list, values);
    }

    private static JsonNode Item(JsonNode list) => Assert.Single(list["data"]!["items"]!.AsArray())!;

    private static string In(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<string> ListOf(string address)
    {
        foreach (var id in await Ids("checklist"))
        {
            var auditor = (string)(await chats.Bot.Record(id))["data"]!["auditor"]!;
            if ((string?)(await chats.Bot.Record(auditor))["data"]!["email"] == address) return id;
        }
        throw new InvalidOperationException($"{address} has no checklist.");
    }

    /// <summary>The id of the record that comes of it.</summary>
    private async Task<string> New(string type, Func<Task> act)
    {
        var before = await Ids(type);
        await act();
        string? made = null;
        await Eventually.Is(async () => (made = (await Ids(type)).Except(before).SingleOrDefault()) is not null, $"a new {type}");
        return made!;
    }

    private async Task<string[]> Ids(string type) => [.. (await chats.Bot.Records(type)).Select(r => (string)r["id"]!)];
}

/// <summary>Two chats whose bot is killed on the way.</summary>
public sealed class KilledChats : TwoChats
{
    public KilledChats() => IsKilled = true;
}
