using System.Net;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Teams;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Cards;
using AimsBot.Workflows.Accounts;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace AimsBot.Tests.Teams;

/// <summary>Cards that nobody asked for just now.</summary>
public sealed class TeamsChannelTests : TeamsBotBench
{
    private static readonly ChatAddress Met = new(ChannelNames.Teams, TeamsChat.Service, "a:met", "29:kari", "28:bot");

    [Fact]
    public async Task Who_was_met_gets_the_card_there() => Assert.Equal("a:met", Assert.IsType<CardShown>(await ShowAsync(Met)).Conversation);

    [Fact]
    public async Task For_who_was_met_in_a_channel_alone_a_conversation_is_opened() =>
        Assert.Equal("a:kari", Assert.IsType<CardShown>(await ShowAsync(Met with { Conversation = null })).Conversation);

    [Fact]
    public async Task Who_was_never_met_is_found_by_the_directorys_id() =>
        Assert.Equal("a:" + Account.User[3..], Assert.IsType<CardShown>(await ShowAsync(null)).Conversation);

    [Fact]
    public async Task Where_a_conversation_was_opened_is_kept()
    {
        await ShowAsync(null);
        Assert.Equal("a:" + Account.User[3..], (await Bench.HolderAsync(Account)).Address?.Conversation);
    }

    [Fact]
    public async Task Who_was_never_met_is_sought_where_others_were()
    {
        var ola = new ChatAccount(ChannelNames.Teams, CoreBench.Tenant, "ola");
        await Bench.LinkAsync(await Bench.PersonAsync("ola"), ola);
        await Bench.KeepAsync(MeetAccount.Step, new MeetAccount(Met with { Service = "https://smba.trafficmanager.net/uk/" }), (await Bench.HolderAsync(ola)).Account, Actor.Host);
        await ShowAsync(null);
        Assert.Equal("https://smba.trafficmanager.net/uk/", (await Bench.HolderAsync(Account)).Address!.Service);
    }

    [Fact]
    public async Task A_message_that_stands_is_changed()
    {
        await ShowAsync(Met, "a:met", "1795");
        Assert.Equal([("1795", "a:met")], Chat.Updates.Select(update => (update.Id, update.Conversation.Id)));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_sent_anew()
    {
        Chat.UpdateRefusal = Error(HttpStatusCode.NotFound, "ActivityNotFoundInConversation");
        Assert.NotEqual("1795", Assert.IsType<CardShown>(await ShowAsync(Met, "a:met", "1795")).Message);
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_unreachable()
    {
        Chat.UpdateRefusal = Error(HttpStatusCode.Forbidden, "MessageWritesBlocked");
        Assert.Equal(new Unreachable("MessageWritesBlocked"), await ShowAsync(Met, "a:met", "1795"));
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_opened_is_unreachable()
    {
        Chat.Refusal = Error(HttpStatusCode.Forbidden, "BotNotInstalled");
        Assert.Equal(new Unreachable("BotNotInstalled"), await ShowAsync(null));
    }

    [Fact]
    public async Task An_address_of_another_day_that_is_not_allowed_any_more_gets_nothing() =>
        Assert.IsType<Unreachable>(await ShowAsync(Met with { Service = "https://evil.example/" }));

    [Fact]
    public async Task A_tenant_that_is_not_served_gets_nothing() =>
        Assert.IsType<Unreachable>(await ShowAsync(Met, account: Account with { Place = "22222222-2222-2222-2222-222222222222" }));

    private Task<ShowResult> ShowAsync(ChatAddress? address, string? conversation = null, string? message = null, ChatAccount? account = null)
    {
        var sample = CardSamples.Named("Shared/Message");
        var card = CardLibrary.Embedded.Render(sample.Card, "en", sample.Data);
        var channel = new TeamsChannel(
            Organisations, Bench.People, MakeVisitors(), Messages, new TeamsDialogs(CoreBench.Catalogue), new TeamsServiceUrls(new TeamsSettings()));
        return channel.ShowAsync(new ShowRequest(account ?? Account, address, "copy", card, Lane.Decisions, conversation, message, false, Commits.Monday), default);
    }

    private static ErrorResponseException Error(HttpStatusCode status, string code)
    {
        using var response = new HttpResponseMessage(status);
        return new ErrorResponseException("no") { Response = new HttpResponseMessageWrapper(response, ""), Body = new ErrorResponse(new Error(code, "why")) };
    }
}
