namespace AimsBot.Benchmarks;

/// <summary>The figures, as a table in Markdown; each row as soon as it is measured.</summary>
internal sealed class Table
{
    public Table()
    {
        Console.WriteLine("| what | measured | beside it |");
        Console.WriteLine("|---|---|---|");
    }

#pragma warning disable CA1822 // A table without its head is none.
    public void Add(string what, string measured, string beside = "") => Console.WriteLine($"| {what} | {measured} | {beside} |");
#pragma warning restore CA1822
}
