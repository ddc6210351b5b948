using AimsBot.Host;
using AimsBot.Slack;
using AimsBot.Storage.Sqlite;
using AimsBot.Teams;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace AimsBot.Tests;

/// <summary>Which part may know which.</summary>
public class ArchitectureTests
{
    private static readonly System.Reflection.Assembly Core = typeof(WorkflowCatalogue).Assembly;
    private static readonly System.Reflection.Assembly Slack = typeof(SlackSignature).Assembly;
    private static readonly System.Reflection.Assembly Teams = typeof(TeamsSettings).Assembly;
    private static readonly System.Reflection.Assembly Host = typeof(HostSettings).Assembly;
    private static readonly System.Reflection.Assembly Storage = typeof(SqliteDatabase).Assembly;

    private static readonly Architecture Loaded = new ArchLoader().LoadAssemblies(Core, Slack, Teams, Storage).Build();

    // What the core is made of, besides .NET itself. Nothing of a chat, a database or the web is among it.
    private static readonly string[] CorePackages = ["CsvHelper", "Ical.Net", "Microsoft.Extensions.Logging.Abstractions", "NodaTime", "PublicHoliday", "SkiaSharp"];

    [Fact]
    public void The_core_knows_no_workflow() => Never("AimsBot.Core", "AimsBot.Workflows");

    [Fact]
    public void The_core_knows_no_chat_database_or_web_package() =>
        Assert.All(ReferencesOf(Core).Except(CorePackages), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void The_core_opens_no_connection() =>
        Assert.DoesNotContain(ReferencesOf(Core), name => name is "System.Net.Http" or "System.Net.Sockets" or "System.Data.Common");

    [Fact]
    public void A_channel_knows_the_core_alone() => Assert.All([Slack, Teams], channel => Assert.Equal(["AimsBot"], OursOf(channel)));

    [Fact]
    public void The_store_knows_the_core_alone() => Assert.Equal(["AimsBot"], OursOf(Storage));

    /// <summary>The SDK's support has ended, so that one day it is replaced: within one project.</summary>
    [Fact]
    public void Teams_alone_knows_the_Bot_Framework() => Assert.All(
        [Core, Slack, Storage, Host], assembly => Assert.DoesNotContain(ReferencesOf(assembly), name => name.StartsWith("Microsoft.Bot", StringComparison.Ordinal)));

    [Fact]
    public void The_store_knows_no_workflow() => Never("AimsBot.Storage", "AimsBot.Workflows");

    [Fact]
    public void Nobody_but_the_host_knows_the_host() => Assert.All(
        [Core, Slack, Teams, Storage], assembly => Assert.DoesNotContain(ReferencesOf(assembly), name => name == "AimsBot.Host"));

    /// <summary>
    /// People and accounts are one matter in two record types, risks with their method and their acceptances one in three;
    /// every other workflow stands alone.
    /// </summary>
    [Fact]
    public void A_workflow_knows_no_other()
    {
        var names = WorkflowCatalogue.Make().Workflows.Select(workflow => workflow.GetType().Namespace!).Distinct().ToArray();
        foreach (var one in names)
        {
            foreach (var other in names.Where(other => other != one && !(IsDirectory(one) && IsDirectory(other)) && !(IsRisk(one) && IsRisk(other))))
                Never(one, other);
        }
    }

    private static bool IsDirectory(string name) => name is "AimsBot.Workflows.People" or "AimsBot.Workflows.Accounts";

    private static bool IsRisk(string name) => name is "AimsBot.Workflows.Risks" or "AimsBot.Workflows.RiskAcceptances" or "AimsBot.Workflows.RiskMethods";

    private static void Never(string one, string other) =>
        Types().That().ResideInNamespaceMatching($@"^{one}(\.|$)").Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^{other}(\.|$)"))
            .WithoutRequiringPositiveResults().Check(Loaded);

    private static IEnumerable<string> OursOf(System.Reflection.Assembly assembly) => ReferencesOf(assembly).Where(name => name.StartsWith("AimsBot", StringComparison.Ordinal));

    private static IEnumerable<string> ReferencesOf(System.Reflection.Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
