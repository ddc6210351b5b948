using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AimsBot.Core.Channels;

namespace AimsBot.EndToEnd.Teams;

/// <summary>The manifest against Microsoft's own schema (npm <c>@microsoft/app-manifest</c>), and against what the bot understands.</summary>
public partial class TeamsManifestTests
{
    private static readonly string Folder = Repository.PathOf("manifests", "teams");
    private static readonly JsonNode Manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")))!;
    private static readonly JsonObject Norwegian = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "nb.json")))!.AsObject();

    [SkippableFact]
    public async Task The_manifest_is_one_to_Microsofts_schema()
    {
        var packages = await NodePackages.In("npm-teams");

        Assert.Equal("", await packages.Run("manifest.mjs", Manifest.ToJsonString(), (string)Manifest["manifestVersion"]!));
        Assert.Equal("", await packages.Run("manifest.mjs", Norwegian.ToJsonString(), (string)Manifest["manifestVersion"]!, "Localization"));
    }

    [SkippableFact]
    public async Task A_manifest_that_is_wrong_is_found_out()
    {
        var packages = await NodePackages.In("npm-teams");
        var wrong = Manifest.DeepClone();
        wrong["bots"]![0]!["scopes"] = new JsonArray("everywhere");

        Assert.Contains("/bots/0/scopes/0", await packages.Run("manifest.mjs", wrong.ToJsonString(), (string)Manifest["manifestVersion"]!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_and_the_bot_agree_on_the_words_and_where_they_are_typed()
    {
        var bot = Assert.Single(Manifest["bots"]!.AsArray())!;
        string[] everywhere = ["personal", "team", "groupChat"];
        Assert.Equal(everywhere, Words(bot["scopes"]));

        var list = Assert.Single(bot["commandLists"]!.AsArray())!;
        Assert.Equal(everywhere, Words(list["scopes"]));
        // A menu of Teams has ten at most; corrective actions are also found by their tasks and their audit, and the certificate is for few.
        Assert.Equal(CommandWords.All.Select(word => word.Word).Except([CommandWords.Action, CommandWords.Certificate]), list["commands"]!.AsArray().Select(command => (string?)command!["title"]));
    }

    [Fact]
    public void The_extension_has_its_two_commands_and_opens_each_as_a_dialog()
    {
        var commands = Assert.Single(Manifest["composeExtensions"]!.AsArray())!["commands"]!.AsArray();

        Assert.Equal(["reportIncident", "aims"], commands.Select(command => (string?)command!["id"]));
        Assert.All(commands, command => Assert.Equal(("action", true), ((string?)command!["type"], (bool?)command["fetchTask"])));
        Assert.Equal(["compose", "commandBox", "message"], Words(commands[0]!["context"]));
        Assert.Equal(["compose", "commandBox"], Words(commands[1]!["context"]));
    }

    [Fact]
    public void One_id_is_to_be_filled_in_and_the_addresses_are_those_of_the_example()
    {
        string?[] ids = [(string?)Manifest["id"], (string?)Manifest["bots"]![0]!["botId"], (string?)Manifest["composeExtensions"]![0]!["botId"]];
        Assert.Equal([Guid.Empty.ToString()], ids.Distinct());

        Assert.All(
            Manifest["developer"]!.AsObject().Where(member => member.Key != "name"),
            member => Assert.Equal("https://aimsbot.example.com", new Uri((string)member.Value!).GetLeftPart(UriPartial.Authority)));
        Assert.Contains(Guid.Empty.ToString(), File.ReadAllText(Repository.PathOf("manifests", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sentence_of_the_manifest_is_there_in_Norwegian_and_no_other()
    {
        // The words themselves are typed as they are, in every language.
        var translated = Sentences(Manifest, "").Where(path => !path.StartsWith("bots", StringComparison.Ordinal) || path.EndsWith("description", StringComparison.Ordinal));

        Assert.Equal(translated.Order(StringComparer.Ordinal), Norwegian.Select(member => member.Key).Where(key => key != "$schema").Order(StringComparer.Ordinal));
        Assert.Equal("nb.json", (string?)Assert.Single(Manifest["localizationInfo"]!["additionalLanguages"]!.AsArray())!["file"]);
        Assert.All(Norwegian.Where(member => PlaceInText().IsMatch(member.Key)), member => Assert.InRange(((string)member.Value!).Length, 1, member.Key.EndsWith("title", StringComparison.Ordinal) ? 32 : 128));
    }

    [Theory]
    [InlineData("color", 192)]
    [InlineData("outline", 32)]
    public void An_icon_has_the_size_that_Teams_wants(string icon, int size)
    {
        var (width, height, pixels) = Picture(Path.Combine(Folder, (string)Manifest["icons"]![icon]!));

        Assert.Equal((size, size), (width, height));
        Assert.Contains(pixels, pixel => pixel == 0xFFFFFFFF);
        if (icon == "outline") Assert.All(pixels, pixel => Assert.True(pixel >> 8 == 0xFFFFFF, "the outline is white on nothing"));
        else Assert.All(pixels, pixel => Assert.Equal(0xFFu, pixel & 0xFF));
    }

    /// <summary>The pixels of a picture as our script writes it, red, green, blue and alpha: no row refers to another.</summary>
    private static (int Width, int Height, IReadOnlyList<uint> Pixels) Picture(string path)
    {
        var file = File.ReadAllBytes(path);
        Assert.Equal("IHDR"u8, file.AsSpan(12, 4));
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        var start = file.AsSpan().IndexOf("IDAT"u8);
        using var packed = new ZLibStream(new MemoryStream(file, start + 4, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(start - 4))), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        packed.CopyTo(rows);
        var row = 1 + width * 4;
        Assert.Equal(row * height, rows.Length);
        return (width, height, [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width)
                                   select BinaryPrimitives.ReadUInt32BigEndian(rows.GetBuffer().AsSpan(y * row + 1 + x * 4))]);
    }

    private static IEnumerable<string?> Words(JsonNode? list) => list!.AsArray().Select(word => (string?)word);

    /// <summary>The places of all that people read, as the file of another language names them.</summary>
    private static IEnumerable<string> Sentences(JsonNode? node, string path) => node switch
    {
        JsonObject group when path.Length == 0 => group.Where(member => member.Key is "name" or "description" or "bots" or "composeExtensions")
            .SelectMany(member => Sentences(member.Value, member.Key)),
        JsonObject group => group.SelectMany(member => Sentences(member.Value, $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, place) => Sentences(item, $"{path}[{place}]")),
        _ when path.Split('.')[^1] is "short" or "full" or "title" or "description" => [path],
        _ => [],
    };

    [GeneratedRegex(@"\[\d\]")]
    private static partial Regex PlaceInText();
}
