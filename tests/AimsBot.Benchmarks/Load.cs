using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AimsBot.Benchmarks;

/// <summary>
/// The load of every HTTP row: so many connections, each with one request under way. Plain sockets, because a client that
/// costs as much as the server would measure itself.
/// </summary>
internal static class Load
{
    public const int Connections = 32;

    // A server that runs for weeks: not its first seconds, in which half of the work is compiling.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    /// <param name="request">Writes one whole request; no two are the same act.</param>
    /// <param name="expected">What each good answer has in it.</param>
    public static Task<LoadResult> RunAsync(Uri address, Func<byte[]> request, string expected) => RunAsync([address], request, expected);

    /// <inheritdoc cref="RunAsync(Uri, Func{byte[]}, string)"/>
    /// <param name="addresses">Several servers have an equal part of the connections each.</param>
    public static async Task<LoadResult> RunAsync(IReadOnlyList<Uri> addresses, Func<byte[]> request, string expected)
    {
        await RunAsync(addresses, request, expected, WarmUp);
        return await RunAsync(addresses, request, expected, Lasting);
    }

    /// <summary>So many requests a second and no more, for so long.</summary>
    public static Task<LoadResult> GentlyAsync(Uri address, Func<byte[]> request, string expected, TimeSpan lasting, int perSecond) =>
        RunAsync([address], request, expected, lasting, pause: TimeSpan.FromSeconds((double)Connections / perSecond));

    private static async Task<LoadResult> RunAsync(IReadOnlyList<Uri> addresses, Func<byte[]> request, string expected, TimeSpan lasting, TimeSpan pause = default)
    {
        var wanted = Encoding.UTF8.GetBytes(expected);
        var began = Stopwatch.GetTimestamp();
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(() => ConnectAsync(addresses[number % addresses.Count], request, wanted, began, lasting, pause))));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] times = [.. connections.SelectMany(one => one.Times).Order()];
        return new LoadResult(times.Length / seconds, At(0.5), At(0.99), connections.Sum(one => one.Failed));

        double At(double part) => times.Length == 0 ? double.NaN : times[(int)(part * (times.Length - 1))];
    }

    private static async Task<(List<double> Times, int Failed)> ConnectAsync(Uri address, Func<byte[]> request, byte[] wanted, long began, TimeSpan lasting, TimeSpan pause)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var times = new List<double>();
        var failed = 0;
        var buffer = new byte[256 * 1024];
        while (Stopwatch.GetElapsedTime(began) < lasting)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request());
            var length = await ReadAsync(socket, buffer);
            var took = Stopwatch.GetElapsedTime(sent);
            times.Add(took.TotalMilliseconds);
            if (pause > took) await Task.Delay(pause - took);
            var answer = buffer.AsSpan(0, length);
            if (answer.StartsWith("HTTP/1.1 200"u8) && answer.IndexOf(wanted) >= 0) continue;
            if (failed++ == 0) Console.Error.WriteLine($"A wrong answer: {Encoding.UTF8.GetString(answer)}");
        }
        return (times, failed);
    }

    /// <summary>Reads one answer, with a length or in chunks.</summary>
    private static async Task<int> ReadAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) throw new IOException("The server hung up.");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length))) return length;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = Encoding.ASCII.GetString(answer[..end]);
        var at = head.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return !head.Contains("chunked", StringComparison.OrdinalIgnoreCase) || answer.EndsWith("0\r\n\r\n"u8);
        var text = head.AsSpan(at + "content-length:".Length);
        var line = text.IndexOf('\r');
        return answer.Length >= end + 4 + int.Parse(line < 0 ? text : text[..line], CultureInfo.InvariantCulture);
    }
}

/// <summary>Requests a second, milliseconds, and how many answers were not what they should be.</summary>
internal sealed record LoadResult(double PerSecond, double Median, double P99, int Failed)
{
    public override string ToString() =>
        $"{PerSecond:#,0}/s, p50 {Median:0.0} ms, p99 {P99:0.0} ms" + (Failed > 0 ? $", {Failed} WRONG ANSWERS" : "");
}
