using System.Text;
using AimsBot.Core;
using AimsBot.Core.Records;
using AimsBot.Teams;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

/// <summary>The door, for who brings no token. Tokens are tried against a login of the tests' own, end to end.</summary>
public class TeamsAdapterTests
{
    private static readonly JObject Whole = JObject.Parse("""
        {
          "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": "http://localhost:56150/", "text": "help",
          "conversation": { "id": "a:kari" }, "from": { "id": "29:kari" }, "recipient": { "id": "28:bot" }, "value": null
        }
        """);

    private readonly Heard _bot = new();

    // Who may knock.

    [Fact]
    public async Task In_Development_this_machine_is_let_in_without_a_token() => Assert.Equal((200, 1), (await KnockAsync(Whole.ToString()), _bot.Turns.Count));

    [Fact]
    public async Task Another_machine_is_not() => Assert.Equal((401, 0), (await KnockAsync(Whole.ToString(), isThisMachine: false), _bot.Turns.Count));

    [Fact]
    public async Task In_Production_this_machine_is_not_either() =>
        Assert.Equal((401, 0), (await KnockAsync(Whole.ToString(), new TeamsSettings()), _bot.Turns.Count));

    [Fact]
    public async Task With_a_registration_nobody_is_let_in_without_a_token() => Assert.Equal(
        (401, 0), (await KnockAsync(Whole.ToString(), new TeamsSettings { AppId = "00000000-0000-0000-0000-000000000001", IsLoopbackAllowed = true }), _bot.Turns.Count));

    // What is no activity.

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("rubbish")]
    [InlineData("{\"type\":5}")]
    public async Task What_is_not_the_protocol_is_400(string body) => Assert.Equal((400, 0), (await KnockAsync(body), _bot.Turns.Count));

    [Theory]
    [InlineData("type")]
    [InlineData("id")]
    [InlineData("channelId")]
    [InlineData("serviceUrl")]
    [InlineData("conversation")]
    [InlineData("from")]
    [InlineData("recipient")]
    public async Task An_activity_without_a_part_is_400(string part) => Assert.Equal((400, 0), (await KnockAsync(With(part, null)), _bot.Turns.Count));

    [Theory]
    [InlineData("conversation", "{}")]
    [InlineData("conversation", "\"a:kari\"")]
    [InlineData("from", "{\"id\":null}")]
    [InlineData("recipient", "[]")]
    [InlineData("entities", "5")]
    [InlineData("timestamp", "\"yesterday\"")]
    [InlineData("channelId", "\"webchat\"")]
    [InlineData("serviceUrl", "\"https://evil.example/\"")]
    [InlineData("serviceUrl", "\"rubbish\"")]
    public async Task An_activity_with_a_part_of_another_kind_is_400(string part, string value) =>
        Assert.Equal((400, 0), (await KnockAsync(With(part, JToken.Parse(value))), _bot.Turns.Count));

    [Theory]
    [InlineData("id")]
    [InlineData("type")]
    public async Task An_endless_name_is_400(string part) => Assert.Equal((400, 0), (await KnockAsync(With(part, new string('x', 301))), _bot.Turns.Count));

    [Fact]
    public async Task A_body_that_is_too_long_is_400() =>
        Assert.Equal((400, 0), (await KnockAsync(With("text", new string('x', TeamsAdapter.LongestBody))), _bot.Turns.Count));

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_400() =>
        Assert.Equal((400, 0), (await KnockAsync(With("value", JToken.Parse(new string('[', 50) + new string(']', 50)))), _bot.Turns.Count));

    // What is one.

    [Fact]
    public async Task A_type_that_nobody_knows_is_taken() => Assert.Equal(200, await KnockAsync(With("type", "nobody-knows")));

    [Fact]
    public async Task What_is_not_known_of_an_activity_is_passed_over() => Assert.Equal(200, await KnockAsync(With("new", JToken.Parse("""{"deep":[1]}"""))));

    [Fact]
    public async Task A_date_comes_as_it_was_written()
    {
        await KnockAsync(With("value", JToken.Parse("""{"date":"2026-11-24T10:00:00Z"}""")));
        Assert.Equal("2026-11-24T10:00:00Z", (string?)((JObject)_bot.Turns.Single().Value)["date"]);
    }

    [Fact]
    public async Task Without_the_store_the_platform_is_asked_to_send_it_again()
    {
        _bot.Fault = new StoreUnavailableException("down");
        Assert.Equal(503, await KnockAsync(Whole.ToString()));
    }

    private static string With(string part, JToken? value)
    {
        var activity = (JObject)Whole.DeepClone();
        if (value is null) activity.Remove(part);
        else activity[part] = value;
        return activity.ToString();
    }

    private async Task<int> KnockAsync(string body, TeamsSettings? settings = null, bool isThisMachine = true)
    {
        var own = settings ?? new TeamsSettings { IsLoopbackAllowed = true };
        var adapter = new TeamsAdapter(
            new ConfigurationBotFrameworkAuthentication(new ConfigurationBuilder().Build()), own, new TeamsServiceUrls(own), new TeamsPacer(TimeProvider.System),
            new PlatformClock(TimeProvider.System), NullLogger<TeamsAdapter>.Instance);
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await adapter.TakeAsync(http, _bot, _ => isThisMachine);
        return http.Response.StatusCode;
    }

    private sealed class Heard : IBot
    {
        public List<Activity> Turns { get; } = [];

        public Exception? Fault { get; set; }

        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            Turns.Add(turnContext.Activity);
            return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
        }
    }
}
