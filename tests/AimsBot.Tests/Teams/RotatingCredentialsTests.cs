using AimsBot.Teams;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;

namespace AimsBot.Tests.Teams;

public class RotatingCredentialsTests
{
    [Fact]
    public async Task A_secret_that_was_changed_is_used_from_then_on()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MicrosoftAppType"] = "SingleTenant",
            ["MicrosoftAppId"] = "app",
            ["MicrosoftAppTenantId"] = "tenant",
            ["MicrosoftAppPassword"] = "yesterday's",
        }).Build();
        var credentials = new RotatingCredentials(configuration);
        Assert.Equal("yesterday's", await PasswordAsync());

        configuration["MicrosoftAppPassword"] = "today's";

        Assert.Equal("today's", await PasswordAsync());

        async Task<string> PasswordAsync() =>
            Assert.IsType<MicrosoftAppCredentials>(await credentials.CreateCredentialsAsync("app", "audience", "https://login.microsoftonline.com/tenant", true, default), exactMatch: false).MicrosoftAppPassword;
    }
}
