using AimsBot.Core.People;
using AimsBot.Teams;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

public class TeamsCallerTests
{
    private const string One = "11111111-1111-1111-1111-aaaaaaaaaaaa";
    private const string Other = "22222222-2222-2222-2222-222222222222";

    [Theory]
    [InlineData(One, One)]
    [InlineData(One, null)]
    [InlineData(null, One)]
    [InlineData(One, "11111111-1111-1111-1111-AAAAAAAAAAAA")]
    public void The_tenant_is_what_the_activity_names(string? ofConversation, string? ofChannel) => Assert.Equal(One, Of(ofConversation, Channel(ofChannel)).Tenant);

    [Fact]
    public void Two_tenants_that_disagree_are_none() => Assert.Null(Of(One, Channel(Other)).Tenant);

    [Fact]
    public void An_activity_may_name_no_tenant() => Assert.Null(Of(null, null).Tenant);

    [Theory]
    [InlineData("""{"tenant":"x"}""")]
    [InlineData("""{"tenant":{"id":5}}""")]
    [InlineData("""{"tenant":{"id":null}}""")]
    [InlineData("""{"tenant":[]}""")]
    [InlineData("{}")]
    public void Channel_data_of_another_shape_name_no_tenant(string data) => Assert.Equal(One, Of(One, JObject.Parse(data)).Tenant);

    [Theory]
    [InlineData("AAAAAAAA-0000-0000-0000-000000000001", "aaaaaaaa-0000-0000-0000-000000000001")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_object_id_is_in_lower_case_or_none(string? sent, string? read) => Assert.Equal(read, Of(One, null, objectId: sent).ObjectId);

    [Fact]
    public void An_object_id_that_is_too_long_is_none() => Assert.Null(Of(One, null, objectId: new string('a', 101)).ObjectId);

    [Theory]
    [InlineData("personal", true)]
    [InlineData("channel", false)]
    [InlineData("groupChat", false)]
    [InlineData("Personal", false)]
    [InlineData(null, false)]
    public void Only_what_says_that_it_is_personal_is(string? type, bool isPersonal) => Assert.Equal(isPersonal, Of(One, null, type: type).IsPersonal);

    [Fact]
    public void The_zone_and_the_language_are_the_clients()
    {
        var caller = TeamsCaller.Of(new Activity
        {
            From = new ChannelAccount("29:kari"),
            Recipient = new ChannelAccount("28:bot"),
            Conversation = new ConversationAccount(id: "a:kari"),
            LocalTimezone = "Asia/Tokyo",
            Locale = "ja-JP",
            Entities = [new Entity("clientInfo") { Properties = JObject.Parse("""{"timezone":"Europe/Oslo","locale":"nb-NO"}""") }],
        });
        Assert.Equal(("Europe/Oslo", "nb-NO"), (caller.TimeZone, caller.Language));
    }

    [Fact]
    public void Where_the_client_does_not_say_them_they_are_the_activitys()
    {
        var caller = TeamsCaller.Of(new Activity { From = new ChannelAccount("29:kari"), Recipient = new ChannelAccount("28:bot"), Conversation = new ConversationAccount(id: "a:kari"), LocalTimezone = "Asia/Tokyo", Locale = "ja-JP" });
        Assert.Equal(("Asia/Tokyo", "ja-JP"), (caller.TimeZone, caller.Language));
    }

    // Where the account is reached.

    [Fact]
    public void In_a_chat_of_the_two_the_address_is_that_chat() =>
        Assert.Equal(new ChatAddress("teams", "https://smba/", "a:kari", "29:kari", "28:bot"), Of(One, null).Address(null));

    [Fact]
    public void In_a_channel_the_chat_that_is_known_stays() =>
        Assert.Equal("a:kari", Of(One, null, type: "channel").Address(new ChatAddress("teams", "https://smba/", "a:kari", "29:kari", "28:bot")).Conversation);

    [Fact]
    public void In_a_channel_of_another_service_the_chat_that_is_known_is_left() =>
        Assert.Null(Of(One, null, type: "channel").Address(new ChatAddress("teams", "https://elsewhere/", "a:kari", "29:kari", "28:bot")).Conversation);

    private static JObject? Channel(string? tenant) => tenant is null ? null : new JObject { ["tenant"] = new JObject { ["id"] = tenant } };

    private static TeamsCaller Of(string? tenant, JObject? channelData, string? objectId = "aaaaaaaa-0000-0000-0000-000000000001", string? type = "personal") => TeamsCaller.Of(new Activity
    {
        ServiceUrl = "https://smba/",
        From = new ChannelAccount("29:kari", "Kari", aadObjectId: objectId),
        Recipient = new ChannelAccount("28:bot"),
        Conversation = new ConversationAccount(id: "a:kari", conversationType: type, tenantId: tenant),
        ChannelData = channelData,
    });
}
