using System.Collections.Concurrent;
using AimsBot.Storage.Sqlite;
using CsCheck;

namespace AimsBot.Tests.Storage.Sqlite;

/// <summary>In these tests what is negative is of many.</summary>
public class SqliteLanesTests
{
    [Fact]
    public void What_somebody_waits_for_goes_before_what_is_of_many() => Assert.Equal([1, 2, -1, -2], TakeAll(Filled(-1, -2, 1, 2)));

    [Fact]
    public void What_is_of_many_has_a_turn_now_and_then() =>
        Assert.Equal(SqliteLanes<int>.TurnsOfTheFirst, TakeAll(Filled([-1, .. Enumerable.Range(1, 100)])).IndexOf(-1));

    [Fact]
    public void Each_comes_once_and_in_the_order_of_its_lane() => Gen.Int[-50, 50].Array[0, 300].Sample(items =>
    {
        var taken = TakeAll(Filled(items));
        return taken.Where(i => i < 0).SequenceEqual(items.Where(i => i < 0)) && taken.Where(i => i >= 0).SequenceEqual(items.Where(i => i >= 0));
    });

    [Fact]
    public async Task Many_who_add_lose_nothing()
    {
        using var queue = new BlockingCollection<int>(Filled(), 100);
        var adding = Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++) queue.Add(n % 2 == 0 ? (n * 1000) + i + 1 : -((n * 1000) + i + 1));
        }))).ContinueWith(_ => queue.CompleteAdding(), TaskScheduler.Default);
        var taken = queue.GetConsumingEnumerable().ToList();
        await adding;
        Assert.Equal((4000, 4000), (taken.Count, taken.Distinct().Count()));
    }

    private static SqliteLanes<int> Filled(params int[] items)
    {
        var lanes = new SqliteLanes<int>(item => item < 0);
        foreach (var item in items) Assert.True(lanes.TryAdd(item));
        return lanes;
    }

    private static List<int> TakeAll(SqliteLanes<int> lanes)
    {
        var taken = new List<int>();
        while (lanes.TryTake(out var item)) taken.Add(item);
        return taken;
    }
}
