using System.Text.Json;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Tests.Cards;
using CsCheck;

namespace AimsBot.Tests.Core.Channels;

public class CardActTests
{
    public static TheoryData<string> Cards => CardSamples.Cards;

    [Fact]
    public void A_button_is_its_verb_its_record_and_its_basis()
    {
        var act = Read("""{"record":"INC-7K3Q-9XA2","basis":3}""", "incident.take");
        Assert.Equal(("incident.take", new ActionRef(new RecordId("INC-7K3Q-9XA2"), 3), null), (act.Verb, act.Target, act.Nonce));
    }

    [Fact]
    public void A_button_without_data_is_about_nothing() => Assert.Equal(new ActionRef(null, null), Read("null").Target);

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"record\":\"INC-7K3Q-9XA2\"}]")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"@@DATA@@\"")]
    public void What_is_no_object_has_no_target(string data) => Assert.Null(Read(data, "incident.take").Target);

    [Theory]
    [InlineData("""{"record":5}""")]
    [InlineData("""{"record":"rubbish"}""")]
    [InlineData("""{"basis":"3"}""")]
    [InlineData("""{"basis":1e99}""")]
    [InlineData("""{"basis":null}""")]
    public void A_target_that_is_not_of_our_making_is_none(string data) => Assert.Null(Read(data).Target);

    [Fact]
    public void The_verb_may_stand_among_the_data() => Assert.Equal("incident.take", Read("""{"verb":"incident.take"}""").Verb);

    [Theory]
    [InlineData("""{"verb":5}""")]
    [InlineData("""{"verb":null}""")]
    [InlineData("""{"verb":""}""")]
    [InlineData("""{"verb":["incident.close"]}""")]
    public void A_verb_among_the_data_that_is_none_leaves_the_actions_own(string data) => Assert.Equal("incident.take", Read(data, "incident.take").Verb);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_nonce_is_a_short_word(int length, bool isTaken) =>
        Assert.Equal(isTaken, Read($$"""{"form":"{{new string('a', length)}}"}""").Nonce is not null);

    [Fact]
    public void Numbers_and_switches_are_values_as_they_are_written() => Assert.Equal(
        new Dictionary<string, string> { ["text"] = "x", ["count"] = "1.50", ["done"] = "true" }, Read("""{"text":"x","count":1.50,"done":true}""").Values);

    [Fact]
    public void Nested_and_missing_values_are_none() => Assert.Empty(Read("""{"text":{"deep":{"deeper":1}},"list":["a"],"none":null}""").Values);

    [Fact]
    public void A_long_value_comes_whole() => Assert.Equal(100_000, Read($$"""{"text":"{{new string('x', 100_000)}}"}""").Values["text"].Length);

    [Fact]
    public void Of_a_name_that_comes_twice_the_last_counts() => Assert.Equal("second", Read("""{"text":"first","text":"second"}""").Values["text"]);

    [Fact]
    public void A_reserved_name_is_no_value() =>
        Assert.Empty(Read(JsonSerializer.Serialize(CardAct.Reserved.ToDictionary(name => name, _ => "x"))).Values);

    [Theory, MemberData(nameof(Cards))]
    public void No_input_of_a_card_has_a_reserved_name(string card) => Assert.DoesNotContain(
        CardSamples.Objects(CardSamples.Template(card)).Where(IsInput), input => CardAct.Reserved.Contains(input.GetProperty("id").GetString()));

    [Fact]
    public void Whatever_the_data_are_they_are_read()
    {
        var names = Gen.OneOf("record", "basis", "verb", "form", "msteams", "text", "");
        var values = Gen.OneOf(Gen.String.Select(text => JsonSerializer.Serialize(text)), Gen.Double[-1e12, 1e12].Select(number => JsonSerializer.Serialize(number)), Gen.OneOf("null", "true", "[]", "{}", "[[{}]]"));
        Gen.Select(names, values).Array[0, 8].Sample(fields =>
            Read("{" + string.Join(',', fields.Select(field => $"\"{field.Item1}\":{field.Item2}")) + "}", "x").Verb.Length <= 100);
    }

    private static bool IsInput(JsonElement element) =>
        element.TryGetProperty("type", out var type) && type.ToString().StartsWith("Input.", StringComparison.Ordinal);

    private static CardAct Read(string data, string? verb = null)
    {
        using var json = JsonDocument.Parse(data);
        return CardAct.Read(json.RootElement, verb);
    }
}
