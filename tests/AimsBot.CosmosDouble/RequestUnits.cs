namespace AimsBot.CosmosDouble;

/// <summary>
/// What a request would cost, calculated from its bytes by Azure's published examples (read by id: 1 KB 1 RU, 100 KB 10 RU;
/// written: 1 KB 5 RU, 100 KB 50 RU) and a query's usual least. Not measured on Azure; what the index costs is not in it.
/// </summary>
internal static class RequestUnits
{
    private const double LeastOfQuery = 2.5;

    public static double Read(int bytes) => Between(bytes, 1, 10);

    public static double Write(int bytes) => Between(bytes, 5, 50);

    public static double Query(int bytes) => LeastOfQuery + Read(bytes);

    private static double Between(int bytes, double oneKilobyte, double hundredKilobytes) =>
        oneKilobyte + ((hundredKilobytes - oneKilobyte) * Math.Max(0, (bytes / 1024.0) - 1) / 99);
}
