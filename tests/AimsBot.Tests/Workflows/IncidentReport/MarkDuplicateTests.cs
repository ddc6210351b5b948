using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

public sealed class MarkDuplicateTests : IncidentBench
{
    [Fact]
    public async Task It_names_the_one_that_stays()
    {
        var other = await ReportAsync();
        Assert.Equal(other.Id, (await BodyAsync(await DuplicateAsync(await ReportAsync(), Hans, other.Id))).DuplicateOf);
    }

    [Fact]
    public async Task The_number_may_be_typed_as_people_type()
    {
        var other = await ReportAsync();
        var typed = new MarkDuplicate($" {other.Id.Value.ToLowerInvariant()} ", "same");
        Assert.Equal(other.Id, (await BodyAsync(await Bench.KeepAsync(MarkDuplicate.Step, typed, (await ReportAsync()).Id, Hans))).DuplicateOf);
    }

    [Fact]
    public async Task It_is_none_of_itself()
    {
        var head = await ReportAsync();
        Assert.Equal("other:incident.otherIsSame", await WrongAsync(MarkDuplicate.Step, new MarkDuplicate(head.Id.Value, "x"), head, Hans));
    }

    [Fact]
    public async Task It_is_none_of_a_duplicate() => Assert.Equal(
        "other:incident.otherIsDuplicate", await WrongAsync(MarkDuplicate.Step, new MarkDuplicate((await InAsync("duplicate")).Id.Value, "x"), await ReportAsync(), Hans));

    [Fact]
    public async Task It_is_none_of_a_system() => await IsUnknownAsync(Translator.Value);

    [Fact]
    public async Task It_is_none_of_a_person() => await IsUnknownAsync(Hans.Id);

    [Theory]
    [InlineData("INC-0000-0001")]
    [InlineData("the one from Tuesday")]
    public async Task It_is_none_of_what_is_not_there(string other) => await IsUnknownAsync(other);

    [Fact]
    public async Task The_reporter_is_told_which_one_stays()
    {
        var last = (await BodyAsync(await InAsync("duplicate"))).Last!;
        Assert.Equal(("duplicate", "the same"), (last.What, last.Reason));
    }

    private async Task IsUnknownAsync(string other) =>
        Assert.Equal("other:incident.noSuchOther", await WrongAsync(MarkDuplicate.Step, new MarkDuplicate(other, "x"), await ReportAsync(), Hans));
}
