using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Teams;
using AimsBot.Tests.Cards;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

public class TeamsCardsTests
{
    /// <summary>The most that Teams takes is 100 KB of UTF-16, with all that is around the card.</summary>
    private const int MostBytes = 80_000;

    private static readonly TeamsDialogs Dialogs = new(WorkflowCatalogue.Make());
    private static readonly RecordId Id = new("INC-7K3Q-9XA2");

    public static TheoryData<string, string> Samples => CardSamples.InEveryLanguage;

    // Every card of the bot, in a chat and in a dialog.

    [Theory, MemberData(nameof(Samples))]
    public void Every_button_in_a_chat_also_works_where_a_client_does_not_know_it(string sample, string language)
    {
        foreach (var action in Of(InChat(sample, language), "Action.Execute"))
        {
            var fallback = action.GetProperty("fallback");
            Assert.Equal("Action.Submit", fallback.GetProperty("type").GetString());
            Assert.Equal(Sorted(DataWith(action, "verb", action.GetProperty("verb").GetString()!)), Sorted(fallback.GetProperty("data")));
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_button_in_a_chat_carries_what_the_card_says(string sample, string language) => Assert.Equal(
        Of(Rendered(sample, language), "Action.Execute").Where(action => !OpensDialog(action)).Select(action => Sorted(Data(action))),
        Of(InChat(sample, language), "Action.Execute").Select(action => Sorted(Data(action))));

    [Theory, MemberData(nameof(Samples))]
    public void A_dialog_has_the_buttons_that_work_in_one(string sample, string language) => Assert.Equal(
        (0, Of(Rendered(sample, language), "Action.Execute").Count()),
        (Of(InDialog(sample, language), "Action.Execute").Count(), Of(InDialog(sample, language), "Action.Submit").Count()));

    [Theory, MemberData(nameof(Samples))]
    public void A_card_stays_of_a_version_that_Teams_shows(string sample, string language) => Assert.All(
        [InChat(sample, language), InDialog(sample, language)], card => Assert.Equal("1.5", card.GetProperty("version").GetString()));

    [Theory, MemberData(nameof(Samples))]
    public void A_card_stays_small_enough(string sample, string language) => Assert.All(
        [InChat(sample, language), InDialog(sample, language)], card => Assert.InRange(card.GetRawText().Length * 2, 0, MostBytes));

    [Theory, MemberData(nameof(Samples))]
    public void All_that_is_no_button_stays_as_it_is(string sample, string language) => Assert.All(
        [InChat(sample, language), InDialog(sample, language)], card => Assert.Equal(Texts(Rendered(sample, language)), Texts(card)));

    [Theory, MemberData(nameof(Samples))]
    public void A_card_goes_out_by_the_SDKs_own_serializer_as_it_is(string sample, string language)
    {
        var shown = TeamsCards.InChat(Card(sample, language), Dialogs.IsDialog);
        var sent = Newtonsoft.Json.JsonConvert.SerializeObject(TeamsCards.Message(Card(sample, language), shown));
        Assert.Equal(Parsed((string)shown.Value!).GetRawText(), Parsed(sent).GetProperty("attachments")[0].GetProperty("content").GetRawText());
    }

    [Theory, MemberData(nameof(Samples))]
    public void Who_sees_a_notification_alone_reads_the_heading(string sample, string language) =>
        Assert.Equal(CardReading.Heading(Rendered(sample, language)), TeamsCards.Message(Card(sample, language), new JRaw("{}")).Summary);

    // One button.

    [Fact]
    public void A_button_that_opens_a_dialog_says_so()
    {
        var action = Of(Parsed(TeamsCards.InChat(Made(Execute("incident.report")), Dialogs.IsDialog)), "Action.Submit").Single();
        Assert.Equal("task/fetch", action.GetProperty("data").GetProperty("msteams").GetProperty("type").GetString());
    }

    [Fact]
    public void The_form_of_a_step_on_a_record_opens_in_place_of_the_card() =>
        Assert.Single(Of(Parsed(TeamsCards.InChat(Made(Execute("incident.close", new ActionRef(Id, 3))), Dialogs.IsDialog)), "Action.Execute"));

    [Fact]
    public void A_form_that_stands_in_a_chat_opens_no_other_when_it_is_sent()
    {
        var form = WithNonce(Made(Execute("incident.report")));
        Assert.Single(Of(Parsed(TeamsCards.InChat(form, Dialogs.IsDialog)), "Action.Execute"));
    }

    [Theory]
    [InlineData("style", "\"positive\"")]
    [InlineData("tooltip", "\"Send INC-7K3Q-9XA2\"")]
    [InlineData("associatedInputs", "\"none\"")]
    public void A_button_in_another_form_keeps_its_looks_and_what_it_reads(string name, string value)
    {
        var execute = Execute("incident.take", new ActionRef(Id, 3));
        execute[name] = JsonNode.Parse(value);
        var card = Made(execute);
        Assert.All(
            [Of(Parsed(TeamsCards.InDialog(card)), "Action.Submit").Single(), Of(Parsed(TeamsCards.InChat(card, (_, _) => false)), "Action.Submit").Single(), Of(Parsed(TeamsCards.InChat(card, (_, _) => true)), "Action.Submit").Single()],
            submit => Assert.Equal(value, submit.GetProperty(name).GetRawText()));
    }

    // Forms.

    [Fact]
    public void Each_opening_of_a_form_has_a_nonce_of_its_own() =>
        Assert.NotEqual(Nonce(WithNonce(Made(Execute("incident.report")))), Nonce(WithNonce(Made(Execute("incident.report")))));

    [Fact]
    public void All_buttons_of_a_form_have_the_same_nonce()
    {
        var form = WithNonce(Made(Execute("incident.report"), Execute("incident.report")));
        Assert.Single(Of(Parsed(form.Json), "Action.Execute").Select(action => action.GetProperty("data").GetProperty("form").GetString()).Distinct());
    }

    [Fact]
    public void The_nonce_comes_back_with_the_form()
    {
        var form = WithNonce(Made(Execute("incident.report")));
        var submit = Of(Parsed(TeamsCards.InDialog(form)), "Action.Submit").Single();
        Assert.Equal(Nonce(form), CardAct.Read(submit.GetProperty("data")).Nonce);
    }

    [Fact]
    public void A_form_in_place_of_a_card_has_the_way_back_to_it()
    {
        var form = TeamsCards.WithWayBack(WithNonce(Made(Execute("incident.close", new ActionRef(Id, 3)))), new ActionRef(Id, 3));
        var act = CardAct.Read(Of(Parsed(form.Json), "Action.Execute").Last().GetProperty("data"), "show");
        Assert.Equal((new ActionRef(Id, 3), null), (act.Target, act.Nonce));
    }

    [Theory]
    [InlineData("Action.Execute")]
    [InlineData("Action.Submit")]
    public void The_way_back_asks_for_no_input(string type)
    {
        var form = TeamsCards.WithWayBack(Made(Execute("incident.close", new ActionRef(Id, 3))), new ActionRef(Id, 3));
        var back = Of(Parsed(TeamsCards.InChat(form, Dialogs.IsDialog)), type).Last();
        Assert.Equal("none", back.GetProperty("associatedInputs").GetString());
    }

    [Fact]
    public void A_form_of_something_new_has_no_way_back() =>
        Assert.Single(Of(Parsed(TeamsCards.WithWayBack(Made(Execute("incident.report")), new ActionRef(null, null)).Json), "Action.Execute"));

    [Fact]
    public void A_dialog_is_named_by_the_cards_heading()
    {
        var dialog = (TaskModuleTaskInfo)TeamsCards.Dialog(Made(Execute("incident.report"))).Value;
        Assert.Equal(("A heading", "application/vnd.microsoft.card.adaptive"), (dialog.Title, dialog.Card.ContentType));
    }

    private static string? Nonce(RenderedCard form) => Of(Parsed(form.Json), "Action.Execute").First().GetProperty("data").GetProperty("form").GetString();

    private static JsonObject Execute(string verb, ActionRef? target = null) =>
        new() { ["type"] = "Action.Execute", ["verb"] = verb, ["title"] = "Do it", ["data"] = (target ?? new ActionRef(null, null)).ToJson() };

    private static RenderedCard Made(params JsonObject[] actions)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["style"] = "heading", ["text"] = "A heading" }),
            ["actions"] = new JsonArray([.. actions]),
        };
        return Card("Shared/Message", "en") with { Json = JsonSerializer.SerializeToUtf8Bytes(card) };
    }

    private static bool OpensDialog(JsonElement action) =>
        Dialogs.IsDialog(action.GetProperty("verb").GetString()!, ActionRef.Read(Data(action)));

    private static RenderedCard Card(string sample, string language)
    {
        var named = CardSamples.Named(sample);
        return CardLibrary.Embedded.Render(named.Card, language, named.Data);
    }

    private static JsonElement Rendered(string sample, string language) => Parsed(Card(sample, language).Json);

    private static JsonElement InChat(string sample, string language) => Parsed(TeamsCards.InChat(Card(sample, language), Dialogs.IsDialog));

    private static JsonElement InDialog(string sample, string language) => Parsed(TeamsCards.InDialog(Card(sample, language)));

    private static JsonElement Parsed(JRaw card) => Parsed((string)card.Value!);

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;

    private static JsonElement Parsed(byte[] json) => JsonDocument.Parse(json).RootElement;

    private static IEnumerable<JsonElement> Of(JsonElement card, string type) =>
        CardSamples.Objects(card).Where(element => element.TryGetProperty("type", out var one) && one.ValueKind == JsonValueKind.String && one.GetString() == type);

    private static IEnumerable<string> Texts(JsonElement card) =>
        CardSamples.Strings(card.GetProperty("body")).Where(text => text.Property is "text" or "label" or "placeholder" or "value").Select(text => text.Text);

    // A button that is about nothing needs none.
    private static JsonElement Data(JsonElement action) => action.TryGetProperty("data", out var data) ? data : Parsed("{}");

    private static JsonElement DataWith(JsonElement action, string name, string value)
    {
        var data = JsonObject.Create(Data(action))!;
        data[name] = value;
        return JsonSerializer.SerializeToElement(data);
    }

    private static RenderedCard WithNonce(RenderedCard form) => CardChange.WithNonce(form, CardChange.NewNonce());

    private static string Sorted(JsonElement data) => string.Join('|', data.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value.GetRawText()}"));
}
