using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AimsBot.CosmosDouble;

/// <summary>
/// Azure Cosmos DB on loopback, in memory: just what the store uses, within Azure's limits, and as bad as Azure can be when
/// a test says so. What it does not know it refuses, and notes under <see cref="Complaints"/>.
/// </summary>
public sealed class CosmosAccountDouble : IAsyncDisposable
{
    /// <summary>A key as an account has one; it opens this double alone.</summary>
    public const string Key = "dGhlLWtleS1vZi10aGUtY29zbW9zLWRvdWJsZS1vZi10aGUtdGVzdHMtYW5kLW9mLW5vdGhpbmctZWxzZQ==";

    private readonly WebApplication _app;
    private readonly CosmosService _service;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentDictionary<CosmosVerb, int> _counts = [];
    private double _charged;

    private CosmosAccountDouble(WebApplication app)
    {
        _app = app;
        _service = new CosmosService(Complain);
    }

    public Uri Endpoint => Doors[0];

    /// <summary>The addresses under which the account is reached: with one for each client, the network between one of them and the account can fail.</summary>
    public IReadOnlyList<Uri> Doors { get; private set; } = [];

    /// <summary>Asked for each request, after its key was checked; none: all goes well.</summary>
    public Func<CosmosCall, Mischief?>? Misbehave { get; set; }

    /// <summary>
    /// Whether reads are as old as session consistency allows: of what is written from now on, exactly what the client's own
    /// token proves that it knows, and nothing newer.
    /// </summary>
    public bool ReadsAreStale
    {
        get => _service.ReadsAreStale;
        set => _service.ReadsAreStale = value;
    }

    /// <summary>The consistency that the account promises by default.</summary>
    public string Consistency
    {
        get => _service.Consistency;
        set => _service.Consistency = value;
    }

    /// <summary>Where the hashed space is split into physical partitions; to be set before a container is made.</summary>
    public IReadOnlyList<string> Splits
    {
        get => _service.Splits;
        set => _service.Splits = value;
    }

    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The request units of all that was answered, calculated by <see cref="RequestUnits"/>.</summary>
    public double Charged
    {
        get
        {
            lock (_complaints) return _charged;
        }
    }

    /// <summary>The bytes of all items as they stand, with what the service adds to each.</summary>
    public long StoredBytes => _service.StoredBytes;

    /// <summary>How many requests of a kind have come.</summary>
    public int CountOf(CosmosVerb verb) => _counts.GetValueOrDefault(verb);

    public static async Task<CosmosAccountDouble> Start(int doors = 1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var door = 0; door < doors; door++) kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024;
        });
        var app = builder.Build();
        var cosmos = new CosmosAccountDouble(app);
        app.Run(cosmos.Handle);
        await app.StartAsync();
        cosmos.Doors = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        return cosmos;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Handle(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        var answer = new Answer(500);
        try
        {
            CosmosSignature.Check(context.Request, Key);
            var request = new CosmosRequest(context.Request, memory.ToArray());
            var call = new CosmosCall(request.Verb, _counts.AddOrUpdate(request.Verb, 1, (_, count) => count + 1), request.Item, DoorOf(context));
            var mischief = Misbehave?.Invoke(call);
            switch (mischief)
            {
                case Mischief.CutsBefore:
                    context.Abort();
                    return;
                case Mischief.Refuses refuses:
                    answer = new Answer(refuses.Status) { RetryAfter = refuses.RetryAfter };
                    break;
                case Mischief.Waits waits:
                    // Also where the caller has gone meanwhile: what was sent lands.
                    await waits.Until;
                    answer = await _service.AnswerAsync(request);
                    break;
                default:
                    answer = await _service.AnswerAsync(request);
                    if (mischief is Mischief.CutsAfter)
                    {
                        context.Abort();
                        return;
                    }
                    if (mischief is Mischief.LosesAnswer loses) answer = new Answer(loses.Status);
                    break;
            }
        }
        catch (Refused refused)
        {
            if (refused.Status == 501) Complain($"{context.Request.Method} {context.Request.Path}: {refused.Message}");
            answer = Answer.Of(refused);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        lock (_complaints) _charged += answer.Charge;
        await answer.Write(context.Response);
    }

    private int DoorOf(HttpContext context) => Doors.TakeWhile(door => door.Port != context.Connection.LocalPort).Count();

    private void Complain(string complaint) => _complaints.Enqueue(complaint);
}
