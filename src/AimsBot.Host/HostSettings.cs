using System.Globalization;
using System.Text.RegularExpressions;
using AimsBot.Core.Calendar;
using AimsBot.Core.People;
using AimsBot.Slack;
using AimsBot.Storage.Cosmos;
using AimsBot.Teams;

namespace AimsBot.Host;

/// <summary>Every setting of the host, read and validated at start; each fault is named.</summary>
public sealed partial class HostSettings
{
    private readonly List<string> _faults = [];

    private HostSettings(IConfiguration configuration, bool isDevelopment)
    {
        IsDevelopment = isDevelopment;
        SqlitePath = configuration["Storage:Sqlite:Path"] is { Length: > 0 } path ? path : Path.Combine("data", "aimsbot.db");
        if (Directory.Exists(SqlitePath)) SqlitePath = Path.Combine(SqlitePath, "aimsbot.db");
        ReadStorage(configuration);
        // Somebody who has said nothing of an organisation wants to try the bot.
        IsDemo = (ReadSwitch(configuration, "Demo:Enabled") ?? !configuration.GetSection("Organisation").Exists()) && isDevelopment;
        Organisation = ReadOrganisation(configuration.GetSection("Organisation"));
        ReadSlack(configuration);
        PublicUrl = ReadUrl(configuration, "Host:PublicUrl");
        ReadTeams(configuration);
        CheckAddresses(configuration);
    }

    public bool IsDevelopment { get; }

    /// <summary>True where people try the bot: the web chat is open, with its people and its clock. Never outside Development.</summary>
    public bool IsDemo { get; }

    public StorageKind StorageKind { get; private set; }
    public string SqlitePath { get; }

    /// <summary>The Cosmos DB account; none where nothing is said of one.</summary>
    public CosmosSettings? Cosmos { get; private set; }
    public Organisation Organisation { get; }

    /// <summary>Slack is open where there is a secret to check requests with; without one it is closed, never open.</summary>
    public bool IsSlackOpen { get; private set; }

    public Uri SlackApiUrl { get; private set; } = new(SlackSettings.DefaultApiUrl);
    public Uri? PublicUrl { get; }

    /// <summary>Teams is open where there is a registration to check requests by; in Development also without one, to this machine alone.</summary>
    public bool IsTeamsOpen => Teams.HasCredentials || IsDevelopment;

    public TeamsSettings Teams { get; private set; } = new();

    /// <summary>What is wrong with the settings, each with its key; empty where the host can start.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static HostSettings Read(IConfiguration configuration, bool isDevelopment) => new(configuration, isDevelopment);

    private void ReadStorage(IConfiguration configuration)
    {
        var kind = configuration["Storage:Kind"] ?? nameof(StorageKind.Sqlite);
        if (Enum.GetNames<StorageKind>().Contains(kind)) StorageKind = Enum.Parse<StorageKind>(kind);
        else Fault("Storage:Kind", "must be Sqlite or Cosmos");
        var section = configuration.GetSection("Storage:Cosmos");
        // Also beside SQLite: records are moved between the two.
        if (StorageKind == StorageKind.Cosmos || section.Exists()) Cosmos = ReadCosmos(configuration, section);
    }

    private CosmosSettings? ReadCosmos(IConfiguration configuration, IConfigurationSection section)
    {
        var endpoint = ReadUrl(configuration, "Storage:Cosmos:Endpoint");
        var key = section["Key"] is { Length: > 0 } given ? given : null;
        if (section["ConnectionString"] is { Length: > 0 } connection)
        {
            if (endpoint is not null || key is not null) Fault("Storage:Cosmos:ConnectionString", "stands beside Endpoint or Key: one of the two");
            var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
            if (Uri.TryCreate(parts["AccountEndpoint"].FirstOrDefault(), UriKind.Absolute, out var url) && IsSafe(url)) endpoint = url;
            else Fault("Storage:Cosmos:ConnectionString", "has no AccountEndpoint with an https address");
            key = parts["AccountKey"].FirstOrDefault();
            if (key is null) Fault("Storage:Cosmos:ConnectionString", "has no AccountKey");
        }
        else if (endpoint is null && string.IsNullOrEmpty(section["Endpoint"]))
        {
            Fault("Storage:Cosmos:Endpoint", "is missing");
        }
        if (key is not null && !Convert.TryFromBase64String(key, new byte[key.Length], out _)) Fault("Storage:Cosmos:Key", "is no key of an account: it must be base64");
        if (key is null && endpoint is { Scheme: "http" }) Fault("Storage:Cosmos:Key", "is missing: without https no identity can be shown");
        var database = section["Database"] ?? "aimsbot";
        if (!DatabasePattern().IsMatch(database)) Fault("Storage:Cosmos:Database", "must be 1 to 255 characters, none of / \\ ? #");
        var mode = section["ConnectionMode"] ?? "Direct";
        if (mode is not ("Direct" or "Gateway")) Fault("Storage:Cosmos:ConnectionMode", "must be Direct or Gateway");
        return endpoint is null ? null : new CosmosSettings { Endpoint = endpoint, Key = key, Database = database, UsesGateway = mode == "Gateway" };
    }

    private Organisation ReadOrganisation(IConfigurationSection section)
    {
        var id = section["Id"] ?? (IsDevelopment ? "demo" : "");
        if (!IdPattern().IsMatch(id)) Fault("Organisation:Id", "must be 1 to 50 letters, digits and hyphens; it never changes afterwards");
        var name = section["Name"] ?? (IsDevelopment ? "Demo Organisation" : "");
        if (name.Length is 0 or > 200) Fault("Organisation:Name", "must be 1 to 200 characters");
        var zone = TimeZones.Find(section["TimeZone"] ?? "Etc/UTC");
        if (zone is null) Fault("Organisation:TimeZone", $"is no time zone: '{section["TimeZone"]}'. An example is Europe/Oslo");
        var country = section["Country"];
        if (country is not null && !CountryPattern().IsMatch(country)) Fault("Organisation:Country", "must be a two-letter code such as NO");
        var teams = List(section, "SlackTeams", IsDemo ? [Demo.DemoPeople.SlackTeam] : []);
        foreach (var team in teams.Where(t => !SlackTeamPattern().IsMatch(t))) Fault("Organisation:SlackTeams", $"'{team}' is no workspace (T…) or enterprise (E…) id");
        var tenants = List(section, "TeamsTenants", []);
        foreach (var tenant in tenants.Where(t => !Guid.TryParseExact(t, "D", out _))) Fault("Organisation:TeamsTenants", $"'{tenant}' is no tenant id (a GUID)");
        var administrators = List(section, "Administrators", []).Select(a => a.ToLowerInvariant()).ToArray();
        foreach (var address in administrators.Where(a => !a.Contains('@', StringComparison.Ordinal))) Fault("Organisation:Administrators", $"'{address}' is no e-mail address");
        return new Organisation
        {
            Id = id,
            Name = name,
            TimeZone = zone ?? "Etc/UTC",
            Country = country?.ToUpperInvariant(),
            Language = section["Language"] ?? "en",
            SlackTeams = teams,
            TeamsTenants = tenants,
            Administrators = administrators,
            ConcernContact = section["ConcernContact"],
            Calendar = WorkingCalendar.For(zone ?? "Etc/UTC", country),
        };
    }

    private void ReadSlack(IConfiguration configuration)
    {
        var slack = configuration.GetSection("Slack").Get<SlackSettings>() ?? new SlackSettings();
        IsSlackOpen = !string.IsNullOrEmpty(slack.SigningSecret);
        if (!IsSlackOpen && !string.IsNullOrEmpty(slack.BotToken)) Fault("Slack:SigningSecret", "is missing although Slack:BotToken is set: without it no request of Slack's can be believed");
        if (!IsSlackOpen && !string.IsNullOrEmpty(slack.PreviousSigningSecret)) Fault("Slack:SigningSecret", "is missing although Slack:PreviousSigningSecret is set");
        if (IsSlackOpen && Organisation.SlackTeams.Count == 0) Fault("Organisation:SlackTeams", "is empty although Slack:SigningSecret is set: no workspace could use the bot");
        if (!IsDevelopment && IsSlackOpen && string.IsNullOrEmpty(slack.BotToken) && slack.Workspaces.Count == 0) Fault("Slack:BotToken", "is missing although Slack:SigningSecret is set");
        foreach (var workspace in slack.Workspaces)
        {
            if (!Organisation.SlackTeams.Contains(workspace.TeamId)) Fault("Slack:Workspaces", $"'{workspace.TeamId}' is not among Organisation:SlackTeams");
            if (workspace.BotToken.Length == 0) Fault("Slack:Workspaces", $"'{workspace.TeamId}' has no BotToken");
        }
        SlackApiUrl = ReadUrl(configuration, "Slack:ApiUrl") ?? SlackApiUrl;
    }

    private bool? ReadSwitch(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text) return null;
        if (bool.TryParse(text, out var isOn)) return isOn;
        Fault(key, $"must be true or false: '{text}'");
        return null;
    }

    private Uri? ReadUrl(IConfiguration configuration, string key)
    {
        var text = configuration[key];
        if (string.IsNullOrEmpty(text)) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && IsSafe(url)) return url;
        Fault(key, $"must be an https address (http for this machine alone): '{text}'");
        return null;
    }

    private static bool IsSafe(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    // Half a Teams configuration must not look like a closed or an open bot: the SDK takes an unknown type for MultiTenant,
    // and a missing id for "let everybody in".
    private void ReadTeams(IConfiguration configuration)
    {
        string[] keys = ["MicrosoftAppType", "MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId"];
        var isSet = keys.Any(k => !string.IsNullOrEmpty(configuration[k]));
        var type = configuration["MicrosoftAppType"] ?? "";
        if (isSet)
        {
            if (type is not ("SingleTenant" or "UserAssignedMSI" or "MultiTenant")) Fault("MicrosoftAppType", $"must be SingleTenant, UserAssignedMSI or MultiTenant, written so: '{type}'");
            Need("MicrosoftAppId", "the bot's registration");
            if (type is "SingleTenant" or "MultiTenant") Need("MicrosoftAppPassword", "the registration's secret");
            if (type is "SingleTenant" or "UserAssignedMSI") Need("MicrosoftAppTenantId", "the tenant of the registration");
            if (Organisation.TeamsTenants.Count == 0) Fault("Organisation:TeamsTenants", "is empty although MicrosoftAppId is set: no tenant could use the bot");
        }
        // The SDK forgets the others as soon as one of them is set.
        string[] cloud = ["ToChannelFromBotLoginUrl", "ToChannelFromBotOAuthScope", "ToBotFromChannelTokenIssuer", "OAuthUrl", "ToBotFromChannelOpenIdMetadataUrl", "ToBotFromEmulatorOpenIdMetadataUrl", "CallerId", "ValidateAuthority"];
        if (cloud.Any(k => !string.IsNullOrEmpty(configuration[k])))
        {
            foreach (var key in cloud.Where(k => string.IsNullOrEmpty(configuration[k]))) Fault(key, "is missing: with one of these eight keys of the cloud set, all must be");
        }
        var urls = List(configuration.GetSection("Teams"), "ServiceUrls", []);
        foreach (var url in urls.Where(u => !Uri.TryCreate(u, UriKind.Absolute, out var address) || !IsSafe(address)))
            Fault("Teams:ServiceUrls", $"'{url}' must be an https address (http for this machine alone)");
        Teams = new TeamsSettings { AppId = configuration["MicrosoftAppId"], ServiceUrls = urls, IsLoopbackAllowed = IsDevelopment };

        void Need(string key, string what)
        {
            if (string.IsNullOrEmpty(configuration[key])) Fault(key, $"is missing: {what}");
        }
    }

    private void CheckAddresses(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                Fault("urls (ASPNETCORE_URLS)", $"has no address to listen on: '{url}'. An example is http://localhost:3978");
            }
        }
        const string collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
        if (configuration[collector] is { Length: > 0 } text && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            Fault(collector, $"must be an http or https address: '{text}'");
    }

    private void Fault(string key, string problem) => _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key} {problem}."));

    /// <summary>One value separated by spaces or commas, or indexed keys.</summary>
    private static IReadOnlyList<string> List(IConfigurationSection section, string key, IReadOnlyList<string> fallback)
    {
        var child = section.GetSection(key);
        if (!child.Exists()) return fallback;
        var values = child.Value is not null ? [child.Value] : child.GetChildren().Select(c => c.Value ?? "");
        return [.. values.SelectMany(v => v.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,50}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[^/\\?#]{1,255}$")]
    private static partial Regex DatabasePattern();

    [GeneratedRegex("^[A-Za-z]{2}$")]
    private static partial Regex CountryPattern();

    [GeneratedRegex("^[TE][A-Z0-9]{1,20}$")]
    private static partial Regex SlackTeamPattern();
}
