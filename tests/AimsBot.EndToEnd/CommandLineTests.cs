using Microsoft.Data.Sqlite;

namespace AimsBot.EndToEnd;

/// <summary>What an operator gets wrong is answered in one sentence and exit code 2, and changes nothing.</summary>
public class CommandLineTests
{
    [Fact]
    public async Task A_database_that_is_not_there_is_named_and_not_made()
    {
        await using var bot = new BotProcess();
        await Refuses(bot, "There is no database at", "records", "list");
        await Refuses(bot, "There is no database at", "trail", "verify");
        Assert.False(Directory.Exists(Path.Combine(bot.Folder, "data")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_of_ours_is_refused_and_left_as_it_is()
    {
        await using var bot = new BotProcess();
        Directory.CreateDirectory(Path.GetDirectoryName(bot.Database)!);

        File.WriteAllText(bot.Database, "");
        await Refuses(bot, "is empty", "records", "list");

        File.WriteAllText(bot.Database, new string('x', 5000));
        await Refuses(bot, "is no AimsBot database", "records", "list");
        Assert.Contains("is no AimsBot database", (await bot.RefusedStart()).Errors, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), File.ReadAllText(bot.Database));

        File.Delete(bot.Database);
        Run(bot.Database, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);");
        await Refuses(bot, "is a database of another program", "records", "list");
        var refused = await bot.RefusedStart();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is a database of another program", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_by_the_host_and_the_commands()
    {
        await using var bot = new BotProcess();
        await bot.Import(bot.Write("nobody.csv", "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\nOne,one@example.com,staff,,,,,,,\n"));
        Run(bot.Database, "PRAGMA user_version=99");

        await Refuses(bot, "newer version (schema 99", "records", "list");
        var refused = await bot.RefusedStart();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("newer version (schema 99", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_somebody_holds_locked_is_said_to_be_so()
    {
        await using var bot = new BotProcess();
        var file = bot.Write("one.csv", "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\nOne,one@example.com,staff,,,,,,,\n");
        await bot.Import(file);

        using (var holder = new SqliteConnection($"Data Source={bot.Database};Pooling=False"))
        {
            holder.Open();
            using var begin = holder.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
            // Reading goes on beside a writer; writing says why it cannot.
            Assert.Single(await bot.People());
            await Refuses(bot, "locked", "people", "import", bot.Write("two.csv", (await File.ReadAllTextAsync(file)).Replace("one@", "two@", StringComparison.Ordinal)));
        }
        Assert.Single(await bot.People());
    }

    [Fact]
    public async Task Files_that_cannot_be_read_or_written_are_named()
    {
        await using var bot = new BotProcess();
        await Refuses(bot, "There is no file", "people", "import", "missing.csv");
        await Refuses(bot, "There is no file", "people", "import", ".");

        await bot.Import(bot.Write("one.csv", "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\nOne,one@example.com,staff,,,,,,,\n"));
        await Refuses(bot, "is there already", "storage", "backup", "one.csv");
        await Refuses(bot, "", "storage", "backup", "one.csv/below/a-file.db");

        var empty = await bot.Command("people", "import", bot.Write("empty.csv", ""));
        Assert.Equal(1, empty.ExitCode);
        Assert.DoesNotContain("   at ", empty.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_mean_nothing_are_answered_without_a_stack()
    {
        await using var bot = new BotProcess();
        await bot.Import(bot.Write("one.csv", "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\nOne,one@example.com,staff,,,,,,,\n"));
        await Refuses(bot, "There is no type incidents", "records", "list", "--type", "incidents");

        foreach (var id in new[] { "INC-0000-0000", "inc", "", "'; DROP TABLE head", "INC-\u001b[31m" })
        {
            var ended = await bot.Command("records", "show", id);
            Assert.Equal(1, ended.ExitCode);
            Assert.StartsWith("There is no record", ended.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', ended.Errors);
        }
        foreach (var arguments in new[] { new[] { "records", "list", "--state" }, ["people", "import"], ["people", "imporrt", "x"], ["records"] })
        {
            var ended = await bot.Command(arguments);
            Assert.NotEqual(0, ended.ExitCode);
            Assert.DoesNotContain("   at ", ended.Output + ended.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Settings_that_are_wrong_stop_a_command_too()
    {
        await using var bot = new BotProcess();
        bot.Settings["Organisation__TimeZone"] = "Mars/Olympus";
        await Refuses(bot, "Organisation:TimeZone", "records", "list");
    }

    private static async Task Refuses(BotProcess bot, string sentence, params string[] arguments)
    {
        var ended = await bot.Command(arguments);
        Assert.True(ended.ExitCode == 2, $"{string.Join(' ', arguments)} ended with {ended}");
        Assert.Contains(sentence, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    private static void Run(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
