using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;

namespace AimsBot.Tests.Cards;

/// <summary>Our cards before the eyes of others: npm adaptivecards-templating, adaptivecards and @slack/types.</summary>
public class OfficialEngineTests
{
    private const string Data = """
        {"a":{"b":1,"x y":2,"Name":"N"},"l":[1,2,3],"s":"txt","n":null,"z":0,"e":[],"o":{},"f":false,"t":true,"big":1e21,"dec":12.50,"ls":["a","b",null],"two":["p","q"],"typed":"${s} {{DATE(x)}} \\ \" 👩‍👩‍👧‍👦"}
        """;

    // Each of these is bound as a property's value, inside a text and as an item of a list.
    private static readonly string[] Expressions =
    [
        "missing", "a.missing", "a.name", "A.B", "n", "l", "l[1]", "l[0].b", "a['x y']", "a['x y'].c", "$root.s", "$data.s", "$index", "typed", "dec", "big", "o",
        "or(n,f)", "or(missing, t)", "and(a,z)", "and(t, f)", "not(n)", "!t", "!s", "exists(n)", "exists(l[9])", "exists(s)", "empty(z)", "empty(e)", "empty(o)", "empty(missing)", "empty(s)",
        "count(missing)", "count(l)", "count(o)", "count(s)", "length(s)", "length(missing)", "join(l,', ')", "join(ls,', ',' and ')", "join(two,', ',' and ')", "join(l,zz)",
        "if(f,missing,'q')", "if(missing2,'a',missing)", "if(l[9],1,2)", "if(z, 'zero is true', 'no')", "if(t, concat(s,n), 1)", "concat(s,missing,z)", "concat(l,l)",
        "!a == b", "l == l", "a == a", "l == two", "z < 1", "missing < 1", "'a' < 'b'", "s > 'a'", "z <= 0", "z >= 1", "1 == 1 && z != 1", "a.b == 1 || f", "f || n", "(s < 1) == 2", "s < 1 && f", "t && s == 'txt'",
        "l[9] != 1", "missing == null", "n == missing", "f && t || t", "t || t && f", "(t || t) && f", "equals(s, 'txt')", "s == 'TXT'", "if(s == 'txt', 'a}b', 'c')",
    ];

    // These have no value: the official engine throws for a lone one, and inside a text shows the expression.
    private static readonly string[] WithoutValue =
    [
        "l[9]", "l[9].b", "missing[0]", "s < 1", "length(z)", "length(n)", "count(z)", "count(n)", "join(s,',')", "if(f,1,l[9])", "join(l[9],'a')", "!s < 1", "1 < 2 == t", "concat(l[9],'a')",
    ];

    private static readonly string[] Templates =
    [
        .. Expressions.SelectMany(expression => new[] { $$"""{"v":"${{{expression}}}"}""", $$"""{"v":"x ${{{expression}}} y"}""", $$"""["${{{expression}}}"]""" }).Where(template => !IsLeftOut(template)),
        .. WithoutValue.Select(expression => $$"""{"v":"x${{{expression}}}"}"""),
        """{"v":"\\${a} ${s} \\` $ $$ {} \\n"}""",
        """{"v":{"$data":"${l}","q":"${$data}"},"w":[{"$data":"${l}","$when":"${$index > 0}","q":"${$data}","i":"${$index}"}]}""",
        """{"v":{"$data":"${e}","q":1},"w":[{"$data":"${missing}","q":"${$data}"}],"x":{"$when":"${f}","a":1},"y":[{"$when":"${s}"}],"z":[{"$when":"${missing}"}]}""",
        """{"w":[{"$data":[1,{"k":2}],"q":"${k}"}],"x":{"$data":{"k":3},"q":"${k}","r":"${$root.s}","i":"${s}"}}""",
        """{"w":[{"$data":"${l}","inner":[{"$data":"${$root.two}","q":"${$data}${$index}"}],"after":"${$data}${$index}"}]}""",
        """["${l}","${n}","x",{"a":null,"b":[1,{"c":"${missing}"}]}]""",
        """{"$schema":"x","a":{"$data":"${a}","b":"${b}","c":"${$root.z}"}}""",
        """{"a":[{"$data":"${missing}","$when":"${exists($root.missing)}","b":1}]}""",
    ];

    private static readonly CardSample[] Samples = [.. CardSamples.All];
    private static readonly string[] Languages = [.. CardLibrary.Embedded.Languages];
    private static readonly Lazy<JsonNode> Results = new(Run);

    public static TheoryData<string> AllTemplates => [.. Templates];

    public static TheoryData<string, string> AllSamples => CardSamples.InEveryLanguage;

    [SkippableTheory, MemberData(nameof(AllTemplates))]
    public void An_expression_has_the_value_that_the_official_engine_gives(string template)
    {
        OfficialEngines.SkipWithoutNode();
        var official = Results.Value["expanded"]![Array.IndexOf(Templates, template)]!;
        Assert.Equal(Normal(official["card"]), Normal(JsonNode.Parse(CardTemplate.Parse(Encoding.UTF8.GetBytes(template), "Test/Card").Bind(Parsed(Data)))));
    }

    [SkippableTheory, MemberData(nameof(AllSamples))]
    public void A_card_is_bound_as_the_official_engine_binds_it(string sample, string language)
    {
        OfficialEngines.SkipWithoutNode();
        var official = Results.Value["expanded"]![Templates.Length + Index(sample, language)]!;
        var ours = JsonNode.Parse(CardLintTests.Rendered(sample, language).Json)!.AsObject();
        ours.Remove("lang");
        ours.Remove("fallbackText");
        Assert.Equal(Normal(official["card"]), CardDates.Restore(Normal(ours)));
    }

    [SkippableTheory, MemberData(nameof(AllSamples))]
    public void A_card_is_one_to_the_official_parser(string sample, string language)
    {
        OfficialEngines.SkipWithoutNode();
        Assert.Equal("[]", Results.Value["problems"]![Index(sample, language)]!.ToJsonString());
    }

    [SkippableFact]
    public void Every_message_and_view_has_the_types_that_Slack_publishes()
    {
        OfficialEngines.SkipWithoutNode();
        Assert.Equal("", Results.Value["types"]!.GetValue<string>());
    }

    private static JsonNode Run()
    {
        var pairs = Samples.SelectMany(_ => Languages, (sample, language) => (sample, language)).ToArray();
        var expand = Templates.Select(template => new JsonObject { ["template"] = JsonNode.Parse(template), ["data"] = JsonNode.Parse(Data) })
            .Concat(pairs.Select(pair => new JsonObject { ["template"] = JsonNode.Parse(CardSamples.Template(pair.sample.Card).GetRawText()), ["data"] = CardSamples.WithTexts(pair.sample, pair.language) }));
        var rendered = pairs.Select(pair => CardLintTests.Rendered(pair.sample.ToString(), pair.language).Json).ToArray();
        var slack = rendered.Select(card => new JsonObject { ["blocks"] = JsonNode.Parse(CardTranslator.Message(card).BlocksJson) })
            .Concat(pairs.Where(pair => CardLintTests.IsForm(pair.sample.ToString())).Select(pair => JsonNode.Parse(CardLintTests.Modal(pair.sample.ToString(), pair.language).Json)!.AsObject()))
            .Concat(rendered.Select(card => JsonNode.Parse(CardTranslator.Home(card).Json)!.AsObject()))
            .Append(JsonNode.Parse(CardTranslator.Modal(EveryInput, "Title", "Send", "Cancel", "id", "{}").Json)!.AsObject());
        return OfficialEngines.Run(new JsonObject
        {
            ["expand"] = new JsonArray([.. expand]),
            ["cards"] = new JsonArray([.. rendered.Select(card => JsonNode.Parse(card))]),
            ["slack"] = new JsonArray([.. slack]),
        });
    }

    private static readonly byte[] EveryInput = """
        {"body":[
          {"type":"Input.Text","id":"a","label":"L","style":"Email","value":"v","placeholder":"p"},{"type":"Input.Text","id":"b","label":"L","style":"Url"},
          {"type":"Input.Number","id":"c","label":"L","min":1,"max":5,"value":2},{"type":"Input.Toggle","id":"d","label":"L","title":"T","value":"true"},
          {"type":"Input.ChoiceSet","id":"e","label":"L","style":"expanded","isMultiSelect":true,"value":"t","choices":[{"title":"T","value":"t"}]},
          {"type":"Image","url":"https://x.example/a.png","altText":"A"},{"type":"ActionSet","actions":[{"type":"Action.OpenUrl","title":"O","url":"https://x.example"}]}]}
        """u8.ToArray();

    private static int Index(string sample, string language) =>
        Array.FindIndex(Samples, one => one.ToString() == sample) * Languages.Length + Array.IndexOf(Languages, language);

    // null inside a text makes the official engine throw; ours joins no lists inside another text (Function says so).
    private static bool IsLeftOut(string template) =>
        template is """{"v":"x ${n} y"}""" or """{"v":"x ${f || n} y"}""" or """{"v":"x ${concat(l,l)} y"}""";

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;

    /// <summary>JSON with numbers as JavaScript writes them, to be compared as text.</summary>
    private static string Normal(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject map => "{" + string.Join(",", map.Select(one => JsonSerializer.Serialize(one.Key) + ":" + Normal(one.Value))) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Normal)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => $"\"{value.GetValue<string>()}\"",
        _ => node.ToJsonString(),
    };
}
