namespace AimsBot.Core.Cards;

/// <summary>What names mean at one place of a card: the whole data, the part that <c>$data</c> chose, and the texts.</summary>
internal readonly struct Scope(Value root, CardText? texts)
{
    public Value Root { get; } = root;

    public CardText? Texts { get; } = texts;

    /// <summary>The part that <c>$data</c> chose; null outside of one, where names count from the root.</summary>
    public Value? Data { get; init; }

    /// <summary>The place in the list that <c>$data</c> repeats; null outside of one.</summary>
    public int? Index { get; init; }

    /// <summary>A text of the card in the reader's language, its placeholders filled from the root.</summary>
    public Value Words(string key) => Value.Of(Texts!.Expand(key, Root));
}
