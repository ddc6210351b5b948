using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Cards;
using CsCheck;

namespace AimsBot.Tests.Core.Cards;

public class CardTemplateTests
{
    [Fact]
    public void A_lone_expression_keeps_the_JSON_type() =>
        Assert.Equal("""{"a":true,"b":3,"c":["x"],"d":null}""", Bound("""{"a":"${yes}","b":"${n}","c":"${list}","d":"${none}"}""", """{"yes":true,"n":3,"list":["x"],"none":null}"""));

    [Fact]
    public void Mixed_text_is_a_string() =>
        Assert.Equal("""{"a":"3 of true"}""", Bound("""{"a":"${n} of ${yes}"}""", """{"yes":true,"n":3}"""));

    [Fact]
    public void A_list_repeats_the_element_with_its_index() =>
        Assert.Equal("""[{"a":"0 x A"},{"a":"1 y A"}]""", Bound("""[{"$data":"${list}","a":"${$index} ${$data} ${$root.name}"}]""", """{"list":["x","y"],"name":"A"}"""));

    [Fact]
    public void A_condition_drops_the_element() =>
        Assert.Equal("""[{"a":2}]""", Bound("""[{"$data":"${list}","$when":"${$data > 1}","a":"${$data}"}]""", """{"list":[1,2]}"""));

    [Fact]
    public void A_missing_value_shows_its_path_as_the_official_engine_does() =>
        Assert.Equal("""{"a":"${a.b}","b":"x${c}"}""", Bound("""{"a":"${a.b}","b":"x${c}"}""", "{}"));

    [Fact]
    public void An_expression_in_the_data_is_not_evaluated() =>
        Assert.Equal("""{"value":"${$root.secret} and ${secret}"}""", Bound("""{"value":"${typed} and ${typed2}"}""", """{"typed":"${$root.secret}","typed2":"${secret}","secret":1}"""));

    [Fact]
    public void A_date_in_the_data_is_not_a_date_for_the_renderer() =>
        Assert.DoesNotContain("{{DATE", Bound("""{"text":"${typed}"}""", """{"typed":"{{DATE(2026-11-24T00:00:00Z)}}"}"""), StringComparison.Ordinal);

    [Fact]
    public void A_date_put_together_from_two_values_is_not_a_date_either() =>
        Assert.DoesNotContain("{{TIME", Bound("""{"text":"${a}${b}"}""", """{"a":"{","b":"{TIME(2026-11-24T00:00:00Z)}}"}"""), StringComparison.Ordinal);

    [Fact]
    public void The_value_of_an_input_is_exactly_what_the_data_say() =>
        Assert.Equal("""{"value":"{{DATE(x)}}"}""", Bound("""{"value":"${typed}"}""", """{"typed":"{{DATE(x)}}"}"""));

    [Fact]
    public void The_hash_is_that_of_the_exact_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes("""{ "a": 1 }""");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), CardTemplate.Parse(bytes, "Test/Card").Hash);
    }

    [Theory]
    [InlineData("""{"body":[{"text":"${formatNumber(n, 2)}"}]}""", "Test/Card at /body/0/text, character 3: the function 'formatNumber' is not supported")]
    [InlineData("""{"a":"${n"}""", "Test/Card at /a, character 3: '}' is missing")]
    [InlineData("""{"a":"${n +}"}""", "Test/Card at /a, character 5: '+' is not understood here")]
    [InlineData("""{"a":"${}"}""", "Test/Card at /a, character 3: the expression ends too early")]
    [InlineData("""{"a":"${$host.x}"}""", "Test/Card at /a, character 3: '$host' is not supported")]
    [InlineData("""{"a":"${if(n, 1)}"}""", "Test/Card at /a, character 3: 'if' does not take 2 arguments")]
    [InlineData("""{"a":"${l[i]}"}""", "Test/Card at /a, character 5: an index is a number or a quoted key")]
    [InlineData("""{"a":"${n == 'x}"}""", "Test/Card at /a, character 3: '}' is missing")]
    [InlineData("""{"a":{"$when":"yes ${n}"}}""", "Test/Card at /a/$when, character 1: one expression ${…} and nothing beside it is expected")]
    [InlineData("""{"a":[[1]]}""", "Test/Card at /a/0, character 1: null or a list inside a list is not supported")]
    [InlineData("{\n  \"a\": }", "Test/Card is not JSON at line 2, byte 8.")]
    public void What_is_not_supported_is_named_with_its_place(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Parsed(template)).Message);

    [Fact]
    public void Any_text_of_a_person_comes_out_as_it_went_in() => Gen.String.Sample(text =>
    {
        // JSON has no half surrogate pairs: the serializer replaces them before they get here.
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var data = JsonSerializer.SerializeToElement(new { typed = wellFormed });
        using var bound = JsonDocument.Parse(Parsed("""{"text":"${typed}","mixed":{"text":"a ${typed}"},"value":"${typed}"}""").Bind(data));
        return CardDates.Restore(bound.RootElement.GetProperty("text").GetString()!) == CardDates.Restore(wellFormed)
            && bound.RootElement.GetProperty("mixed").GetProperty("text").GetString() == CardDates.Disarm("a " + wellFormed)
            && bound.RootElement.GetProperty("value").GetString() == wellFormed;
    });

    private static CardTemplate Parsed(string template) => CardTemplate.Parse(Encoding.UTF8.GetBytes(template), "Test/Card");

    private static string Bound(string template, string data) => Encoding.UTF8.GetString(Parsed(template).Bind(JsonDocument.Parse(data).RootElement));
}
