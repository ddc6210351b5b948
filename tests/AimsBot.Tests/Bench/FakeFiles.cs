using AimsBot.Core.Files;

namespace AimsBot.Tests.Bench;

/// <summary>Gives out one file at every address, and remembers what was asked for.</summary>
internal sealed class FakeFiles : IFileSource
{
    public List<FileAddress> Asked { get; } = [];

    public Task<FetchedFile> GetAsync(FileAddress file, int most, CancellationToken cancel)
    {
        Asked.Add(file);
        return Task.FromResult(new FetchedFile("content"u8.ToArray()));
    }
}
