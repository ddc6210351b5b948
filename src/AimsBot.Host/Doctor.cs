using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Records;
using AimsBot.Slack;

namespace AimsBot.Host;

/// <summary>
/// Looks whether this installation can work: each thing that it needs, asked as the host will ask, and of each fault what to
/// do about it. Changes nothing and sends nothing to anybody.
/// </summary>
public sealed class Doctor(HostSettings settings, IConfiguration configuration, HttpClient http, TimeProvider clock)
{
    /// <summary>How far this machine's clock may be off. Slack's signatures are good for five minutes, and deadlines are instants.</summary>
    public static readonly TimeSpan MostOff = TimeSpan.FromSeconds(30);

    private const string PublicCloudLogin = "https://login.microsoftonline.com/";
    private const string PublicCloudScope = "https://api.botframework.com";

    private TimeSpan? _off;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        if (settings.Faults.Count > 0) return [.. settings.Faults.Select(fault => Finding.Fault("settings", fault, "Correct it, and run this again: the rest is looked at then."))];
        var findings = new List<Finding> { Finding.Fine("settings", "each can be used") };
        findings.Add(await StoreAsync(cancel));
        findings.AddRange(await SlackAsync(cancel));
        findings.Add(await TeamsAsync(cancel));
        findings.Add(await PublicUrlAsync(cancel));
        findings.Add(Clock());
        return findings;
    }

    private async Task<Finding> StoreAsync(CancellationToken cancel)
    {
        const string what = "store";
        try
        {
            using var store = await OpenStore.OpenAsync(settings, settings.StorageKind, create: false, isCommand: true, cancel);
            await store.Records.CheckWritesAsync(cancel);
            await store.Records.DueAsync(settings.Organisation.Id, clock.GetUtcNow(), 1, cancel);
            return store.IsHeld
                ? Finding.Fault(what, "it is a copy, and a host on it sends nothing to anybody", "Run `storage resume` if the original is gone for good.")
                : Finding.Fine(what, $"{settings.StorageKind} answers");
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            var remedy = e is StoreUnusableException ? "Run `storage prepare`, or correct the settings under Storage." : "See that it runs and that this machine may reach it.";
            return Finding.Fault(what, e.Message.TrimEnd('.'), remedy);
        }
    }

    private async Task<IReadOnlyList<Finding>> SlackAsync(CancellationToken cancel)
    {
        if (!settings.IsSlackOpen) return [Finding.Fine("Slack", "closed: there is no Slack:SigningSecret")];
        var slack = configuration.GetSection("Slack").Get<SlackSettings>()!;
        var tokens = slack.Workspaces.Select(workspace => (Where: workspace.TeamId, Token: workspace.BotToken)).ToList();
        if (!string.IsNullOrEmpty(slack.BotToken)) tokens.Add(("", slack.BotToken));
        var findings = new List<Finding>();
        foreach (var (where, token) in tokens) findings.Add(await SlackAsync(where.Length == 0 ? "Slack" : $"Slack {where}", where, token, cancel));
        return findings;
    }

    private async Task<Finding> SlackAsync(string what, string where, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.SlackApiUrl, "auth.test")) { Content = new FormUrlEncodedContent([]) };
        request.Headers.Authorization = new("Bearer", token);
        var (answer, problem) = await AskAsync(request, cancel);
        if (answer is null) return Finding.Fault(what, $"{settings.SlackApiUrl} cannot be reached: {problem}", "Let this machine call it over https; a proxy or a firewall may stand between.");
        using (answer)
        {
            var body = await ReadAsync(answer, cancel);
            if (body?["ok"]?.GetValue<bool>() != true)
                return Finding.Fault(what, $"auth.test answers {body?["error"]?.GetValue<string>() ?? Status(answer)}", "Copy the Bot User OAuth Token (xoxb-…) anew from OAuth & Permissions; install the app again if it was removed.");
            var team = body["team_id"]?.GetValue<string>() ?? "";
            var enterprise = body["enterprise_id"]?.GetValue<string>() ?? "";
            if (where.Length > 0 && where != team) return Finding.Fault(what, $"the token is one of {team}", "Give each workspace of Slack:Workspaces its own token.");
            if (!settings.Organisation.SlackTeams.Contains(team) && !settings.Organisation.SlackTeams.Contains(enterprise))
                return Finding.Fault(what, $"the token is one of {team}, which would be refused", $"Put {team} into Organisation:SlackTeams.");
            if (!answer.Headers.TryGetValues("x-oauth-scopes", out var given)) return Finding.Fine(what, $"the token of {team} is good; Slack did not say for which scopes");
            var missing = Manifests.SlackScopes().Except(given.SelectMany(scopes => scopes.Split(',', StringSplitOptions.TrimEntries))).ToArray();
            return missing.Length == 0
                ? Finding.Fine(what, $"the token of {team} is good, with every scope")
                : Finding.Fault(what, $"the token lacks {string.Join(", ", missing)}", "Upload the output of `slack manifest` as the app's manifest, and install the app again.");
        }
    }

    private async Task<Finding> TeamsAsync(CancellationToken cancel)
    {
        const string what = "Teams";
        if (!settings.Teams.HasCredentials) return Finding.Fine(what, "closed: there is no MicrosoftAppId");
        if (configuration["MicrosoftAppType"] == "UserAssignedMSI") return await ManagedIdentityAsync(what, cancel);
        var login = configuration["ToChannelFromBotLoginUrl"] is { Length: > 0 } other
            ? other
            : PublicCloudLogin + (configuration["MicrosoftAppType"] == "MultiTenant" ? "botframework.com" : configuration["MicrosoftAppTenantId"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{login.TrimEnd('/')}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = settings.Teams.AppId!,
                ["client_secret"] = configuration["MicrosoftAppPassword"] ?? "",
                ["scope"] = Scope + "/.default",
            }),
        };
        var (answer, problem) = await AskAsync(request, cancel);
        if (answer is null) return Finding.Fault(what, $"{login} cannot be reached: {problem}", "Let this machine call it over https; a proxy or a firewall may stand between.");
        using (answer)
        {
            if (answer.IsSuccessStatusCode) return Finding.Fine(what, "the login of the Bot Framework takes the registration");
            // The first line is for people; what follows are ids of the request.
            var said = (await ReadAsync(answer, cancel))?["error_description"]?.GetValue<string>().Split('\r', '\n')[0] ?? Status(answer);
            return Finding.Fault(what, said.TrimEnd('.'), "Compare MicrosoftAppId, MicrosoftAppTenantId and MicrosoftAppPassword with the registration in Entra; a secret has an end, make a new one if it is over.");
        }
    }

    private async Task<Finding> ManagedIdentityAsync(string what, CancellationToken cancel)
    {
        try
        {
            var identity = new Azure.Identity.ManagedIdentityCredential(Azure.Identity.ManagedIdentityId.FromUserAssignedClientId(settings.Teams.AppId!));
            await identity.GetTokenAsync(new Azure.Core.TokenRequestContext([Scope + "/.default"]), cancel);
            return Finding.Fine(what, "the managed identity is given a token for the Bot Framework");
        }
        catch (Azure.Identity.AuthenticationFailedException e)
        {
            return Finding.Fault(what, $"the managed identity is not there: {e.Message.Split('\r', '\n')[0].TrimEnd('.')}", "Run this where the host runs: a managed identity is at home in Azure alone. There, give the app the identity whose client id is MicrosoftAppId.");
        }
    }

    private string Scope => configuration["ToChannelFromBotOAuthScope"] is { Length: > 0 } other ? other : PublicCloudScope;

    private async Task<Finding> PublicUrlAsync(CancellationToken cancel)
    {
        const string what = "public address";
        if (settings.PublicUrl is not { } url) return Finding.Fault(what, "Host:PublicUrl is missing", "Set it to the https address at which Slack and Teams reach this host.");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/health/live");
        var (answer, problem) = await AskAsync(request, cancel);
        if (answer is null) return Finding.Fault(what, $"{url} cannot be reached: {problem}", "Start the host, and lead this address to it.");
        using (answer)
        {
            var said = answer.IsSuccessStatusCode ? (await answer.Content.ReadAsStringAsync(cancel)).Trim() : Status(answer);
            return said == "alive"
                ? Finding.Fine(what, $"{url} reaches a host")
                : Finding.Fault(what, $"at {url} something else answers ({(said.Length > 60 ? said[..60] : said)})", "Lead this address to the host's port.");
        }
    }

    private Finding Clock()
    {
        const string what = "clock";
        if (_off is not { } off) return Finding.Fine(what, "not compared: nobody answered with the time");
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{off.TotalSeconds:0}");
        return off.Duration() <= MostOff
            ? Finding.Fine(what, "right to the half minute")
            : Finding.Fault(what, $"{seconds} seconds off", "Let the machine set its clock by NTP: requests are refused by their time, and deadlines would come at the wrong one.");
    }

    /// <summary>Asks, and compares the clock with that of whoever answers.</summary>
    private async Task<(HttpResponseMessage? Answer, string Problem)> AskAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            var answer = await http.SendAsync(request, cancel);
            // The farthest counts: this machine's own answer, over its public address, is never off.
            if (answer.Headers.Date is { } there && clock.GetUtcNow() - there is var off && off.Duration() > (_off ?? TimeSpan.Zero).Duration()) _off = off;
            else if (answer.Headers.Date is not null) _off ??= TimeSpan.Zero;
            return (answer, "");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return (null, e is TaskCanceledException ? "no answer in time" : e.Message.TrimEnd('.'));
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Status(HttpResponseMessage answer) => $"{(int)answer.StatusCode} {(answer.StatusCode == HttpStatusCode.NotFound ? "not found" : answer.ReasonPhrase)}".Trim();
}

/// <summary>What was found about one thing.</summary>
/// <param name="Remedy">What to do; none where nothing is wrong.</param>
public sealed record Finding(string What, string Says, string? Remedy)
{
    public bool IsFault => Remedy is not null;

    public static Finding Fine(string what, string says) => new(what, says, null);

    public static Finding Fault(string what, string says, string remedy) => new(what, says, remedy);

    public override string ToString() => IsFault ? $"FAULT  {What}: {Says.TrimEnd('.')}. {Remedy}" : $"ok     {What}: {Says}.";
}
