using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using AimsBot.Core.Calendar;
using NodaTime.TimeZones;

namespace AimsBot.Core.People;

/// <summary>Reads the rows of one people file one after the other, and remembers what must not come twice.</summary>
internal sealed partial class PersonRowReader(IReadOnlyList<string> columns, PeopleFileRules rules)
{
    // ISO 3166 as the zone data knows it: every country that has a clock.
    private static readonly FrozenSet<string> Countries =
        TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(place => place.CountryCode).ToFrozenSet();

    private readonly FrozenDictionary<string, int> _places =
        columns.Index().ToFrozenDictionary(column => column.Item, column => column.Index);

    private readonly FrozenSet<string> _slackTeams = rules.SlackTeams.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenSet<string> _teamsTenants = rules.TeamsTenants.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _emails = [];
    private readonly Dictionary<(string Channel, string Account), int> _accounts = [];

    private CsvRecord _record = new(0, [], true);

    public List<LineFault> Faults { get; } = [];

    public List<LineFault> Warnings { get; } = [];

    /// <summary>The person of a record, or null after adding what is wrong to <see cref="Faults"/>.</summary>
    public PersonRow? Read(CsvRecord record)
    {
        _record = record;
        var faultsBefore = Faults.Count;
        CheckCells();
        if (Faults.Count > faultsBefore)
            return null;

        var (slackTeam, slackUser) = SlackAccount();
        var (teamsTenant, teamsObjectId) = TeamsAccount();
        var (startDate, endDate) = Period(PeopleColumns.StartDate, PeopleColumns.EndDate);
        var (leaveFrom, leaveUntil) = Leave();
        var row = new PersonRow
        {
            Line = record.Line,
            Name = Name(),
            Email = Email(),
            Roles = RolesNamed(),
            ManagerEmail = Cell(PeopleColumns.ManagerEmail)?.ToLowerInvariant(),
            TimeZone = TimeZone(),
            Language = Language(),
            SlackTeam = slackTeam,
            SlackUser = slackUser,
            TeamsTenant = teamsTenant,
            TeamsObjectId = teamsObjectId,
            Country = Country(),
            Department = Cell(PeopleColumns.Department),
            Employment = Cell(PeopleColumns.Employment),
            PreferredChannel = PreferredChannel(),
            StartDate = startDate,
            EndDate = endDate,
            LeaveFrom = leaveFrom,
            LeaveUntil = leaveUntil,
        };
        return Faults.Count == faultsBefore ? row : null;
    }

    private void CheckCells()
    {
        if (!_record.QuotesPair)
        {
            Fault(PeopleFileFault.BadQuotes);
            return;
        }

        var cells = _record.Cells;
        var (found, expected) = (cells.Length, columns.Count);
        if (found < expected)
            Fault(PeopleFileFault.TooFewCells, ("found", found), ("expected", expected));
        if (cells.Skip(expected).Any(cell => cell.Length > 0))
            Fault(PeopleFileFault.TooManyCells, ("found", found), ("expected", expected));

        foreach (var (cell, column) in cells.Zip(columns))
        {
            if (cell.Length > PeopleFile.LongestCell)
                Fault(PeopleFileFault.CellTooLong, ("column", column), ("most", PeopleFile.LongestCell));
            if (cell.Any(char.IsControl))
                Fault(PeopleFileFault.ControlCharacter, ("column", column));
        }
    }

    private string Name()
    {
        var name = Cell(PeopleColumns.Name) ?? "";
        if (!name.EnumerateRunes().Any(Runes.IsVisible))
            Fault(PeopleFileFault.MissingName);
        return name;
    }

    private string Email()
    {
        if (Cell(PeopleColumns.Email)?.ToLowerInvariant() is not { } email)
        {
            Fault(PeopleFileFault.MissingEmail);
            return "";
        }
        if (!EmailShape().IsMatch(email))
            Fault(PeopleFileFault.BadEmail, ("value", email));
        else if (!_emails.TryAdd(email, _record.Line))
            Fault(PeopleFileFault.EmailTwice, ("value", email), ("first", _emails[email]));
        return email;
    }

    private Role[] RolesNamed()
    {
        var roles = new SortedSet<Role>();
        foreach (var name in (Cell(PeopleColumns.Roles) ?? Roles.Name(Role.Staff)).Split(' '))
        {
            if (Roles.Parse(name.ToLowerInvariant()) is { } role)
                roles.Add(role);
            else
                Fault(PeopleFileFault.UnknownRole, ("value", name));
        }
        return [.. roles];
    }

    private string TimeZone()
    {
        if (Cell(PeopleColumns.TimeZone) is not { } name)
            return rules.DefaultTimeZone;
        if (TimeZones.Find(name) is { } zone)
            return zone;
        Fault(PeopleFileFault.UnknownZone, ("value", name));
        return "";
    }

    private string Language()
    {
        if (Cell(PeopleColumns.Language) is not { } text)
            return rules.DefaultLanguage;
        if (LanguageTag.Normalise(text) is { } tag)
            return tag;
        Warnings.Add(LineFault.Of(
            _record.Line, PeopleFileFault.UnreadableLanguage, ("value", text), ("used", rules.DefaultLanguage)));
        return rules.DefaultLanguage;
    }

    private (string? Team, string? User) SlackAccount()
    {
        if (!Together(PeopleColumns.SlackTeam, PeopleColumns.SlackUser))
            return default;

        var team = Cell(PeopleColumns.SlackTeam)!.ToUpperInvariant();
        var user = Cell(PeopleColumns.SlackUser)!.ToUpperInvariant();
        if (!_slackTeams.Contains(team))
            Fault(PeopleFileFault.SlackTeamNotListed, ("value", team));
        if (!SlackIdShape().IsMatch(user))
            Fault(PeopleFileFault.BadSlackId, ("column", PeopleColumns.SlackUser), ("value", user));
        else
            Once("Slack", $"{team}/{user}");
        return (team, user);
    }

    private (string? Tenant, string? ObjectId) TeamsAccount()
    {
        if (!Together(PeopleColumns.TeamsTenant, PeopleColumns.TeamsObjectId))
            return default;

        var tenant = TeamsId(PeopleColumns.TeamsTenant);
        var objectId = TeamsId(PeopleColumns.TeamsObjectId);
        if (tenant is not null && !_teamsTenants.Contains(tenant))
            Fault(PeopleFileFault.TeamsTenantNotListed, ("value", tenant));
        if (tenant is not null && objectId is not null)
            Once("Teams", $"{tenant}/{objectId}");
        return (tenant, objectId);
    }

    private string? TeamsId(string column)
    {
        var cell = Cell(column)!;
        if (Guid.TryParseExact(cell, "D", out var id))
            return id.ToString();
        Fault(PeopleFileFault.BadTeamsId, ("column", column), ("value", cell));
        return null;
    }

    private void Once(string channel, string account)
    {
        if (!_accounts.TryAdd((channel, account), _record.Line))
            Fault(PeopleFileFault.AccountTwice, ("channel", channel), ("value", account), ("first", _accounts[(channel, account)]));
    }

    private string? Country()
    {
        var country = Cell(PeopleColumns.Country)?.ToUpperInvariant();
        if (country is not null && !Countries.Contains(country))
            Fault(PeopleFileFault.UnknownCountry, ("value", country));
        return country;
    }

    private string? PreferredChannel()
    {
        var channel = Cell(PeopleColumns.PreferredChannel)?.ToLowerInvariant();
        if (channel is not (null or "slack" or "teams"))
            Fault(PeopleFileFault.UnknownChannel, ("value", channel));
        return channel;
    }

    private (DateOnly? Start, DateOnly? End) Period(string startColumn, string endColumn)
    {
        var (start, end) = (Date(startColumn), Date(endColumn));
        if (end < start)
            Fault(PeopleFileFault.EndBeforeStart, ("start", startColumn), ("end", endColumn));
        return (start, end);
    }

    private (DateOnly? From, DateOnly? Until) Leave()
    {
        var (from, until) = (PeopleColumns.LeaveFrom, PeopleColumns.LeaveUntil);
        if (Cell(from) is null && Cell(until) is not null)
            Fault(PeopleFileFault.PartnerMissing, ("column", until), ("missing", from));
        return Period(from, until);
    }

    private DateOnly? Date(string column)
    {
        if (Cell(column) is not { } cell)
            return null;
        if (DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Fault(PeopleFileFault.BadDate, ("column", column), ("value", cell));
        return null;
    }

    /// <summary>Whether both cells are filled. One of them alone means nothing, and is a fault.</summary>
    private bool Together(string one, string other)
    {
        var (first, second) = (Cell(one) is not null, Cell(other) is not null);
        if (first != second)
            Fault(PeopleFileFault.PartnerMissing, ("column", first ? one : other), ("missing", first ? other : one));
        return first && second;
    }

    private string? Cell(string column) =>
        _places.TryGetValue(column, out var place) && _record.Cells[place] is { Length: > 0 } cell ? cell : null;

    private void Fault(string code, params (string, object)[] facts) => Faults.Add(LineFault.Of(_record.Line, code, facts));

    // One @, no blanks or invisible characters, a dot in the domain: enough to catch what is no address. Whether mail
    // arrives there, only the platforms know.
    [GeneratedRegex("""^[^\s\p{C}@<>(),;:"\\]+@([^\s\p{C}@<>(),;:"\\.]+\.)+[^\s\p{C}@<>(),;:"\\.]+\z""")]
    private static partial Regex EmailShape();

    [GeneratedRegex("""^[A-Z0-9]{2,}\z""")]
    private static partial Regex SlackIdShape();
}
