using AimsBot.Core.Records;
using CsCheck;

namespace AimsBot.Tests.Core.Records;

public class RecordIdTests
{
    private static readonly Gen<RecordId> Ids = Gen.Select(
        Gen.OneOf<string>("INC", "PER", "AB", "ABCD"), Gen.String[1, 40], Gen.Int[0, 5], (prefix, key, attempt) => RecordId.Derive(prefix, "demo", key, attempt));

    [Fact]
    public void A_derived_id_has_its_prefix_and_two_groups_of_four() =>
        Ids.Sample(id => System.Text.RegularExpressions.Regex.IsMatch(id.Value, "^[A-Z]{2,4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"));

    [Fact]
    public void A_derived_id_is_read_back() => Ids.Sample(id => RecordId.Parse(id.Value) == id);

    [Fact]
    public void An_id_is_read_in_any_case() => Ids.Sample(id => RecordId.Parse(id.Value.ToLowerInvariant()) == id);

    [Fact]
    public void An_id_is_read_without_its_second_hyphen() => Ids.Sample(id => RecordId.Parse(id.Value.Remove(id.Value.LastIndexOf('-'), 1)) == id);

    [Fact]
    public void An_id_is_the_same_on_every_machine() => Assert.Equal("INC-5BYS-8ETB", RecordId.Derive("INC", "demo", "slack:command:1", 0).Value);

    [Fact]
    public void One_act_gives_one_id() => Gen.String.Sample(key => RecordId.Derive("INC", "demo", key, 0) == RecordId.Derive("INC", "demo", key, 0));

    [Theory]
    [InlineData("INC", "demo", "key", 1)]
    [InlineData("INC", "demo", "other", 0)]
    [InlineData("INC", "other", "key", 0)]
    public void Another_attempt_key_or_organisation_gives_another_id(string prefix, string organisation, string key, int attempt) =>
        Assert.NotEqual(RecordId.Derive("INC", "demo", "key", 0), RecordId.Derive(prefix, organisation, key, attempt));

    [Theory]
    [InlineData("inc-7k3q-9xa2", "INC-7K3Q-9XA2")]
    [InlineData("  INC-7K3Q-9XA2\n", "INC-7K3Q-9XA2")]
    [InlineData("INC-OIL0-1111", "INC-0110-1111")]
    [InlineData("INC-7K3Q9XA2", "INC-7K3Q-9XA2")]
    public void An_id_is_read_as_people_type_it(string typed, string id) => Assert.Equal(id, RecordId.Parse(typed)?.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("INC")]
    [InlineData("INC-")]
    [InlineData("INC-7K3Q-9XA")]
    [InlineData("INC-7K3Q-9XA23")]
    [InlineData("INC-7K3Q-9XAU")]
    [InlineData("I-7K3Q-9XA2")]
    [InlineData("INCID-7K3Q-9XA2")]
    [InlineData("1NC-7K3Q-9XA2")]
    [InlineData("ÅNC-7K3Q-9XA2")]
    [InlineData("7K3Q-9XA2")]
    [InlineData("INC 7K3Q 9XA2")]
    public void What_is_no_id_is_none(string? typed) => Assert.Null(RecordId.Parse(typed));

    [Fact]
    public void Whatever_is_typed_is_an_id_or_none() => Gen.String[0, 60].Sample(typed => RecordId.Parse(typed) is not { } id || RecordId.Parse(id.Value) == id);
}
