using System.Text;
using System.Text.RegularExpressions;
using AimsBot.Slack.Wire;
using CsCheck;

namespace AimsBot.Tests.Slack.Wire;

/// <summary>Slack's own samples, whole, filled and damaged.</summary>
public partial class SlackPayloadTests
{
    private static readonly string[] Samples = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Data", "slack"), "*.json");

    // What a damaged payload may carry in the place of anything else.
    private static readonly string[] Splinters =
        ["null", "{}", "[]", "\"\"", "7", "true", "\"\\ud83d\"", "\"\\u0000\"", "\\", "\"", "{", "}", "[", "]", ",", ":", "\0", "\uFFFD", "\uD83D"];

    public static TheoryData<string> SampleNames => [.. Samples.Select(Path.GetFileName).OfType<string>()];

    [Fact]
    public void There_are_samples() => Assert.Equal(16, Samples.Length);

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_filled_sample_is_read(string name)
    {
        var json = Filled(name);

        switch (name)
        {
            case "SlashCommandPayload.json":
                return; // arrives as a form
            case "BlockActionPayload.json" or "MessageShortcutPayload.json" or "ViewClosedPayload.json" or "ViewSubmissionPayload.json":
                var interaction = SlackInteraction.Parse(json);
                Assert.NotNull(interaction);
                Assert.Equal(("filled", "filled", "filled"), (interaction.UserId, interaction.TeamId, interaction.EnterpriseId));
                return;
            default:
                var callback = Assert.IsType<SlackEventCallback>(SlackEvent.Parse(Encoding.UTF8.GetBytes(json)));
                Assert.Equal("filled", callback.TeamId);
                var known = name is "AppHomeOpenedPayload.json" or "AppUninstalledPayload.json" or "MessagePayload.json"
                    or "TeamJoinPayload.json" or "TokensRevokedPayload.json" or "UserChangePayload.json";
                Assert.Equal(known, callback.Inner is not SlackOtherEvent);
                return;
        }
    }

    [Fact]
    public void A_damaged_sample_never_throws() =>
        Gen.Select(Gen.OneOf(Samples), Gen.Int[0, 50_000], Gen.Int[0, 40], Gen.OneOf(Splinters)).Array[1, 4].Sample(cuts =>
        {
            var json = Filled(cuts[0].Item1);
            foreach (var (_, at, length, splinter) in cuts)
            {
                var from = at % json.Length;
                json = json.Remove(from, Math.Min(length, json.Length - from)).Insert(from, splinter);
            }
            SlackInteraction.Parse(json);
            SlackEvent.Parse(Encoding.UTF8.GetBytes(json));
        }, iter: 1_000);

    [Fact]
    public void A_sample_with_any_value_replaced_never_throws() =>
        Gen.Select(Gen.OneOf(Samples), Gen.Int[0, 100_000], Gen.OneOf(Splinters[..8])).Sample(change =>
        {
            var (sample, pick, value) = change;
            var json = Filled(sample);
            var values = Value().Matches(json);
            var replaced = values[pick % values.Count];
            json = json[..replaced.Index] + value + json[(replaced.Index + replaced.Length)..];
            SlackInteraction.Parse(json);
            SlackEvent.Parse(Encoding.UTF8.GetBytes(json));
        }, iter: 1_000);

    [Fact]
    public void Bytes_that_are_no_text_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes => { SlackEvent.Parse(bytes); });

    [Fact]
    public void Cleaned_text_is_well_formed_and_otherwise_unchanged() =>
        Gen.OneOf(Gen.Char, Gen.Char['\uD7F0', '\uE010'], Gen.OneOf('\0', 'a')).Array[0, 20].Sample(units =>
        {
            var text = new string(units);
            var clean = SlackText.Clean(text);
            var encodable = new UTF8Encoding(false, throwOnInvalidBytes: true);
            Assert.Equal(clean, encodable.GetString(encodable.GetBytes(clean)));
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal), clean);
        });

    /// <summary>The sample with a word in every empty text, and the event's or payload's own type kept.</summary>
    private static string Filled(string sample)
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "slack", Path.GetFileName(sample)));
        if (json.Contains("\"event\":", StringComparison.Ordinal)) json = EmptyType().Replace(json, "\"type\": \"event_callback\"", 1);
        return json.Replace("\"\"", "\"filled\"", StringComparison.Ordinal);
    }

    [GeneratedRegex("\"type\": \"\"")]
    private static partial Regex EmptyType();

    [GeneratedRegex("""(?<=: )("[^"]*"|\d+|true|false|\{\}|\[\])""")]
    private static partial Regex Value();
}
