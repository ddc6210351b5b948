using AimsBot.Core;

namespace AimsBot.Tests.Core;

public class FormReaderTests
{
    [Theory]
    [InlineData(19_999)]
    [InlineData(20_000)]
    public void A_text_within_the_limit_is_taken_whole(int length) =>
        Assert.Equal(length, Read(new string('x', length), out _)?.Length);

    [Theory]
    [InlineData(20_001)]
    [InlineData(100_000)]
    public void A_text_beyond_the_limit_is_refused_with_both_numbers(int length)
    {
        Read(new string('x', length), out var corrections);
        var refusal = corrections!.Fields["text"];
        Assert.Equal(("refusal.tooLong", "20000", length), (refusal.Key, refusal.Facts["maximum"], int.Parse(refusal.Facts["length"], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Blanks_at_the_ends_do_not_count() => Assert.Equal(20_000, Read("  " + new string('x', 20_000) + "\n", out _)?.Length);

    [Fact]
    public void An_absent_and_an_empty_value_are_the_same() =>
        Assert.Equal(new FormReader(new Dictionary<string, string>()).Text("text", 10), new FormReader(new Dictionary<string, string> { ["text"] = "" }).Text("text", 10));

    [Fact]
    public void A_required_text_that_is_invisible_is_missing()
    {
        var reader = new FormReader(new Dictionary<string, string> { ["text"] = "\u200B\u2060" });
        reader.RequiredText("text", 10);
        Assert.Equal("refusal.required", reader.Corrections!.Fields["text"].Key);
    }

    [Fact]
    public void Every_input_that_is_wrong_is_named()
    {
        var reader = new FormReader(new Dictionary<string, string> { ["b"] = "too long" });
        reader.RequiredText("a", 3);
        reader.RequiredText("b", 3);
        Assert.Equal(["a", "b"], reader.Corrections!.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_form_that_is_right_has_no_corrections()
    {
        Read("fine", out var corrections);
        Assert.Null(corrections);
    }

    [Theory]
    [InlineData("one", 1, null)]
    [InlineData("", null, null)]
    [InlineData("ONE", null, "refusal.noSuchChoice")]
    [InlineData("three", null, "refusal.noSuchChoice")]
    public void A_choice_is_one_of_its_table(string typed, int? expected, string? refusal)
    {
        var reader = new FormReader(new Dictionary<string, string> { ["choice"] = typed });
        var choice = reader.Choice("choice", new Dictionary<string, int> { ["one"] = 1, ["two"] = 2 });
        Assert.Equal((expected, refusal), (choice, reader.Corrections?.Fields["choice"].Key));
    }

    private static string? Read(string text, out Corrections? corrections)
    {
        var reader = new FormReader(new Dictionary<string, string> { ["text"] = text });
        var read = reader.Text("text", 20_000);
        corrections = reader.Corrections;
        return read;
    }
}
