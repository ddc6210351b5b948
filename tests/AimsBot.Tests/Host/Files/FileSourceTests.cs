using System.Net;
using System.Net.Http.Headers;
using AimsBot.Core.Files;
using AimsBot.Host.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace AimsBot.Tests.Host.Files;

/// <summary>A file is fetched whole or not at all, and never more of it than is wanted.</summary>
public class FileSourceTests
{
    private static readonly byte[] TenBytes = new byte[10];

    [Fact]
    public async Task A_file_comes_whole() => Assert.Equal(10, (await GetAsync(new ByteArrayContent(TenBytes))).Content.Length);

    [Fact]
    public async Task One_that_says_that_it_is_too_large_is_refused() => Assert.Equal("file.tooLarge", Why(await GetAsync(new ByteArrayContent(new byte[11]))));

    [Fact]
    public async Task One_that_does_not_say_it_is_refused_too() => Assert.Equal("file.tooLarge", Why(await GetAsync(new StreamContent(new Endless()))));

    [Theory]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task What_is_no_success_is_no_file(HttpStatusCode status) => Assert.Equal("file.notReached", Why(await GetAsync(new ByteArrayContent(TenBytes), status)));

    [Theory]
    [InlineData("text/html", "file.notReached")]
    [InlineData("application/pdf", null)]
    public async Task A_page_to_sign_in_is_not_the_file(string type, string? refusal)
    {
        var page = new ByteArrayContent(TenBytes);
        page.Headers.ContentType = new MediaTypeHeaderValue(type);
        Assert.Equal(refusal, Why(await GetAsync(page, isNot: "text/html")));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_file() => Assert.Equal("file.notReached", Why(await GetAsync(null)));

    [Fact]
    public async Task The_refusal_names_the_file() => Assert.Equal("a.pdf", (await GetAsync(null)).Refusal!.Facts["name"]);

    private static string? Why(FetchedFile file) => file.Refusal?.Key;

    private static async Task<FetchedFile> GetAsync(HttpContent? content, HttpStatusCode status = HttpStatusCode.OK, string? isNot = null)
    {
        using var http = new HttpClient(new Answering(() => content is null ? throw new HttpRequestException("cut") : new HttpResponseMessage(status) { Content = content }));
        return await new FileSource(http, NullLogger<FileSource>.Instance).GetAsync(new FileAddress(new Uri("https://files.example/a.pdf"), "a.pdf", "secret") { IsNot = isNot }, 10, default);
    }

    private sealed class Answering(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Bearer secret", request.Headers.Authorization!.ToString());
            return Task.FromResult(answer());
        }
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => 0; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => count;
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
