using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AimsBot.CosmosDouble;

/// <summary>
/// Where a partition key lies in the hashed space: MurmurHash3 (128 bits) of each level, as hex, one after the other, so
/// that all that has one first level lies side by side. The client computes the same to ask for a prefix.
/// </summary>
public static class EffectivePartitionKey
{
    public static string Of(params IReadOnlyList<string> levels) => string.Concat(levels.Select(Level));

    private static string Level(string value)
    {
        // A string's type mark, its bytes, its end mark.
        byte[] bytes = [8, .. Encoding.UTF8.GetBytes(value), 0xFF];
        var (low, high) = Murmur3(bytes);
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(hash, high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], low);
        // The upper quarter of the space is kept free, for "FF" to be its end.
        hash[0] &= 0x3F;
        return Convert.ToHexString(hash);
    }

    private static (ulong Low, ulong High) Murmur3(ReadOnlySpan<byte> data)
    {
        const ulong first = 0x87c37b91114253d5;
        const ulong second = 0x4cf5ad432745937f;
        ulong low = 0, high = 0;
        var rest = data;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            low ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(rest) * first, 31) * second;
            low = ((BitOperations.RotateLeft(low, 27) + high) * 5) + 0x52dce729;
            high ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) * second, 33) * first;
            high = ((BitOperations.RotateLeft(high, 31) + low) * 5) + 0x38495ab5;
        }
        Span<byte> tail = stackalloc byte[16];
        rest.CopyTo(tail);
        high ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]) * second, 33) * first;
        low ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(tail) * first, 31) * second;
        low ^= (ulong)data.Length;
        high ^= (ulong)data.Length;
        low += high;
        high += low;
        low = Mixed(low);
        high = Mixed(high);
        low += high;
        high += low;
        return (low, high);
    }

    private static ulong Mixed(ulong bits)
    {
        bits = (bits ^ (bits >> 33)) * 0xff51afd7ed558ccd;
        bits = (bits ^ (bits >> 33)) * 0xc4ceb9fe1a85ec53;
        return bits ^ (bits >> 33);
    }
}
