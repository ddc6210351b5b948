using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>The two scales as cards and forms show them: each number with what it means, in the organisation's words or in those that come with the bot.</summary>
internal static class ScaleText
{
    public static JsonArray Likelihoods(RiskMethod method, CardText text) => Choices(method.Likelihoods, "scale.l", text);

    public static JsonArray Impacts(RiskMethod method, CardText text) => Choices(method.Impacts, "scale.i", text);

    /// <summary>What a number means, without it.</summary>
    public static string Likelihood(RiskMethod method, int number, CardText text) => Words(method.Likelihoods, "scale.l", number, text);

    public static string Impact(RiskMethod method, int number, CardText text) => Words(method.Impacts, "scale.i", number, text);

    private static JsonArray Choices(IReadOnlyList<string> own, string key, CardText text) => new(
    [
        .. Enumerable.Range(1, Scores.Highest).Select(number => new JsonObject
        {
            ["value"] = Number(number),
            ["title"] = $"{Number(number)} {Words(own, key, number, text)}",
        }),
    ]);

    private static string Words(IReadOnlyList<string> own, string key, int number, CardText text) => own.Count > 0 ? own[number - 1] : text[key + Number(number)];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
