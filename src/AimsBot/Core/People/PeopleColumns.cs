namespace AimsBot.Core.People;

/// <summary>The columns of a people file, by the names that its header must use, in any case and order.</summary>
public static class PeopleColumns
{
    public const string Name = "name";
    public const string Email = "email";
    public const string Roles = "roles";
    public const string ManagerEmail = "manager_email";
    public const string TimeZone = "time_zone";
    public const string Language = "language";
    public const string SlackTeam = "slack_team";
    public const string SlackUser = "slack_user";
    public const string TeamsTenant = "teams_tenant";
    public const string TeamsObjectId = "teams_object_id";
    public const string Country = "country";
    public const string Department = "department";
    public const string Employment = "employment";
    public const string PreferredChannel = "preferred_channel";
    public const string StartDate = "start_date";
    public const string EndDate = "end_date";
    public const string LeaveFrom = "leave_from";
    public const string LeaveUntil = "leave_until";

    /// <summary>The columns that every file must have, though their cells may be empty but for name and e-mail.</summary>
    public static IReadOnlyList<string> Required { get; } =
        [Name, Email, Roles, ManagerEmail, TimeZone, Language, SlackTeam, SlackUser, TeamsTenant, TeamsObjectId];

    /// <summary>The columns that a file may leave out.</summary>
    public static IReadOnlyList<string> Optional { get; } =
        [Country, Department, Employment, PreferredChannel, StartDate, EndDate, LeaveFrom, LeaveUntil];

    /// <summary>The columns of a file in the order of its header; meaningless if there was a fault.</summary>
    internal static IReadOnlyList<string> Read(CsvRecord header, List<LineFault> faults)
    {
        // Spreadsheets save columns that were once touched: nameless ones at the end are none.
        var names = header.Cells.Reverse().SkipWhile(cell => cell.Length == 0).Reverse()
            .Select(cell => cell.ToLowerInvariant()).ToArray();

        if (!header.QuotesPair)
            faults.Add(LineFault.Of(header.Line, PeopleFileFault.BadQuotes));
        foreach (var name in names.Except(Required).Except(Optional))
            faults.Add(LineFault.Of(header.Line, PeopleFileFault.UnknownColumn, ("column", name)));
        foreach (var name in names.CountBy(name => name).Where(name => name.Value > 1))
            faults.Add(LineFault.Of(header.Line, PeopleFileFault.ColumnTwice, ("column", name.Key)));
        foreach (var name in Required.Except(names))
            faults.Add(LineFault.Of(header.Line, PeopleFileFault.MissingColumn, ("column", name)));
        return names;
    }
}
