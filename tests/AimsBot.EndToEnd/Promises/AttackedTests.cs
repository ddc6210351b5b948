using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd.Promises;

/// <summary>What strangers, and broken clients, send to the doors: a clear answer, no state, and the host stays as small as it was.</summary>
[Collection(AloneTests.Name)]
public sealed class AttackedTests : IAsyncLifetime
{
    private const int MegabytesToSpare = 150;

    private static readonly string[] Doors = ["/slack/commands", "/slack/interactions", "/slack/events", "/slack/options", "/api/messages"];

    private readonly BotProcess _bot = new();

    public async Task InitializeAsync()
    {
        _bot.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        // The log of a hundred thousand refusals is not what is tried here.
        _bot.Settings["Logging__LogLevel__Default"] = "Error";
        _bot.Settings["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        await _bot.Start();
    }

    public async Task DisposeAsync() => await _bot.DisposeAsync();

    [Fact]
    public async Task A_hundred_megabytes_are_refused_before_they_are_read()
    {
        await _bot.Report("U0CLERK", "before the flood");
        var before = _bot.Memory;
        foreach (var door in Doors)
        {
            using var content = new StreamContent(new Endless(100 * 1024 * 1024));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
            try
            {
                using var response = await _bot.Http.PostAsync(new Uri(door, UriKind.Relative), content);
                Assert.True(response.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{door}: {response.StatusCode}");
            }
            catch (HttpRequestException)
            {
                // The host hung up on the rest, which is an answer too.
            }
        }
        await Lives(before);
    }

    [Fact]
    public async Task A_million_brackets_are_no_request()
    {
        await _bot.Report("U0CLERK", "before the brackets");
        var before = _bot.Memory;
        foreach (var brackets in new[] { new string('[', 1_000_000), string.Concat(Enumerable.Repeat("{\"a\":", 150_000)) })
        {
            foreach (var door in Doors.Where(door => door.StartsWith("/slack", StringComparison.Ordinal)))
            {
                Assert.True((await _bot.Slack.Send(door, "application/json", brackets)).Status < HttpStatusCode.InternalServerError, door);
                Assert.True((await _bot.Slack.Send(door, SlashCommand.ContentType, "payload=" + brackets)).Status < HttpStatusCode.InternalServerError, door);
            }
            using var content = new StringContent(brackets, Encoding.UTF8, "application/json");
            using var response = await _bot.Http.PostAsync(new Uri("/api/messages", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
        await Lives(before);
    }

    [Fact]
    public async Task Three_hundred_who_send_a_byte_a_second_keep_nobody_else_waiting_and_are_hung_up_on()
    {
        await _bot.Report("U0CLERK", "before the slow ones");
        var before = (Memory: _bot.Memory, Threads: _bot.Threads);
        using var stop = new CancellationTokenSource();
        // Half of them are slow in the head of the request, half in its body.
        var slow = Enumerable.Range(0, 300).Select(number => Slowly(
            number % 2 == 0 ? "POST /slack/commands HTTP/1.1\r\nHost: x\r\nX-Slack-Signature: " : "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n",
            stop.Token)).ToArray();
        for (var i = 0; i < 20; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await _bot.Report("U0CLERK", $"while three hundred are slow, {i}");
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(3), "a person waited because others are slow");
        }
        Assert.True(_bot.Threads < before.Threads + 50, $"{before.Threads} threads became {_bot.Threads}");
        var hungUp = Task.WhenAll(slow);
        await Task.WhenAny(hungUp, Task.Delay(TimeSpan.FromSeconds(40)));
        Assert.True(hungUp.IsCompletedSuccessfully, $"{slow.Count(one => !one.IsCompleted)} are still connected");
        await stop.CancelAsync();
        await Lives(before.Memory);
    }

    [Fact]
    public Task Mutations_of_what_the_platforms_send_break_nothing() => Withstands(10_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task A_hundred_thousand_mutations_of_what_the_platforms_send_break_nothing() => Withstands(100_000);

    private async Task Withstands(int mutations)
    {
        // Of one seed, so that what breaks can be sent again. A command alone is left out: signed, it is a report.
        var random = new Random(42);
        var samples = Directory.GetFiles(Repository.PathOf("tests", "AimsBot.Tests", "Data", "slack"), "*.json").Where(file => !file.Contains("SlashCommand", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        var activity = await File.ReadAllTextAsync(CaseData.PathOf("16-invoke.json"));
        await SendAsync(2_000);
        var before = _bot.Memory;
        await SendAsync(mutations - 2_000);
        Assert.Empty(await _bot.Records());
        await Lives(before);

        Task SendAsync(int count) => Parallel.ForEachAsync(
            Enumerable.Range(0, count).Select(_ => (Kind: random.Next(3), Text: Mutated(random, samples[random.Next(samples.Length)]), Activity: Mutated(random, activity))).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (mutation, cancel) =>
            {
                var (kind, text, teams) = mutation;
                HttpStatusCode status;
                if (kind == 2)
                {
                    using var content = new StringContent(teams, Encoding.UTF8, "application/json");
                    using var response = await _bot.Http.PostAsync(new Uri("/api/messages", UriKind.Relative), content, cancel);
                    status = response.StatusCode;
                }
                else
                {
                    status = kind == 0
                        ? (await _bot.Slack.Send("/slack/events", "application/json", text)).Status
                        : (await _bot.Slack.Send("/slack/interactions", SlashCommand.ContentType, "payload=" + Uri.EscapeDataString(text))).Status;
                }
                Assert.True(status < HttpStatusCode.InternalServerError, $"{status} for {(kind == 2 ? teams : text)}");
            });
    }

    private static string Mutated(Random random, string sample)
    {
        var text = new StringBuilder(sample);
        for (var i = random.Next(1, 6); i > 0 && text.Length > 10; i--)
        {
            var at = random.Next(text.Length - 8);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = (char)random.Next(1, 0xD7FF);
                    break;
                case 1:
                    text.Remove(at, random.Next(1, 8));
                    break;
                case 2:
                    text.Insert(at, text.ToString(random.Next(text.Length - 8), 8));
                    break;
                case 3:
                    text.Insert(at, "\"x\":[[{}]],");
                    break;
                default:
                    text.Replace("\"\"", random.Next(2) == 0 ? "null" : "-1e308", at, Math.Min(200, text.Length - at));
                    break;
            }
        }
        return text.ToString();
    }

    private async Task Lives(double before)
    {
        await _bot.Report("U0CLERK", "all is well");
        Assert.Equal(HttpStatusCode.OK, (await _bot.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.True(_bot.Memory < before + MegabytesToSpare, $"{before:0} MB became {_bot.Memory:0} MB");
    }

    /// <summary>Ends when the host hangs up.</summary>
    private async Task Slowly(string beginning, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _bot.Address.Port, cancel);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(beginning), cancel);
            var answer = socket.ReceiveAsync(new byte[4096], cancel).AsTask();
            while (!answer.IsCompleted)
            {
                await socket.SendAsync("x"u8.ToArray(), cancel);
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), cancel));
            }
        }
        catch (SocketException)
        {
            // Hung up on.
        }
    }

    /// <summary>So many bytes, made as they are read.</summary>
    private sealed class Endless(long length) : Stream
    {
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _at);
            buffer.AsSpan(offset, read).Fill((byte)'[');
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
