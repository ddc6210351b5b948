namespace AimsBot.EndToEnd.WebChat;

/// <summary>The page's program is bundled without a look at its types, to be quick; here is the look.</summary>
public class PageTypesTests
{
    [SkippableFact]
    public async Task The_types_of_the_page_agree()
    {
        DemoBot.NeedsPage();
        var packages = await NodePackages.In("npm");
        await packages.Run(Path.Combine("node_modules", "typescript", "bin", "tsc"), "", "-p", Repository.PathOf("src", "AimsBot.Host", "WebChat", "Page"));
    }
}
