using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using CsCheck;

namespace AimsBot.Tests.Core.Channels;

public class CopyPlacesTests
{
    [Fact]
    public void Somebody_without_an_account_gets_one_copy_that_has_no_place_yet() => Assert.Equal([null], CopyPlaces.Of(With(null)));

    [Fact]
    public void Nobody_gets_one_copy_that_has_no_place_yet() => Assert.Equal([null], CopyPlaces.Of(null));

    [Fact]
    public void Somebody_with_two_accounts_and_no_preference_is_asked_in_both() =>
        Assert.Equal([ChannelNames.Slack, ChannelNames.Teams], CopyPlaces.Of(With(null, ChannelNames.Slack, ChannelNames.Teams)));

    [Fact]
    public void Somebody_with_a_preference_is_asked_there_alone() =>
        Assert.Equal([ChannelNames.Teams], CopyPlaces.Of(With(ChannelNames.Teams, ChannelNames.Slack, ChannelNames.Teams)));

    [Fact]
    public void A_preference_for_a_chat_where_somebody_is_not_counts_for_nothing() =>
        Assert.Equal([ChannelNames.Slack], CopyPlaces.Of(With(ChannelNames.Teams, ChannelNames.Slack)));

    [Fact]
    public void Two_accounts_in_one_chat_are_one_place() => Assert.Equal([ChannelNames.Slack], CopyPlaces.Of(With(null, ChannelNames.Slack, ChannelNames.Slack)));

    [Fact]
    public void Everybody_is_asked_somewhere_and_nowhere_twice_and_only_where_they_are()
    {
        string[] names = [ChannelNames.Slack, ChannelNames.Teams, ChannelNames.WebChat];
        Gen.Select(Gen.OneOf(names).Null(), Gen.OneOf(names).Array[0, 5]).Sample((preferred, accounts) =>
        {
            var places = CopyPlaces.Of(With(preferred, accounts));
            Assert.NotEmpty(places);
            Assert.Equal(places.Distinct(), places);
            Assert.All(places, place => Assert.True(place is null ? accounts.Length == 0 : accounts.Contains(place)));
            Assert.True(preferred is null || !accounts.Contains(preferred) || places.Count == 1);
        });
    }

    private static Person With(string? preferred, params string[] channels) => new(
        new RecordId("PER-0000-0001"), PersonStates.Active,
        new PersonDetails { PreferredChannel = preferred, Accounts = [.. channels.Select((channel, i) => new ChatAccount(channel, "place", $"U{i}"))] });
}
