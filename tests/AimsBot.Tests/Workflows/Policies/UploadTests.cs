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

/// <summary>What is sent as a file, since no field of a chat holds it.</summary>
public sealed class UploadTests : PolicyBench
{
    private static readonly byte[] Pdf = "%PDF-1.7 a scan"u8.ToArray();

    [Fact]
    public async Task A_text_of_200_KB_takes_the_place_of_the_drafts_and_is_kept_byte_for_byte()
    {
        var draft = await DraftAsync("The text comes as a file.");
        var text = string.Concat(Enumerable.Repeat("Spør før du tar i bruk en ny assistent.\n", 5_000)).TrimEnd();
        Assert.IsType<Kept>(await SendTextAsync(draft, Lea, Encoding.UTF8.GetBytes("\uFEFF" + text)));
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
        Assert.Equal("upload.noText", Assert.IsType<NotTaken>(await SendTextAsync(draft, Lea, [0xFF, 0xFE, 0x41])).Refusal.Key);
        Assert.Equal("upload.noText", Assert.IsType<NotTaken>(await SendTextAsync(draft, Lea, [0x41, 0x00])).Refusal.Key);
        Assert.Equal("refusal.tooLong", Assert.IsType<FormReturned>(await SendTextAsync(draft, Lea, Encoding.UTF8.GetBytes(new string('x', ShownText.Most + 1)))).Fields["text"].Key);
        Assert.Equal(Refusals.NotAllowed, Assert.IsType<NotTaken>(await SendTextAsync(draft, Claus, "x"u8.ToArray())).Refusal.Key);
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
        Assert.IsType<Kept>(await SendScanAsync(ack, Lea, Pdf));
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
        Assert.Equal(Refusals.NotAllowed, Assert.IsType<NotTaken>(await SendScanAsync(await AckAsync(campaign, Lea), Lea, Pdf)).Refusal.Key);
        Assert.Equal("upload.noScan", Assert.IsType<NotTaken>(await SendScanAsync(await AckAsync(campaign, Claus), Lea, "MZ"u8.ToArray())).Refusal.Key);
    }

    private Task<StepAnswer> SendTextAsync(Head draft, Actor who, byte[] content) =>
        new PolicyTextUpload(Bench.Runner).TakeAsync(new FileRequest(CoreBench.Organisation, who.Person!, draft.Id, ""), new Uploaded("policy.md", content), $"upload:{who.Id}:{ShownText.Hash(Convert.ToHexString(content))}", default);

    private Task<StepAnswer> SendScanAsync(Head ack, Actor who, byte[] content) =>
        new SignatureUpload(Bench.Runner).TakeAsync(new FileRequest(CoreBench.Organisation, who.Person!, ack.Id, ""), new Uploaded("binder 4.pdf", content), "upload:1", default);
}
