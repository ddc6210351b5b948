using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Host.CommandLine;

/// <summary>How commands print.</summary>
internal static class Output
{
    public static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Text of a person on one line of a terminal, without what would steer it.</summary>
    public static string Line(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    public static async IAsyncEnumerable<Head> AllAsync(Workbench bench, RecordQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? from = null;
        do
        {
            var page = await bench.Store.QueryAsync(bench.Organisation.Id, query with { Continuation = from }, cancel);
            foreach (var head in page.Heads) yield return head;
            from = page.Continuation;
        }
        while (from is not null);
    }
}
