using AimsBot.Host;
using Microsoft.Extensions.Configuration;

namespace AimsBot.Tests.Host;

/// <summary>The settings of Teams: half of them must look neither like a closed bot nor like an open one.</summary>
public class HostSettingsTests
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";

    private static readonly Dictionary<string, string> Organisation = new()
    {
        ["Organisation:Id"] = "bench",
        ["Organisation:Name"] = "Bench",
        ["Organisation:TeamsTenants"] = Tenant,
    };

    private static readonly Dictionary<string, string> Registration = new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = "00000000-0000-0000-0000-000000000001",
        ["MicrosoftAppPassword"] = "secret",
        ["MicrosoftAppTenantId"] = Tenant,
    };

    private static readonly Dictionary<string, string> Cloud = new[]
    {
        "ToChannelFromBotLoginUrl", "ToChannelFromBotOAuthScope", "ToBotFromChannelTokenIssuer", "OAuthUrl",
        "ToBotFromChannelOpenIdMetadataUrl", "ToBotFromEmulatorOpenIdMetadataUrl", "CallerId", "ValidateAuthority",
    }.ToDictionary(key => key, _ => "https://login.example");

    public static TheoryData<string> RegistrationKeys => [.. Registration.Keys];

    public static TheoryData<string> CloudKeys => [.. Cloud.Keys];

    // Closed.

    [Fact]
    public void Without_a_registration_Teams_is_closed() => Assert.False(Read([]).IsTeamsOpen);

    [Fact]
    public void A_closed_Teams_is_no_fault() => Assert.Empty(Read([]).Faults);

    [Fact]
    public void Empty_keys_are_none() => Assert.Equal((false, 0), (Read(Registration.ToDictionary(key => key.Key, _ => "")).IsTeamsOpen, Read(Registration.ToDictionary(key => key.Key, _ => "")).Faults.Count));

    [Fact]
    public void In_Development_Teams_is_open_without_a_registration_and_to_this_machine_alone()
    {
        var settings = Read([], isDevelopment: true);
        Assert.Equal((true, false, true), (settings.IsTeamsOpen, settings.Teams.HasCredentials, settings.Teams.IsLoopbackAllowed));
    }

    [Fact]
    public void In_Production_this_machine_is_like_every_other() => Assert.False(Read(Registration).Teams.IsLoopbackAllowed);

    // Open.

    [Theory]
    [InlineData("SingleTenant", null)]
    [InlineData("MultiTenant", "MicrosoftAppTenantId")]
    [InlineData("UserAssignedMSI", "MicrosoftAppPassword")]
    public void A_whole_registration_opens_Teams(string type, string? without)
    {
        var settings = Read(Registration.Where(key => key.Key != without).Append(new("MicrosoftAppType", type)));
        Assert.Equal((true, ""), (settings.IsTeamsOpen, string.Join(' ', settings.Faults)));
    }

    // Half of it.

    [Theory, MemberData(nameof(RegistrationKeys))]
    public void A_key_that_is_missing_is_named(string key) => Assert.Equal([key], Named(Read(Registration.Where(one => one.Key != key))));

    [Theory, MemberData(nameof(RegistrationKeys))]
    public void One_key_alone_is_a_fault(string key) => Assert.NotEmpty(Read(Registration.Where(one => one.Key == key)).Faults);

    [Theory, MemberData(nameof(RegistrationKeys))]
    public void One_key_alone_is_a_fault_in_Development_too(string key) => Assert.NotEmpty(Read(Registration.Where(one => one.Key == key), isDevelopment: true).Faults);

    [Theory]
    [InlineData("Single-Tenant")]
    [InlineData("singletenant")]
    [InlineData("MSI")]
    [InlineData("SingleTenant ")]
    [InlineData("5")]
    public void A_type_that_the_SDK_would_take_for_another_is_named(string type) => Assert.Equal(["MicrosoftAppType"], Named(Read(Registration.Append(new("MicrosoftAppType", type)))).Distinct());

    [Fact]
    public void A_registration_without_a_tenant_that_could_use_it_is_a_fault() =>
        Assert.Equal(["Organisation:TeamsTenants"], Named(Read(Registration.Append(new("Organisation:TeamsTenants", "")))));

    [Fact]
    public void No_fault_tells_the_secret() =>
        Assert.DoesNotContain(Read(Registration.Where(key => key.Key != "MicrosoftAppId")).Faults, fault => fault.Contains("secret\"", StringComparison.Ordinal) || fault.Contains("'secret'", StringComparison.Ordinal));

    // The cloud.

    [Fact]
    public void The_eight_keys_of_a_cloud_may_be_set_together() => Assert.Empty(Read(Registration.Concat(Cloud)).Faults);

    [Theory, MemberData(nameof(CloudKeys))]
    public void One_of_the_eight_keys_asks_for_the_seven_others(string key) =>
        Assert.Equal(Cloud.Keys.Where(other => other != key), Named(Read(Registration.Concat(Cloud.Where(one => one.Key == key)))));

    [Theory, MemberData(nameof(CloudKeys))]
    public void Seven_of_the_eight_keys_ask_for_the_last(string key) => Assert.Equal([key], Named(Read(Registration.Concat(Cloud.Where(one => one.Key != key)))));

    // Service addresses.

    [Theory]
    [InlineData("https://connector.example/teams")]
    [InlineData("http://localhost:56150/_connector")]
    public void A_service_address_may_be_configured(string url) => Assert.Equal([url], Read([new("Teams:ServiceUrls", url)]).Teams.ServiceUrls);

    [Fact]
    public void Service_addresses_may_be_one_value_or_several() => Assert.Equal(
        Read([new("Teams:ServiceUrls", "https://one.example https://two.example")]).Teams.ServiceUrls,
        Read([new("Teams:ServiceUrls:0", "https://one.example"), new("Teams:ServiceUrls:1", "https://two.example")]).Teams.ServiceUrls);

    [Theory]
    [InlineData("http://connector.example/")]
    [InlineData("ftp://connector.example/")]
    [InlineData("rubbish")]
    [InlineData("https://connector.example/ rubbish")]
    public void A_service_address_that_is_none_is_named(string url) => Assert.Equal(["Teams:ServiceUrls"], Named(Read([new("Teams:ServiceUrls", url)])));

    private static HostSettings Read(IEnumerable<KeyValuePair<string, string>> keys, bool isDevelopment = false)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in Organisation.Concat(keys)) values[key] = value;
        return HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), isDevelopment);
    }

    private static IEnumerable<string> Named(HostSettings settings) => settings.Faults.Select(fault => fault.Split(' ')[0]);
}
