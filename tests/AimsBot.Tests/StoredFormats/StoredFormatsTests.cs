using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;
using AimsBot.Storage;

namespace AimsBot.Tests.StoredFormats;

/// <summary>
/// A sample of each stored shape with every field that it ever had. What a sample has is never changed or taken out: that
/// is what lies in somebody's store. A field that is new is added to it. Inputs of steps are stored in follow-ups alone.
/// </summary>
public class StoredFormatsTests
{
    private static readonly Catalogue Catalogue = WorkflowCatalogue.Make();

    /// <summary>How each shape is read and written again, by its file's name.</summary>
    private static readonly Dictionary<string, Func<byte[], byte[]>> Rewrites = new()
    {
        ["acts"] = stored => StoredJson.Write(StoredJson.Read<IReadOnlyList<TakenAct>>(stored)),
        ["copy"] = stored => StoredJson.Write(StoredJson.Read<CardCopy>(stored)),
        ["follow-up"] = stored => StoredFollowUp.Write(StoredFollowUp.Read(stored)),
        ["header"] = stored => EntryHeader.Read(stored).Write(),
        ["payload"] = stored => EntryPayload.Erase(stored, "nothing").ToArray(),
        ["seal"] = stored => SealContent.Read(stored).Write(),
    };

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Bodies => [.. Catalogue.Workflows.Select(workflow => workflow.Type)];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_stored_is_read_with_nothing_lost_or_changed(string file) =>
        AssertHas(JsonNode.Parse(Sample(file))!, JsonNode.Parse(Rewrite(file, Sample(file)))!);

    [Theory]
    [InlineData("incident.v1.json")]
    [InlineData("system.v1.json")]
    [InlineData("method.v1.json")]
    [InlineData("risk.v1.json")]
    [InlineData("acceptance.v1.json")]
    [InlineData("person.v1.json")]
    [InlineData("policy.v1.json")]
    [InlineData("campaign.v1.json")]
    [InlineData("acknowledgement.v1.json")]
    [InlineData("corrective-action.v1.json")]
    [InlineData("statement.v1.json")]
    [InlineData("programme.v1.json")]
    [InlineData("audit.v1.json")]
    [InlineData("checklist.v1.json")]
    [InlineData("review.v1.json")]
    [InlineData("review-action.v1.json")]
    [InlineData("certificate.v1.json")]
    [InlineData("visit.v1.json")]
    [InlineData("course.v1.json")]
    [InlineData("training.v1.json")]
    [InlineData("account.v1.json")]
    [InlineData("copy.v1.json")]
    [InlineData("follow-up.v1.json")]
    public void What_a_newer_version_added_survives_a_rewrite(string file)
    {
        var newer = JsonNode.Parse(Sample(file))!.AsObject();
        newer["addedLater"] = JsonNode.Parse("""{"deep":[1,"two",null]}""");
        AssertHas(newer, JsonNode.Parse(Rewrite(file, Encoding.UTF8.GetBytes(newer.ToJsonString())))!);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"number":"one","step":"a","input":{},"key":"k"}""")]
    [InlineData("""{"number":1,"step":7,"input":{},"key":"k"}""")]
    [InlineData("""{"number":1,"step":"a","input":{},"key":"k","nextAttempt":"soon"}""")]
    [InlineData("""{"number":1,"step":"a","key":"k"}""")]
    [InlineData("""{"number":1,"input":{},"key":"k"}""")]
    [InlineData("""{"number":1,"step":"a","input":{}}""")]
    public void What_is_no_follow_up_is_said_to_be_none(string stored) => Assert.Throws<JsonException>(() => StoredFollowUp.Read(Encoding.UTF8.GetBytes(stored)));

    [Theory]
    [InlineData("header.v1.json")]
    [InlineData("payload.v1.json")]
    [InlineData("payload.joined.v1.json")]
    [InlineData("seal.v1.json")]
    public void What_is_chained_is_written_as_it_was(string file) => Assert.Equal(Encoding.UTF8.GetString(Sample(file)), Encoding.UTF8.GetString(Rewrite(file, Sample(file))));

    [Fact]
    public void A_header_is_hashed_as_it_was() => Assert.Equal("5f646a79e266f3195bb781086d9b50e83dd717285d354149e0bfb393122e7b37", AuditEntry.HashOf(Sample("header.v1.json")));

    [Theory]
    [InlineData("payload.v1.json", "f3e0620bbd8ce6e99fb78f67b6d747910eb50b660d755f41e35f9cd874306a96")]
    [InlineData("payload.joined.v1.json", "ab3d71aa4c94224e6057ab0cf24fb50bb3eb43c34039d4eac310eefe37ce5141")]
    public void A_payload_is_hashed_as_it_was(string file, string hash) => Assert.Equal(hash, EntryPayload.HashOf(EntryPayload.Read(Sample(file))));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_body_has_a_sample(string type) => Assert.True(File.Exists(Path.Combine(Folder, $"{type}.v1.json")));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_sample_has_every_field_of_its_body(string type)
    {
        var body = Catalogue.ByType(type)!.Read(Sample($"{type}.v1.json"));
        var missing = body.GetType().GetProperties().Where(property => property.Name is not ("Unknown" or "Erased") && property.GetValue(body) is null);
        Assert.Empty(missing.Select(property => $"{type}.v1.json has no {property.Name}: add it, and to the workflow's Erasable where a person wrote in it"));
    }

    [Fact]
    public void Every_kind_of_body_belongs_to_a_workflow() => Assert.Equal(
        typeof(RecordBody).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RecordBody))).Select(type => type.Name).Order(StringComparer.Ordinal),
        Catalogue.Workflows.Select(workflow => workflow.Read("{}"u8.ToArray()).GetType().Name).Order(StringComparer.Ordinal));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "StoredFormats");

    private static byte[] Sample(string file) => Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Folder, file)).TrimEnd());

    private static byte[] Rewrite(string file, byte[] stored)
    {
        var name = file.Split('.')[0];
        if (Rewrites.TryGetValue(name, out var rewrite)) return rewrite(stored);
        var workflow = Catalogue.ByType(name) ?? throw new InvalidOperationException($"No type or shape is called {name}.");
        return workflow.Write(workflow.Read(stored));
    }

    private static void AssertHas(JsonNode expected, JsonNode actual)
    {
        if (expected is not JsonObject fields)
        {
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected.ToJsonString()} became {actual.ToJsonString()}");
            return;
        }
        foreach (var (name, value) in fields) Assert.True(JsonNode.DeepEquals(value, actual[name]), $"{name}: {value?.ToJsonString()} became {actual[name]?.ToJsonString()}");
    }
}
