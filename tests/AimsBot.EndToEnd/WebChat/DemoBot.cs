using System.Net;
using System.Net.Sockets;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The host as a newcomer has it: Development, and nothing configured.</summary>
internal static class DemoBot
{
    /// <summary>Not started yet.</summary>
    public static BotProcess Make(bool onCosmos = false)
    {
        var bot = new BotProcess(onCosmos: onCosmos);
        foreach (var name in bot.Settings.Keys.Where(name => !onCosmos || !name.StartsWith("Storage", StringComparison.Ordinal)).ToArray()) bot.Settings.Remove(name);
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        bot.Settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        bot.Settings["Storage__Sqlite__Path"] = Path.Combine(bot.Folder, "data", "aimsbot.db");
        return bot;
    }

    public static async Task<BotProcess> Started(bool onCosmos = false)
    {
        var bot = Make(onCosmos);
        await bot.Start();
        return bot;
    }

    /// <summary>A browser is of use only where the page was made.</summary>
    public static void NeedsPage() => Skip.IfNot(
        File.Exists(Repository.PathOf("src", "AimsBot.Host", "obj", "webchat", "page.js")), "The page is made by the build where Node 20 or newer is there: apt-get install -y nodejs npm, then dotnet build");

    /// <summary>An address that stays the same when the bot is started again.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
