using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace AimsBot.CosmosDouble;

/// <summary>What an operation of a batch does, by its number on the wire.</summary>
internal enum BatchVerb
{
    Create = 0,
    Patch = 1,
    Replace = 5,
    Upsert = 20,
}

internal sealed record BatchOperation(BatchVerb Verb, string? Id, byte[] Body, string? IfMatch);

/// <summary>What became of one operation; an ETag where it wrote.</summary>
internal sealed record BatchResult(int Status, string? ETag = null);

/// <summary>A batch as it comes over the wire, read and written with the client's own schema and library.</summary>
internal static class BatchWire
{
    private static readonly Namespace Schemas = Namespace.Parse(
        new StreamReader(typeof(CosmosClient).Assembly.GetManifestResourceStream("Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json")!).ReadToEnd());

    private static readonly LayoutResolverNamespace Layouts = new(Schemas);
    private static readonly Layout ResultLayout = Layouts.Resolve(Schemas.Schemas.Single(schema => schema.Name == "BatchResult").SchemaId);

    public static async Task<IReadOnlyList<BatchOperation>> ReadAsync(byte[] body)
    {
        var operations = new List<BatchOperation>();
        using var stream = new MemoryStream(body);
        var result = await RecordIOStream.ReadRecordIOAsync(
            stream,
            (ReadOnlyMemory<byte> record) =>
            {
                operations.Add(Read(record));
                return Result.Success;
            },
            (ReadOnlyMemory<byte> _) => Result.Success,
            new MemorySpanResizer<byte>(body.Length + 256));
        return result == Result.Success ? operations : throw new Refused(400, $"The batch cannot be read: {result}.");
    }

    public static async Task<byte[]> WriteAsync(IReadOnlyList<BatchResult> results)
    {
        using var stream = new MemoryStream();
        await RecordIOStream.WriteRecordIOAsync(
            stream,
            new Segment("answers", Schemas),
            (long index, out ReadOnlyMemory<byte> record) =>
            {
                record = index < results.Count ? Row(results[(int)index]) : default;
                return Result.Success;
            },
            new MemorySpanResizer<byte>(4096));
        return stream.ToArray();
    }

    private static BatchOperation Read(ReadOnlyMemory<byte> record)
    {
        var row = new RowReader(record, HybridRowVersion.V1, Layouts);
        var verb = -1;
        string? id = null, ifMatch = null;
        byte[]? body = null;
        while (row.Read())
        {
            // What is not read here is not in the store's batches, or means nothing to the outcome.
            _ = row.Path.ToString() switch
            {
                "operationType" => row.ReadInt32(out verb),
                "id" => row.ReadString(out id),
                "ifMatch" => row.ReadString(out ifMatch),
                "resourceBody" => row.ReadBinary(out body),
                "partitionKey" => throw new Refused(501, "A batch with operations of several partitions is none of the store's."),
                _ => Result.Success,
            };
        }
        if (!Enum.IsDefined((BatchVerb)verb)) throw new Refused(501, $"The batch has an operation of type {verb}.");
        return new BatchOperation((BatchVerb)verb, id, body ?? [], ifMatch);
    }

    private static ReadOnlyMemory<byte> Row(BatchResult result)
    {
        var memory = new MemorySpanResizer<byte>(256);
        var row = new RowBuffer(256, memory);
        row.InitLayout(HybridRowVersion.V1, ResultLayout, Layouts);
        RowWriter.WriteBuffer(ref row, result, Write);
        return memory.Memory[..row.Length];
    }

    private static Result Write(ref RowWriter writer, TypeArgument type, BatchResult result)
    {
        writer.WriteInt32("statusCode", result.Status);
        if (result.ETag is not null) writer.WriteString("eTag", result.ETag);
        return writer.WriteFloat64("requestCharge", 1);
    }
}
