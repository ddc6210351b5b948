using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.EndToEnd.Teams;

/// <summary>Every card with every sample of it, as a Teams client draws it.</summary>
public class CardPictureTests
{
    [SkippableFact]
    public async Task Microsofts_renderer_draws_every_card_without_an_objection()
    {
        await using var painter = await CardPainter.Start();
        var objections = new List<string>();
        var samples = Directory.GetFiles(Repository.PathOf("cards"), "*.sample.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(samples);

        foreach (var sample in samples)
        {
            var workflow = Path.GetFileName(Path.GetDirectoryName(sample)!);
            var name = Path.GetFileName(sample)[..^".sample.json".Length];
            using var data = JsonDocument.Parse(await File.ReadAllTextAsync(sample));
            foreach (var language in CardLibrary.Embedded.Languages)
            {
                var card = CardLibrary.Embedded.Render($"{workflow}/{name.Split('.')[0]}", language, data.RootElement);
                var picture = $"{workflow}.{name}.{language}";
                objections.AddRange((await painter.Draw(Encoding.UTF8.GetString(card.Json), picture)).Select(objection => $"{picture}: {objection}"));
                objections.AddRange(TeamsCardRules.OfCard(JsonNode.Parse(card.Json)).Select(fault => $"{picture}: {fault}"));
            }
        }

        Assert.Empty(objections);
    }

    [SkippableFact]
    public async Task Microsofts_renderer_objects_to_an_element_that_it_does_not_know()
    {
        await using var painter = await CardPainter.Start();

        Assert.NotEmpty(await painter.Draw("""{"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlok", "text": "x"}]}""", "objected"));
    }
}
