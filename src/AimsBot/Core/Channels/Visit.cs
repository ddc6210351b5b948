using AimsBot.Core.Cards;
using AimsBot.Core.People;

namespace AimsBot.Core.Channels;

/// <summary>A person who has come through a channel's door: the request is verified, and they are known and active.</summary>
/// <param name="Channel">The channel's name, from <see cref="ChannelNames"/>.</param>
public sealed record Visit(Organisation Organisation, Person Person, string Channel)
{
    public string Language => CardMaker.LanguageOf(Person, Organisation);
}

/// <summary>One delivery of an act.</summary>
/// <param name="Key">What makes it one act, however often it arrives.</param>
/// <param name="Message">The message that was clicked; none for what was typed.</param>
public sealed record Delivery(string Key, ClickedMessage? Message = null);
