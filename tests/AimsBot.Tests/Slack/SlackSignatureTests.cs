using System.Text;
using AimsBot.Slack;
using CsCheck;

namespace AimsBot.Tests.Slack;

public class SlackSignatureTests
{
    // The example of Slack's documentation.
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA" +
        "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554" +
        "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Body);

    [Fact]
    public void The_published_example_is_valid() => Assert.True(IsValid());

    [Fact]
    public void The_published_example_is_what_we_sign() => Assert.Equal(Signature, SlackSignature.Sign(Bytes, Timestamp, Secret));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    [InlineData(-86_400, false)]
    [InlineData(86_400, false)]
    public void A_request_counts_for_five_minutes_either_way(int seconds, bool valid) => Assert.Equal(valid, IsValid(after: seconds));

    [Fact]
    public void The_former_secret_counts_during_rotation() => Assert.True(IsValid(secrets: ["new", Secret]));

    [Fact]
    public void The_new_secret_counts_during_rotation() => Assert.True(IsValid(secrets: [Secret, "old"]));

    [Fact]
    public void Another_secret_does_not_count() => Assert.False(IsValid(secrets: ["new", "old"]));

    public static TheoryData<string?[]> NoSecrets => [[], [null], [""], [null, ""]];

    [Theory]
    [MemberData(nameof(NoSecrets))]
    public void Without_a_secret_nothing_is_valid(string?[] secrets)
    {
        var signature = SlackSignature.Sign(Bytes, Timestamp, "");
        Assert.False(SlackSignature.IsValid(Bytes, Timestamp, signature, At(0), secrets));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v0=")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("V0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b5033")]
    [InlineData("v0=z2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=b2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public void A_malformed_signature_is_not_valid(string? signature) =>
        Assert.False(SlackSignature.IsValid(Bytes, Timestamp, signature, At(0), Secret));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("1531420618.5")]
    [InlineData("-1531420618")]
    [InlineData(" 1531420618")]
    [InlineData("+1531420618")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999")]
    public void A_malformed_timestamp_is_not_valid(string? timestamp) =>
        Assert.False(SlackSignature.IsValid(Bytes, timestamp, SlackSignature.Sign(Bytes, timestamp ?? "", Secret), At(0), Secret));

    [Fact]
    public void Any_changed_byte_of_the_body_is_found() => Gen.Select(Gen.Int[0, Bytes.Length - 1], Gen.Byte[1, 255]).Sample((at, flip) =>
    {
        var changed = Bytes.ToArray();
        changed[at] ^= flip;
        return !SlackSignature.IsValid(changed, Timestamp, Signature, At(0), Secret);
    });

    [Fact]
    public void What_we_sign_is_valid_whatever_it_is() => Gen.Byte.Array[0, 300].Sample(
        body => SlackSignature.IsValid(body, Timestamp, SlackSignature.Sign(body, Timestamp, Secret), At(0), Secret));

    private static bool IsValid(int after = 0, string?[]? secrets = null) =>
        SlackSignature.IsValid(Bytes, Timestamp, Signature, At(after), secrets ?? [Secret]);

    private static DateTimeOffset At(int after) => DateTimeOffset.FromUnixTimeSeconds(1_531_420_618 + after);
}
