using System.Text;
using AimsBot.Core.People;
using CsCheck;

namespace AimsBot.Tests.Core.People;

public class ReportingLinesTests
{
    private static readonly Dictionary<string, string?> Nobody = [];

    [Fact]
    public void A_manager_may_come_later_in_the_file() =>
        Assert.Equal("finn@example.com", Read("eva>finn finn>").Rows[0].ManagerEmail);

    [Fact]
    public void A_manager_may_be_known_without_being_in_the_file() =>
        Assert.Equal("lead@example.com", Read("eva>lead", new() { ["lead@example.com"] = null }).Rows[0].ManagerEmail);

    [Fact]
    public void Nobody_manages_himself() =>
        AssertWarned("siv>siv", "Line 2: siv@example.com cannot be his or her own manager; kept without a manager.");

    [Fact]
    public void A_manager_whom_nobody_knows_is_none() => AssertWarned(
        "geir>nobody", "Line 2: The manager nobody@example.com is neither in the file nor known; kept without a manager.");

    [Fact]
    public void Everyone_in_a_ring_is_named() => AssertWarned(
        "ada>bo bo>cy cy>ada",
        "Line 2: The manager bo@example.com closes a ring of 3 people who manage each other; kept without a manager.",
        "Line 3: The manager cy@example.com closes a ring of 3 people who manage each other; kept without a manager.",
        "Line 4: The manager ada@example.com closes a ring of 3 people who manage each other; kept without a manager.");

    [Fact]
    public void Who_reports_into_a_ring_keeps_the_manager() =>
        Assert.Equal("ada@example.com", Read("eva>ada ada>bo bo>ada").Rows[0].ManagerEmail);

    [Fact]
    public void A_ring_may_lead_through_people_who_are_not_in_the_file() =>
        Assert.Null(Read("ada>lead", new() { ["lead@example.com"] = "ada@example.com" }).Rows[0].ManagerEmail);

    [Fact]
    public void What_the_file_says_of_a_known_person_is_what_counts() => Assert.Equal(
        "lead@example.com",
        Read("ada>lead lead>", new() { ["lead@example.com"] = "ada@example.com" }).Rows[0].ManagerEmail);

    [Fact]
    public void A_ring_of_everyone_in_the_largest_file_ends()
    {
        var people = PeopleFile.MostRows;
        var ring = string.Join(' ', Enumerable.Range(0, people).Select(i => $"p{i}>p{(i + 1) % people}"));
        Assert.Equal(people, Read(ring).Warnings.Count);
    }

    [Fact]
    public void Following_managers_always_ends() =>
        Graphs.Sample(graph =>
        {
            var managers = Read(graph).Rows.ToDictionary(row => row.Email, row => row.ManagerEmail);
            return managers.Keys.All(person => Depth(managers, person) <= managers.Count);
        });

    [Fact]
    public void Only_a_manager_who_cannot_be_used_is_left_out() =>
        Graphs.Sample(graph =>
        {
            var file = Read(graph);
            var left = graph.Split(' ').Zip(file.Rows)
                .Count(person => !person.First.EndsWith('>') && person.Second.ManagerEmail is null);
            return left == file.Warnings.Count;
        });

    // Each of up to 12 people has one of them, nobody or a stranger as manager.
    private static readonly Gen<string> Graphs =
        Gen.Int[0, 13].Array[1, 12].Select(managers => string.Join(' ', managers.Select((manager, person) =>
            $"p{person}>" + (manager == 13 ? "" : $"p{manager}"))));

    private static int Depth(Dictionary<string, string?> managers, string? person)
    {
        var depth = 0;
        for (; person is not null && depth <= managers.Count; depth++)
            person = managers[person];
        return depth;
    }

    private static void AssertWarned(string people, params string[] warnings)
    {
        var file = Read(people);
        Assert.Equal(warnings, file.Warnings.Select(warning => warning.ToString()));
        Assert.All(file.Rows, row => Assert.Null(row.ManagerEmail));
    }

    /// <summary>People as "who&gt;manager", separated by blanks.</summary>
    private static PeopleFile Read(string people, Dictionary<string, string?>? known = null)
    {
        var text = new StringBuilder(
            "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id\n");
        foreach (var person in people.Split(' '))
        {
            var (who, manager) = (person.Split('>')[0], person.Split('>')[1]);
            text.Append(who).Append(',').Append(who).Append("@example.com,,");
            text.Append(manager).Append(manager.Length > 0 ? "@example.com" : "").Append(",,,,,,\n");
        }
        return PeopleFile.Read(Encoding.UTF8.GetBytes(text.ToString()), new()
        {
            SlackTeams = [],
            TeamsTenants = [],
            DefaultTimeZone = "Europe/Oslo",
            DefaultLanguage = "en",
            KnownManagers = known ?? Nobody,
        });
    }
}
