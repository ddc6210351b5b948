using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AimsBot.CosmosDouble;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Benchmarks;

/// <summary>What comes in by HTTP: each beside servers that do less, in the same run, under the same load.</summary>
internal static class HttpRows
{
    private const string Text = "The translator swapped two names in an offer letter. It was noticed before it went out.";

    private static int Counter;

    public static async Task SlackAsync(Table table)
    {
        LoadResult floor;
        using (var server = await Server.OwnAsync(Floor.Argument)) floor = await Load.RunAsync(server.Address, Command, "Seen.");
        table.Add("Kestrel that checks Slack's signature alone (the floor)", floor.ToString());

        LoadResult? bolt = null;
        if (await BoltAsync() is { } app)
        {
            using (app) bolt = await Load.RunAsync(app.Address, Command, "Seen.");
            table.Add("Bolt for JavaScript, keeps nothing", bolt.ToString());
        }
        else
        {
            table.Add("Bolt for JavaScript, keeps nothing", "not measured: Node with npm is missing");
        }

        var folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
        var settings = Server.Settings(folder.FullName);
        await ImportAsync(folder, settings);
        using (var host = await Server.HostAsync(settings))
        {
            var measured = await Load.RunAsync(host.Address, Command, "INC-");
            var beside = $"{measured.PerSecond / floor.PerSecond:0 %} of the floor" + (bolt is null ? "" : $", {measured.PerSecond / bolt.PerSecond:0.0} times Bolt");
            table.Add("signed `/ai-incident TEXT`, on the disk before the answer", measured.ToString(), beside);
            table.Add("memory of the host after that load", $"{host.Megabytes:0} MB");
        }
        folder.Delete(recursive: true);
    }

    public static async Task TeamsAsync(Table table)
    {
        LoadResult bare;
        using (var server = await Server.OwnAsync(BareTeams.Argument)) bare = await Load.RunAsync(server.Address, CardAction, "Seen.");
        table.Add("`adaptiveCard/action` in the SDK's bare CloudAdapter", bare.ToString());

        var folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
        var settings = Server.Settings(folder.FullName);
        await ImportAsync(folder, settings);
        using (var host = await Server.HostAsync(settings))
        {
            var measured = await Load.RunAsync(host.Address, CardAction, "INC-");
            table.Add("`adaptiveCard/action` that reports an incident, on the disk before the answer", measured.ToString(), $"{measured.PerSecond / bare.PerSecond:0 %} of the bare adapter");
        }
        folder.Delete(recursive: true);
    }

    public static async Task ReplicasAsync(Table table)
    {
        double? alone = null;
        foreach (var count in new[] { 1, 2, 4 })
        {
            await using var account = await CosmosAccountDouble.Start();
            var folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
            var settings = Server.Settings(folder.FullName);
            settings["Storage__Kind"] = "Cosmos";
            settings["Storage__Cosmos__Endpoint"] = account.Endpoint.AbsoluteUri;
            settings["Storage__Cosmos__Key"] = CosmosAccountDouble.Key;
            await Server.CommandAsync(settings, "storage", "prepare");
            await ImportAsync(folder, settings);
            var hosts = new List<Server>();
            try
            {
                while (hosts.Count < count) hosts.Add(await Server.HostAsync(settings));
                var measured = await Load.RunAsync([.. hosts.Select(host => host.Address)], Command, "INC-");
                alone ??= measured.PerSecond;
                table.Add($"signed `/ai-incident TEXT` on the Cosmos DB double, {count} replica{(count == 1 ? "" : "s")}", measured.ToString(), $"{measured.PerSecond / alone:0.00} times one");
            }
            finally
            {
                foreach (var host in hosts) host.Dispose();
            }
            folder.Delete(recursive: true);
        }
    }

    public static async Task IdleAsync(Table table)
    {
        var starts = new List<double>();
        double idle = 0;
        for (var i = 0; i < 3; i++)
        {
            var folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
            var began = Stopwatch.GetTimestamp();
            using (var host = await Server.HostAsync(Server.Settings(folder.FullName)))
            {
                using var http = new HttpClient { BaseAddress = host.Address };
                using var content = new ByteArrayContent(Body(out var timestamp, out var signature));
                content.Headers.ContentType = new("application/x-www-form-urlencoded");
                content.Headers.Add("X-Slack-Request-Timestamp", timestamp);
                content.Headers.Add("X-Slack-Signature", signature);
                using var answer = await http.PostAsync(new Uri("/slack/commands", UriKind.Relative), content);
                if (!(await answer.Content.ReadAsStringAsync()).Contains("INC-", StringComparison.Ordinal)) throw new InvalidOperationException("The first answer was no receipt.");
                starts.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                await Task.Delay(TimeSpan.FromSeconds(10));
                idle = host.Megabytes;
            }
            folder.Delete(recursive: true);
        }
        table.Add("from the start of the built host to the first receipt, the middle of three", $"{starts.Order().ElementAt(1):0.00} s");
        table.Add("memory of the host, idle for 10 s after one report", $"{idle:0} MB");
    }

    /// <summary>An hour of what a large organisation does: whether the memory stays where it was.</summary>
    public static async Task HourAsync(Table table)
    {
        const int perSecond = 100;
        var folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
        var settings = Server.Settings(folder.FullName);
        await ImportAsync(folder, settings);
        using (var host = await Server.HostAsync(settings))
        {
            var (megabytes, failed, count) = (new List<string>(), 0, 0.0);
            for (var part = 0; part < 6; part++)
            {
                var lasting = TimeSpan.FromMinutes(10);
                var measured = await Load.GentlyAsync(host.Address, Command, "INC-", lasting, perSecond);
                failed += measured.Failed;
                count += measured.PerSecond * lasting.TotalSeconds;
                megabytes.Add($"{host.Megabytes:0}");
            }
            table.Add($"memory of the host in an hour with {count:#,0} reports, every ten minutes", string.Join(", ", megabytes) + " MB", failed > 0 ? $"{failed} WRONG ANSWERS" : "");
        }
        folder.Delete(recursive: true);
    }

    // Known already, so that nobody has to be looked up at the platform.
    private static async Task ImportAsync(DirectoryInfo folder, Dictionary<string, string> settings)
    {
        var people = Path.Combine(folder.FullName, "people.csv");
        await File.WriteAllTextAsync(people, $"""
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
            Kari Nordmann,kari@example.com,staff,,Europe/Oslo,en,T0BENCH,U0CLERK,{Server.Tenant},aaaaaaaa-0000-0000-0000-000000000001
            """);
        await Server.CommandAsync(settings, "people", "import", people);
    }

    private static async Task<Server?> BoltAsync()
    {
        var folder = Path.Combine(Server.Root, "tests", "npm-slack");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            {
                using var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
                await install.WaitForExitAsync();
            }
            return await Server.StartAsync("node", ["bolt-incident.mjs"], new() { ["SLACK_SIGNING_SECRET"] = Server.Secret, ["NODE_ENV"] = "production" }, folder);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static byte[] Body(out string timestamp, out string signature)
    {
        var body = Encoding.UTF8.GetBytes(
            "token=x&team_id=T0BENCH&team_domain=bench&channel_id=C0GENERAL&channel_name=general&user_id=U0CLERK&user_name=somebody&command=%2Fai-incident&text="
            + Uri.EscapeDataString(Text) + "&api_app_id=A0BENCH&is_enterprise_install=false&response_url=http%3A%2F%2F127.0.0.1%3A9%2Fcommands%2F1&trigger_id="
            + string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{Interlocked.Increment(ref Counter)}.abcdef"));
        timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        signature = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Server.Secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]));
        return body;
    }

    private static byte[] Command()
    {
        var body = Body(out var timestamp, out var signature);
        return Request("/slack/commands", "application/x-www-form-urlencoded", $"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n", body);
    }

    private static byte[] CardAction() => Request("/api/messages", "application/json; charset=utf-8", "", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"channelId":"msteams","serviceUrl":"http://127.0.0.1:9/teams/","locale":"en-GB","conversation":{"id":"a:kari","conversationType":"personal","tenantId":"{{{Server.Tenant}}}"},
        "from":{"id":"29:kari","name":"Kari Nordmann","aadObjectId":"aaaaaaaa-0000-0000-0000-000000000001"},"recipient":{"id":"28:bot","name":"Aims Bot"},
        "channelData":{"tenant":{"id":"{{{Server.Tenant}}}"}},"entities":[{"type":"clientInfo","locale":"en-GB","country":"GB","platform":"Web","timezone":"Europe/London"}],
        "type":"invoke","name":"adaptiveCard/action","id":"f:{{{Environment.ProcessId}}}-{{{Interlocked.Increment(ref Counter)}}}",
        "value":{"action":{"type":"Action.Execute","verb":"{{{ReportIncident.Step.Id}}}","data":{"text":"{{{Text}}}","kind":"incident","severity":"S4","form":"{{{RandomNumberGenerator.GetHexString(16)}}}"}},"trigger":"manual"}}
        """)));

    private static byte[] Request(string path, string contentType, string headers, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{headers}\r\n"), .. body];
}
