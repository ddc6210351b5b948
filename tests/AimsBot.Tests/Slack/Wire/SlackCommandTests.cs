using System.Text;
using AimsBot.Slack.Wire;
using CsCheck;

namespace AimsBot.Tests.Slack.Wire;

public class SlackCommandTests
{
    private const string Form = "team_id=T0BENCH&user_id=U0ADA&command=%2Fai-incident&text=the+tool+failed&trigger_id=1.2.abc&channel_id=C1";

    [Fact]
    public void A_command_is_read_whole() => Assert.Equal(
        ("T0BENCH", null, "U0ADA", "/ai-incident", "the tool failed", "1.2.abc", "C1"),
        Read(Form) is { } c ? (c.Team, c.Enterprise, c.User, c.Command, c.Text, c.TriggerId, c.Channel) : default);

    [Theory]
    [InlineData("a+%26lt%3B+b", "a < b")]
    [InlineData("%26amp%3Blt%3B", "&lt;")]
    [InlineData("R%26amp%3BD", "R&D")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("", "")]
    public void The_text_is_what_the_person_typed(string sent, string typed) =>
        Assert.Equal(typed, Read(Form.Replace("the+tool+failed", sent, StringComparison.Ordinal))?.Text);

    [Fact]
    public void A_command_without_text_has_an_empty_one() => Assert.Equal("", Read("team_id=T0BENCH&user_id=U0ADA&command=%2Faims")?.Text);

    [Theory]
    [InlineData("team_id")]
    [InlineData("user_id")]
    [InlineData("command")]
    public void What_has_no_team_user_or_command_is_no_command(string field) =>
        Assert.Null(Read(string.Join('&', Form.Split('&').Where(pair => !pair.StartsWith(field + "=", StringComparison.Ordinal)))));

    [Theory]
    [InlineData("U0ADA%0A")]
    [InlineData("U0-ADA")]
    [InlineData("U")]
    [InlineData("U0123456789012345678901234567890123456789X")]
    public void A_user_that_is_no_id_makes_no_command(string user) => Assert.Null(Read(Form.Replace("U0ADA", user, StringComparison.Ordinal)));

    [Fact]
    public void An_enterprise_stands_in_for_a_team() => Assert.Equal("E0GRID", Read(Form.Replace("team_id=T0BENCH", "enterprise_id=E0GRID", StringComparison.Ordinal))?.Enterprise);

    [Fact]
    public void The_same_delivery_has_the_same_key() => Assert.Equal(Read(Form)?.Key, Read(Form)?.Key);

    [Theory]
    [InlineData("1.2.abc", "1.2.abd")]
    [InlineData("failed", "fails")]
    public void Another_delivery_has_another_key(string part, string other) =>
        Assert.NotEqual(Read(Form)?.Key, Read(Form.Replace(part, other, StringComparison.Ordinal))?.Key);

    [Fact]
    public void A_key_takes_nothing_from_outside_but_an_id() =>
        Assert.DoesNotContain("<", Read(Form.Replace("1.2.abc", "%3Cscript%3E", StringComparison.Ordinal))!.Key, StringComparison.Ordinal);

    [Fact]
    public void A_form_of_too_many_fields_is_none() =>
        Assert.Null(SlackCommand.ReadForm(Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 200).Select(i => $"f{i}=x")))));

    [Fact]
    public void Whatever_arrives_throws_nothing() => Gen.OneOf(
        Gen.Byte.Array[0, 200], Gen.String[0, 200].Select(Encoding.UTF8.GetBytes), Gen.Char["&=%+aT0"].Array[0, 100].Select(chars => Encoding.UTF8.GetBytes(chars)))
        .Sample(bytes =>
        {
            if (SlackCommand.ReadForm(bytes) is { } form) SlackCommand.From(form, bytes);
        });

    private static SlackCommand? Read(string form)
    {
        var bytes = Encoding.UTF8.GetBytes(form);
        return SlackCommand.ReadForm(bytes) is { } fields ? SlackCommand.From(fields, bytes) : null;
    }
}
