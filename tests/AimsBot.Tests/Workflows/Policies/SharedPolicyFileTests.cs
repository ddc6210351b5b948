using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>What is sent to the bot as a file with a number beside it, since no field of a form holds it.</summary>
public sealed class SharedPolicyFileTests : PolicyBench
{
    private static readonly byte[] Pdf = "%PDF-1.7 a scan"u8.ToArray();

    [Fact]
    public async Task A_text_of_200_KB_takes_the_place_of_the_drafts_and_is_kept_byte_for_byte()
    {
        var draft = await DraftAsync("The text comes as a file.");
        var text = string.Concat(Enumerable.Repeat("Spør før du tar i bruk en ny assistent.\n", 5_000)).TrimEnd();
        Assert.IsType<KeptReply>(await SendTextAsync(draft, Lea, Encoding.UTF8.GetBytes("\uFEFF" + text)));
        var body = await Bench.BodyAsync<Policy>(draft.Id);
        Assert.Equal(ShownText.Hash(text), body.Draft!.Hash);
        Assert.Equal(text, Encoding.UTF8.GetString((await Bench.Store.DocumentAsync("demo", body.Draft.Hash, default))!));
        // Whoever sent it wrote it: somebody else approves.
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "mine"), draft.Id, Lea));
        await ApproveAsync(draft);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_act()
    {
        var draft = await DraftAsync();
        foreach (var _ in new[] { 1, 2 }) await SendTextAsync(draft, Lea, "Use none."u8.ToArray());
        Assert.Single(await Bench.HistoryAsync(draft.Id), entry => entry.ReadHeader().Verb == "policy-text-replaced");
    }

    [Fact]
    public async Task What_is_no_text_or_too_much_or_not_theirs_changes_nothing()
    {
        var draft = await DraftAsync();
        Assert.Equal("policy.noText", Key(await SendTextAsync(draft, Lea, [0xFF, 0xFE, 0x41])));
        Assert.Equal("policy.noText", Key(await SendTextAsync(draft, Lea, [0x41, 0x00])));
        Assert.Equal("policy.textTooLong", Key(await SendTextAsync(draft, Lea, Encoding.UTF8.GetBytes(new string('x', ShownText.Most + 1)))));
        Assert.Equal(Refusals.NotAllowed, Key(await SendTextAsync(draft, Claus, "x"u8.ToArray())));
        Assert.Equal("policy.noText", Key(await SendTextAsync(draft, Lea, [])));
        Assert.Equal(draft.Revision, (await Bench.HeadAsync(draft.Id)).Revision);
    }

    [Fact]
    public async Task A_long_text_stays_where_the_rest_is_revised_and_a_short_one_must_be_there()
    {
        var draft = await DraftAsync();
        var blank = Text("") with { Title = "Assistants at work" };
        Assert.Equal(["text"], Assert.IsType<FormReturned>(await Bench.TakeAsync(RevisePolicy.Step, new RevisePolicy(blank), draft.Id, Lea)).Fields.Keys);
        await SendTextAsync(draft, Lea, Encoding.UTF8.GetBytes(new string('x', ShownText.MostAtOnce + 1)));
        var before = (await Bench.BodyAsync<Policy>(draft.Id)).Draft!.Hash;
        await Bench.KeepAsync(RevisePolicy.Step, new RevisePolicy(blank), draft.Id, Lea);
        var body = await Bench.BodyAsync<Policy>(draft.Id);
        Assert.Equal((before, "Assistants at work"), (body.Draft!.Hash, body.Title));
        Assert.Contains("it stays as it is", await FormAsync(RevisePolicy.Step, await Bench.HeadAsync(draft.Id), Lea), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P9")]
    public async Task A_signature_on_paper_is_kept_as_its_scan_and_shown_as_such()
    {
        var ack = await AckAsync(await RunningAsync(), Claus);
        Assert.IsType<KeptReply>(await SendScanAsync(ack, Lea, Pdf));
        var offline = (await Bench.BodyAsync<Acknowledgement>(ack.Id)).Confirmation!.Offline!;
        Assert.Equal(("binder 4.pdf", Lea.Person!.Id, ".pdf"), (offline.Where, offline.By, offline.Scan!.Ending));
        Assert.Equal(Pdf, await Bench.FetchAsync(new SignatureFile(".pdf", Bench.Store, Bench.MakeCards()), Lea.Person, ack.Id));
        Assert.Null(await Bench.FetchAsync(new SignatureFile(".png", Bench.Store, Bench.MakeCards()), Lea.Person, ack.Id));
        Assert.Null(await Bench.FetchAsync(new SignatureFile(".pdf", Bench.Store, Bench.MakeCards()), Sven.Person!, ack.Id));
    }

    [Fact, Trait("Rule", "P9")]
    public async Task Nobody_sends_their_own_scan_and_a_program_is_no_scan()
    {
        var campaign = await RunningAsync();
        Assert.Equal(Refusals.NotAllowed, Key(await SendScanAsync(await AckAsync(campaign, Lea), Lea, Pdf)));
        Assert.Equal("acknowledgement.noScan", Key(await SendScanAsync(await AckAsync(campaign, Claus), Lea, "MZ"u8.ToArray())));
        Assert.Equal("acknowledgement.noScan", Key(await SendScanAsync(await AckAsync(campaign, Claus), Lea, [])));
    }

    private Task<Reply> SendTextAsync(Head draft, Actor who, byte[] content) => SendAsync("policy.md", content, $"Here it is: {draft.Id}.", who);

    private Task<Reply> SendScanAsync(Head ack, Actor who, byte[] content) => SendAsync("binder 4.pdf", content, ack.Id.Value, who);

    private Task<Reply> SendAsync(string name, byte[] content, string said, Actor who) => Bench.MakeSharedFiles().AnswerAsync(
        CoreBench.Visit(who), [new SharedFile(name, content.Length, (_, _) => Task.FromResult(new FetchedFile(content)))], said, $"file:{who.Id}:{ShownText.Hash(Convert.ToHexString(content))}", default);

    private static string Key(Reply reply) => Assert.IsType<RefusedReply>(reply).Refusal.Key;
}
