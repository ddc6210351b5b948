using System.Security.Cryptography;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;

namespace AimsBot.Tests.Workflows.Audits;

/// <summary>A file that an auditor sends to the bot is evidence of an item; nobody else's is taken.</summary>
public sealed class EvidenceFileTests : AuditBench
{
    private static readonly byte[] Minutes = "minutes of 4 January"u8.ToArray();

    private int _fetched;
    private int _sent;

    [Fact, Trait("Rule", "IA10")]
    public async Task A_file_is_kept_under_its_hash_and_counts_for_the_item_that_the_card_shows()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "minutes.pdf");
        await AnswerAsync(audit, Aino, Conforms(""));
        await SweepAsync();
        var evidence = Assert.Single(Assert.Single((await BodyAsync(audit)).Results).Evidence);
        Assert.Equal(("minutes.pdf", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Minutes))), (evidence.Name, evidence.Reference));
        Assert.Equal(Minutes, await Bench.Store.DocumentAsync("demo", evidence.Reference["sha256:".Length..], default));
    }

    [Fact]
    public async Task The_item_may_be_named_beside_the_file()
    {
        var audit = await StartedAsync("A.9.2 A.9.3");
        await KeptAsync(Aino, "minutes.pdf", "for a.9.3, please");
        Assert.Equal([0, 1], (await ListBodyAsync(audit, Aino)).Items.Select(i => i.Files.Count));
    }

    [Fact]
    public async Task The_same_file_again_is_no_second_piece()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "minutes.pdf");
        await KeptAsync(Aino, "minutes.pdf");
        Assert.Single((await ListBodyAsync(audit, Aino)).Items[0].Files);
    }

    [Fact]
    public async Task What_was_answered_already_rests_on_a_later_file_too()
    {
        var audit = await StartedAsync("A.9.2");
        await AnswerAsync(audit, Aino);
        await KeptAsync(Aino, "minutes.pdf");
        await SweepAsync();
        Assert.Equal(2, Assert.Single((await BodyAsync(audit)).Results).Evidence.Count);
    }

    [Fact]
    public async Task Another_answer_keeps_the_files()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "minutes.pdf");
        await AnswerAsync(audit, Aino, Conforms(""));
        await AnswerAsync(audit, Aino, Conforms(audit.Id.Value));
        Assert.Equal([audit.Id.Value, "minutes.pdf"], (await ListBodyAsync(audit, Aino)).Items[0].Result!.Evidence.Select(e => e.Name ?? e.Reference));
    }

    [Fact]
    public async Task An_item_that_is_handed_over_goes_with_its_files()
    {
        var audit = await StartedAsync("A.9.2 A.9.3", Anders);
        var item = (await ListBodyAsync(audit, Aino)).Current;
        await KeptAsync(Aino, "minutes.pdf");
        await Bench.KeepAsync(HandOverItem.Step, new HandOverItem(item, Address(Anders), "away"), (await ListAsync(audit, Aino)).Id, Aino);
        await SweepAsync();
        Assert.Equal("minutes.pdf", Assert.Single((await ListBodyAsync(audit, Anders)).Items.Single(i => i.Id == item).Files).Name);
    }

    [Fact]
    public async Task A_delivery_that_comes_again_is_one_act()
    {
        var audit = await StartedAsync("A.9.2");
        for (var i = 0; i < 2; i++) await SendAsync(Aino, File("minutes.pdf"), "", "event-1");
        Assert.Equal(1, (await Bench.HistoryAsync((await ListAsync(audit, Aino)).Id)).Count(e => e.ReadHeader().Verb == "audit-evidence-attached"));
    }

    [Fact]
    public async Task Whoever_has_no_checklist_is_told_so_and_nothing_is_fetched()
    {
        await StartedAsync("A.9.2");
        Assert.Contains("no checklist of yours is open", await RefusedAsync(Oda, File("minutes.pdf")), StringComparison.Ordinal);
        Assert.Equal(0, _fetched);
    }

    [Fact]
    public async Task A_file_that_is_said_to_be_too_large_is_not_even_fetched()
    {
        await StartedAsync("A.9.2");
        Assert.Contains("larger than 20 MB", await RefusedAsync(Aino, File("film.mp4") with { Bytes = Document.MaximumBytes + 1L }), StringComparison.Ordinal);
        Assert.Equal(0, _fetched);
    }

    [Fact]
    public async Task An_empty_file_is_none()
    {
        await StartedAsync("A.9.2");
        Assert.Contains("empty is empty", await RefusedAsync(Aino, new SharedFile("empty", null, (_, _) => Task.FromResult(new FetchedFile(default)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_files_what_is_kept_stays_kept_where_one_is_refused()
    {
        var audit = await StartedAsync("A.9.2");
        await SendAsync(Aino, [File("minutes.pdf"), SharedFile.Without("sheet", FetchedFile.Elsewhere)]);
        Assert.Equal("minutes.pdf", Assert.Single((await ListBodyAsync(audit, Aino)).Items[0].Files).Name);
    }

    [Fact]
    public async Task Words_of_the_bot_beside_a_picture_are_words()
    {
        await StartedAsync("A.9.2");
        Assert.Equal("Shared/Tasks", Assert.IsType<CardReply>(await SendAsync(Aino, File("screen.png"), "tasks")).Card.Name);
        Assert.Equal(0, _fetched);
    }

    [Fact]
    public async Task An_item_has_so_many_pieces_of_evidence_and_no_more()
    {
        await StartedAsync("A.9.2");
        for (var i = 0; i < AnswerItem.MostEvidence; i++) await KeptAsync(Aino, $"{i}.pdf", content: [(byte)i]);
        Assert.Contains("At most 10", await RefusedAsync(Aino, File("one more.pdf")), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "IA10")]
    public async Task A_wrong_file_is_taken_off_and_counts_no_more_and_the_trail_keeps_it()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "wrong.pdf", content: [1]);
        await KeptAsync(Aino, "minutes.pdf");
        await AnswerAsync(audit, Aino, Conforms(""));
        var wrong = (await ListBodyAsync(audit, Aino)).Items[0].Files[0];
        var list = await Bench.KeepAsync(DropFile.Step, new DropFile(wrong.Reference, "of another audit"), (await ListAsync(audit, Aino)).Id, Aino);
        await SweepAsync();
        Assert.Equal("minutes.pdf", Assert.Single(Assert.Single((await BodyAsync(audit)).Results).Evidence).Name);
        Assert.Equal("minutes.pdf", Assert.Single((await ListBodyAsync(audit, Aino)).Items[0].Files).Name);
        Assert.Equal("audit-evidence-dropped", (await Bench.HistoryAsync(list.Id))[^1].ReadHeader().Verb);
        Assert.Equal([1], await Bench.Store.DocumentAsync("demo", wrong.Reference["sha256:".Length..], default));
    }

    [Fact, Trait("Rule", "IA10")]
    public async Task What_an_answer_rests_on_alone_is_not_taken_off()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "minutes.pdf");
        await AnswerAsync(audit, Aino, Conforms(""));
        var file = Assert.Single((await ListBodyAsync(audit, Aino)).Items[0].Files);
        Assert.Equal("checklist.lastEvidence", await CorrectedAsync(audit, new DropFile(file.Reference, "a mistake")));
        Assert.Equal("checklist.noSuchFile", await CorrectedAsync(audit, new DropFile("sha256:00", "a mistake")));
        Assert.Single((await ListBodyAsync(audit, Aino)).Items[0].Files);
    }

    [Fact]
    public async Task A_button_that_was_made_up_attaches_nothing()
    {
        var audit = await StartedAsync("A.9.2");
        var pressed = await Bench.MakeClicks().PressAsync(CoreBench.Visit(Aino), AttachFile.Step.Id, new ActionRef((await ListAsync(audit, Aino)).Id, null), new Delivery("click"), default);
        Assert.IsType<RefusedReply>(pressed);
    }

    [Fact]
    public async Task The_name_of_a_file_is_one_line()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "two\r\nlines\0.pdf");
        Assert.Equal("two lines.pdf", (await ListBodyAsync(audit, Aino)).Items[0].Files[0].Name);
    }

    [Fact]
    public async Task Whoever_sees_the_checklist_opens_its_files_and_nobody_else()
    {
        var audit = await StartedAsync("A.9.2");
        await KeptAsync(Aino, "minutes.pdf");
        var list = await ListAsync(audit, Aino);
        var file = (await ListBodyAsync(audit, Aino)).Items[0].Files[0];
        Assert.Equal((true, false), (await OpensAsync(Aino, list.Id, EvidenceFile.FilterOf(file)), await OpensAsync(Oda, list.Id, EvidenceFile.FilterOf(file))));
    }

    [Fact]
    public async Task By_a_checklist_no_other_document_is_opened()
    {
        var audit = await IssueAsync(await DraftedAsync());
        var report = (await BodyAsync(audit)).Versions[0].Hash;
        Assert.False(await OpensAsync(Aino, (await ListAsync(audit, Aino)).Id, report + " report.md"));
    }

    private async Task<bool> OpensAsync(Actor reader, RecordId list, string filter) =>
        await new EvidenceFile(Bench.Store, Bench.MakeCards()).MakeAsync(new FileRequest(CoreBench.Organisation, await Bench.PersonAsync(reader), list, filter), default) is not null;

    private async Task<string> CorrectedAsync(Head audit, DropFile input) =>
        Assert.IsType<FormReturned>(await Bench.TakeAsync(DropFile.Step, input, (await ListAsync(audit, Aino)).Id, Aino)).Fields["file"].Key;

    private SharedFile File(string name, byte[]? content = null) => new(name, null, (_, _) =>
    {
        _fetched++;
        return Task.FromResult(new FetchedFile(content ?? Minutes));
    });

    private Task<Reply> SendAsync(Actor sender, SharedFile file, string said = "", string? key = null) => SendAsync(sender, [file], said, key);

    private Task<Reply> SendAsync(Actor sender, SharedFile[] files, string said = "", string? key = null) =>
        Bench.MakeSharedFiles().AnswerAsync(CoreBench.Visit(sender), files, said, key ?? $"file-{_sent++}", default);

    private async Task KeptAsync(Actor sender, string name, string said = "", byte[]? content = null) => Assert.IsType<KeptReply>(await SendAsync(sender, File(name, content), said));

    private async Task<string> RefusedAsync(Actor sender, SharedFile file) => Assert.IsType<RefusedReply>(await SendAsync(sender, file)).Reason;
}
