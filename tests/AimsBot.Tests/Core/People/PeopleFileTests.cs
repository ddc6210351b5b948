using System.Text;
using AimsBot.Core.People;

namespace AimsBot.Tests.Core.People;

public class PeopleFileTests
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string ObjectId = "aaaaaaaa-0000-0000-0000-000000000001";

    private const string Header =
        "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id";

    private const string FullHeader =
        Header + ",country,department,employment,preferred_channel,start_date,end_date,leave_from,leave_until";

    private static readonly PeopleFileRules Rules = new()
    {
        SlackTeams = ["T0BENCH"],
        TeamsTenants = [Tenant],
        DefaultTimeZone = "Europe/Oslo",
        DefaultLanguage = "en",
    };

    // What people have in their files.

    [Fact]
    public void An_address_is_one_address_in_any_case() => Assert.Equal(
        ["lead@example.com", "kari.nordmann@example.com"], Stored("01-people.csv").Rows.Select(row => row.Email));

    [Fact]
    public void A_manager_is_found_in_any_case() =>
        Assert.Equal("lead@example.com", Stored("01-people.csv").Rows[1].ManagerEmail);

    [Fact]
    public void A_preferred_channel_is_read() => Assert.Equal("slack", Stored("07-people.csv").Rows[1].PreferredChannel);

    [Fact]
    public void Excels_file_gives_its_four_people() => Assert.Equal(
        ["Åse \"Aas\"; Ødegård", "Ravi Kumar", "Zoë Núñez", "Odd Case"],
        Stored("20-people-excel.csv").Rows.Select(row => row.Name));

    [Fact]
    public void Excels_file_gives_zones_that_exist() => Assert.Equal(
        ["Europe/Berlin", "Asia/Kolkata", "America/Los_Angeles", "Europe/Oslo"],
        Stored("20-people-excel.csv").Rows.Select(row => row.TimeZone));

    [Fact]
    public void Excels_file_gives_languages_in_their_usual_form() => Assert.Equal(
        ["nb-NO", "en-GB", "es-419", "en"], Stored("20-people-excel.csv").Rows.Select(row => row.Language));

    [Fact]
    public void Excels_file_gives_lines_as_a_text_editor_counts_them() =>
        Assert.Equal([2, 3, 5, 6], Stored("20-people-excel.csv").Rows.Select(row => row.Line));

    [Fact]
    public void A_blank_around_an_address_is_not_part_of_it() =>
        Assert.Equal("zoe@example.com", Stored("20-people-excel.csv").Rows[2].Email);

    [Fact]
    public void Excels_Unicode_text_is_read_too() =>
        Assert.Equal("Åse Ødegård", Assert.Single(Stored("20-people-utf16.csv").Rows).Name);

    [Fact]
    public void Each_wrong_line_is_named_with_its_reason() => Assert.Equal(
        [
            "Line 3: There is no role \"adminstrator\". The roles, separated by blanks, are staff, manager, "
                + "compliance-lead, internal-auditor, incident-handler, legal, privacy, top-management, administrator, outside-auditor.",
            "Line 4: The e-mail address is missing.",
            "Line 5: The e-mail address good@example.com is already that of line 2.",
            "Line 6: The Slack account T0BENCH/U0GOOD is already that of line 2.",
            "Line 7: There is no time zone \"Mars/Olympus\". Write it like Europe/Oslo.",
            "Line 8: There are 5 cells where the header has 10.",
            "Line 9: The Slack workspace T0NOTLISTED is not one of this organisation's.",
        ],
        Stored("20-bad.csv").Faults.Select(fault => fault.ToString()));

    [Fact]
    public void One_wrong_line_means_that_nobody_is_taken() => Assert.Empty(Stored("20-bad.csv").Rows);

    [Fact]
    public void Managers_who_cannot_be_used_are_named_by_line() =>
        Assert.Equal([3, 4, 5, 6, 9], Stored("19-people.csv").Warnings.Select(warning => warning.Line));

    // Encodings, separators and rows.

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_byte_order_mark_is_no_part_of_the_text(string encoding)
    {
        var unicode = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. unicode.GetPreamble(), .. unicode.GetBytes(Lines("Åse,ase@example.com"))];
        Assert.Equal("Åse", Assert.Single(PeopleFile.Read(bytes, Rules).Rows).Name);
    }

    public static TheoryData<byte[]> UnreadableBytes => new(
        Encoding.Latin1.GetBytes(Lines("Åse,ase@example.com")),
        Encoding.Unicode.GetBytes(Lines("Ase,ase@example.com")), // no mark
        Encoding.BigEndianUnicode.GetBytes(Lines("Ase,ase@example.com")),
        [0xFF, 0xFE, 0x41], // half a character
        [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], // half an emoji
        [0x50, 0x4B, 0x03, 0x04, 0xA0]); // a spreadsheet itself

    [Theory]
    [MemberData(nameof(UnreadableBytes))]
    public void What_may_be_another_encoding_gets_one_sentence_that_says_how_to_save(byte[] bytes) => Assert.Equal(
        "The file is not text that can be read for certain. Save it as \"CSV UTF-8\" and import it again.",
        Assert.Single(PeopleFile.Read(bytes, Rules).Faults).ToString());

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void The_separator_is_that_of_the_header(char separator) => Assert.Equal(
        "Berg, Anna; Dr.",
        Taken(Lines("NAME,anna@example.com").Replace(',', separator)
            .Replace("NAME", "\"Berg, Anna; Dr.\"", StringComparison.Ordinal)).Name);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_may_end_in_any_of_the_three_ways(string end) =>
        Assert.Equal("ada@example.com", Taken(Lines("Ada,ada@example.com").Replace("\n", end, StringComparison.Ordinal)).Email);

    [Fact]
    public void Empty_rows_are_passed_over_and_counted() =>
        Assert.Equal(5, Taken($"\n{Header}\n\n,,,,,,,,,\n{Row("Ada,ada@example.com")}\n  \n").Line);

    [Fact]
    public void Columns_may_stand_in_any_order_and_case() => Assert.Equal(
        "Ada",
        Taken(" EMAIL ,Teams_Object_Id,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,Name\n"
            + "ada@example.com,,,,,,,,,Ada").Name);

    [Fact]
    public void Nameless_empty_columns_at_the_end_are_none() =>
        Assert.Equal("Ada", Taken($"{Header},,\n{Row("Ada,ada@example.com")},,").Name);

    [Theory]
    [InlineData("= SUM(A1:A9)")]
    [InlineData("@Ada")]
    [InlineData("-2+3")]
    public void What_looks_like_a_formula_is_text(string name) =>
        Assert.Equal(name, Taken(Lines($"{name},ada@example.com")).Name);

    [Fact]
    public void Everything_that_the_file_leaves_open_is_unknown_or_the_organisations_own()
    {
        var row = Taken(Lines("Ada,ada@example.com"));
        Assert.Equivalent(
            new PersonRow
            {
                Line = 2,
                Name = "Ada",
                Email = "ada@example.com",
                Roles = [Role.Staff],
                TimeZone = "Europe/Oslo",
                Language = "en",
            },
            row);
    }

    [Fact]
    public void Every_column_is_read() => Assert.Equivalent(
        new PersonRow
        {
            Line = 2,
            Name = "Ada",
            Email = "ada@example.com",
            Roles = [Role.Manager, Role.Legal],
            TimeZone = "Asia/Tokyo",
            Language = "ja",
            SlackTeam = "T0BENCH",
            SlackUser = "U0ADA",
            TeamsTenant = Tenant,
            TeamsObjectId = ObjectId,
            Country = "JP",
            Department = "Claims",
            Employment = "contractor",
            PreferredChannel = "teams",
            StartDate = new(2027, 1, 31),
            EndDate = new(2028, 2, 29),
            LeaveFrom = new(2027, 5, 1),
            LeaveUntil = new(2027, 5, 1),
        },
        Taken($"{FullHeader}\nAda,ada@example.com,Legal  manager legal,,asia/tokyo,JA,t0bench,u0ada,{Tenant},"
            + $"{ObjectId.ToUpperInvariant()},jp,Claims,contractor,Teams,2027-01-31,2028-02-29,2027-05-01,2027-05-01"));

    [Fact]
    public void A_leave_may_be_open_ended() =>
        Assert.Null(Taken($"{FullHeader}\n{Row("Ada,ada@example.com")},,,,,,,2027-05-01,").LeaveUntil);

    // What is refused.

    [Theory]
    [InlineData("", PeopleFileFault.NoPeople)]
    [InlineData("\n,,,\n", PeopleFileFault.NoPeople)]
    [InlineData(Header, PeopleFileFault.NoPeople)]
    [InlineData("name,email", PeopleFileFault.MissingColumn)]
    [InlineData(Header + ",salary", PeopleFileFault.UnknownColumn)]
    [InlineData(Header + ",name", PeopleFileFault.ColumnTwice)]
    [InlineData(Header + ",country,,department", PeopleFileFault.UnknownColumn)]
    public void A_file_without_people_or_with_other_columns_is_refused(string text, string code) =>
        Assert.All(Read(text).Faults, fault => Assert.Equal(code, fault.Code));

    [Theory]
    [InlineData("", "ada@example.com", PeopleFileFault.MissingName)]
    [InlineData("\u200b\u202e", "ada@example.com", PeopleFileFault.MissingName)]
    [InlineData("A\u0000da", "ada@example.com", PeopleFileFault.ControlCharacter)]
    [InlineData("A\u001b[31mda", "ada@example.com", PeopleFileFault.ControlCharacter)]
    [InlineData("\"Ada", "ada@example.com", PeopleFileFault.BadQuotes)]
    [InlineData("\"Ada\" Bo", "ada@example.com", PeopleFileFault.BadQuotes)]
    [InlineData("Ada", "", PeopleFileFault.MissingEmail)]
    [InlineData("Ada", "ada", PeopleFileFault.BadEmail)]
    [InlineData("Ada", "ada@example", PeopleFileFault.BadEmail)]
    [InlineData("Ada", "adaFile.example.com", PeopleFileFault.BadEmail)]
    [InlineData("Ada", "ada@example..com", PeopleFileFault.BadEmail)]
    [InlineData("Ada", "ada @example.com", PeopleFileFault.BadEmail)]
    [InlineData("Ada", "Ada <ada@example.com>", PeopleFileFault.BadEmail)]
    [InlineData("Ada", "ada\u200b@example.com", PeopleFileFault.BadEmail)]
    public void A_name_or_address_that_is_none_is_refused(string name, string email, string code) =>
        Assert.Equal(code, Assert.Single(Read(Lines($"{name},{email}")).Faults).Code);

    [Theory]
    [InlineData("staff,,Mars,en,,,,", PeopleFileFault.UnknownZone)]
    [InlineData("staff;manager,,,en,,,,", PeopleFileFault.UnknownRole)]
    [InlineData("staff,,,en,T0BENCH,,,", PeopleFileFault.PartnerMissing)]
    [InlineData("staff,,,en,,U0ADA,,", PeopleFileFault.PartnerMissing)]
    [InlineData("staff,,,en,T0BENCH,U-1,,", PeopleFileFault.BadSlackId)]
    [InlineData("staff,,,en,T0BENCH,U0ADA\u200b,,", PeopleFileFault.BadSlackId)]
    [InlineData("staff,,,en,T0OTHER,U0ADA,,", PeopleFileFault.SlackTeamNotListed)]
    [InlineData("staff,,,en,,," + Tenant + ",", PeopleFileFault.PartnerMissing)]
    [InlineData("staff,,,en,,,," + ObjectId, PeopleFileFault.PartnerMissing)]
    [InlineData("staff,,,en,,," + Tenant + ",ada", PeopleFileFault.BadTeamsId)]
    [InlineData("staff,,,en,,,example.com," + ObjectId, PeopleFileFault.BadTeamsId)]
    [InlineData("staff,,,en,,," + ObjectId + "," + ObjectId, PeopleFileFault.TeamsTenantNotListed)]
    [InlineData("staff,,,en,,,", PeopleFileFault.TooFewCells)]
    [InlineData("staff,,,en,,,,,x", PeopleFileFault.TooManyCells)]
    public void A_cell_that_cannot_be_used_is_refused(string cells, string code) =>
        Assert.Equal(code, Assert.Single(Read($"{Header}\nAda,ada@example.com,{cells}").Faults).Code);

    [Theory]
    [InlineData("Norway,,,,,,,", PeopleFileFault.UnknownCountry)]
    [InlineData("UK,,,,,,,", PeopleFileFault.UnknownCountry)]
    [InlineData(",,,mail,,,,", PeopleFileFault.UnknownChannel)]
    [InlineData(",,,,31.01.2027,,,", PeopleFileFault.BadDate)]
    [InlineData(",,,,2027-1-31,,,", PeopleFileFault.BadDate)]
    [InlineData(",,,,2027-02-29,,,", PeopleFileFault.BadDate)]
    [InlineData(",,,,2027-02-02,2027-02-01,,", PeopleFileFault.EndBeforeStart)]
    [InlineData(",,,,,,2027-02-02,2027-02-01", PeopleFileFault.EndBeforeStart)]
    [InlineData(",,,,,,,2027-02-01", PeopleFileFault.PartnerMissing)]
    public void An_optional_cell_that_cannot_be_used_is_refused(string cells, string code) =>
        Assert.Equal(code, Assert.Single(Read($"{FullHeader}\n{Row("Ada,ada@example.com")},{cells}").Faults).Code);

    /// <summary>Accounts are compared as text, and Teams' own are read in lower case too.</summary>
    [Fact]
    public void A_Teams_account_is_kept_in_lower_case()
    {
        var rules = Rules with { TeamsTenants = [ObjectId.ToUpperInvariant()] };
        var file = PeopleFile.Read(Encoding.UTF8.GetBytes($"{Header}\nAda,ada@example.com,,,,,,,{ObjectId.ToUpperInvariant()},{ObjectId.ToUpperInvariant()}"), rules);
        Assert.Equal((ObjectId, ObjectId), (file.Rows.Single().TeamsTenant, file.Rows.Single().TeamsObjectId));
    }

    [Fact]
    public void A_Teams_account_belongs_to_one_person()
    {
        var file = Read($"{Header}\nAda,ada@example.com,,,,,,,{Tenant},{ObjectId}\n"
            + $"Bo,bo@example.com,,,,,,,{Tenant},{ObjectId.ToUpperInvariant()}");
        Assert.Equal(
            $"Line 3: The Teams account {Tenant}/{ObjectId} is already that of line 2.",
            Assert.Single(file.Faults).ToString());
    }

    [Fact]
    public void Every_fault_of_a_line_is_named() =>
        Assert.Equal(3, Read($"{Header}\nAda,ada,boss,,Mars,,,,,").Faults.Count);

    [Fact]
    public void A_fault_names_the_line_where_its_record_starts() =>
        Assert.Equal(5, Assert.Single(Read(Lines("\"A\n\nda\",ada@example.com", "\"B\no\",bo")).Faults).Line);

    [Fact]
    public void An_open_quotation_mark_does_not_swallow_the_people_after_it()
    {
        var file = Read($"{Header},department\n{Row("Ada,ada@example.com")},\"Claims\n{Row("Bo,bo@example.com")},Law");
        Assert.Equal("Line 2: The quotation marks are not in pairs.", Assert.Single(file.Faults).ToString());
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void A_cell_has_at_most_200_characters(int length, int faults) =>
        Assert.Equal(faults, Read(Lines($"{new string('a', length)},ada@example.com")).Faults.Count);

    [Theory]
    [InlineData(PeopleFile.MostRows, 0)]
    [InlineData(PeopleFile.MostRows + 1, 1)]
    public void A_file_has_at_most_200_000_people(int people, int faults) => Assert.Equal(
        faults, Read(Lines([.. Enumerable.Range(0, people).Select(i => $"P{i},p{i}@example.com")])).Faults.Count);

    [Fact]
    public void A_fault_prints_nothing_that_steers_a_terminal() => Assert.DoesNotContain(
        Read("name\u001b[2J,\u202e\n").Faults,
        fault => fault.ToString().Any(c => char.IsControl(c) || c == '\u202e'));

    [Fact]
    public void A_cell_is_not_taken_for_a_place_in_the_sentence() =>
        Assert.StartsWith("\"{first}\" is not", Assert.Single(Read(Lines("Ada,{first}")).Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void The_codes_of_faults_never_change() => Assert.Equal(
        [
            "account-twice", "bad-date", "bad-email", "bad-quotes", "bad-slack-id", "bad-teams-id", "cell-too-long",
            "column-twice", "control-character", "email-twice", "end-before-start", "manager-is-self",
            "manager-unknown", "managers-in-ring", "missing-column", "missing-email", "missing-name", "no-people",
            "not-text", "partner-missing", "slack-team-not-listed", "teams-tenant-not-listed", "too-few-cells",
            "too-many-cells", "too-many-rows", "unknown-channel", "unknown-column", "unknown-country", "unknown-role",
            "unknown-zone", "unreadable-language",
        ],
        PeopleFileFault.Codes.Order(StringComparer.Ordinal));

    [Fact]
    public void A_language_that_is_no_tag_gives_the_organisations_with_a_warning() => Assert.Equal(
        "Line 2: \"Norwegian\" is not a language tag like nb-NO; en is used.",
        Assert.Single(Read($"{Header}\nAda,ada@example.com,,,,Norwegian,,,,").Warnings).ToString());

    private static PersonRow Taken(string text)
    {
        var file = Read(text);
        Assert.Empty(file.Faults);
        return Assert.Single(file.Rows);
    }

    private static PeopleFile Read(string text)
    {
        var file = PeopleFile.Read(Encoding.UTF8.GetBytes(text), Rules);
        // A sentence throws if it lacks a fact, whichever test meets it first.
        Assert.All(file.Faults, fault => Assert.NotEmpty(fault.Message));
        return file;
    }

    private static PeopleFile Stored(string name) =>
        PeopleFile.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "people", name)), Rules);

    private static string Lines(params string[] namesAndEmails) =>
        $"{Header}\n{string.Join('\n', namesAndEmails.Select(Row))}\n";

    private static string Row(string nameAndEmail) => $"{nameAndEmail},,,,,,,,";
}
