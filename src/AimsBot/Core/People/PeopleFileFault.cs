using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AimsBot.Core.People;

/// <summary>
/// Everything that can be wrong with a people file: the codes, which never change, and their English sentences for the
/// command line.
/// </summary>
public static partial class PeopleFileFault
{
    // The whole file.
    public const string NotText = "not-text";
    public const string NoPeople = "no-people";
    public const string TooManyRows = "too-many-rows";
    public const string UnknownColumn = "unknown-column";
    public const string MissingColumn = "missing-column";
    public const string ColumnTwice = "column-twice";

    // One line as a whole.
    public const string BadQuotes = "bad-quotes";
    public const string TooFewCells = "too-few-cells";
    public const string TooManyCells = "too-many-cells";
    public const string CellTooLong = "cell-too-long";
    public const string ControlCharacter = "control-character";

    // One cell, or two that belong together.
    public const string MissingName = "missing-name";
    public const string MissingEmail = "missing-email";
    public const string BadEmail = "bad-email";
    public const string EmailTwice = "email-twice";
    public const string UnknownRole = "unknown-role";
    public const string UnknownZone = "unknown-zone";
    public const string UnknownCountry = "unknown-country";
    public const string UnknownChannel = "unknown-channel";
    public const string PartnerMissing = "partner-missing";
    public const string BadSlackId = "bad-slack-id";
    public const string BadTeamsId = "bad-teams-id";
    public const string SlackTeamNotListed = "slack-team-not-listed";
    public const string TeamsTenantNotListed = "teams-tenant-not-listed";
    public const string AccountTwice = "account-twice";
    public const string BadDate = "bad-date";
    public const string EndBeforeStart = "end-before-start";

    // Warnings: the line is taken, with something left out.
    public const string UnreadableLanguage = "unreadable-language";
    public const string ManagerIsSelf = "manager-is-self";
    public const string ManagerUnknown = "manager-unknown";
    public const string ManagersInRing = "managers-in-ring";

    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        [NotText] = "The file is not text that can be read for certain. Save it as \"CSV UTF-8\" and import it again.",
        [NoPeople] = "There is nobody in the file.",
        [TooManyRows] = "The file has more than {most} rows. Import it in parts.",
        [UnknownColumn] = "There is no column \"{column}\". The columns are " + string.Join(", ", PeopleColumns.Required.Concat(PeopleColumns.Optional)) + ".",
        [MissingColumn] = "The column \"{column}\" is missing.",
        [ColumnTwice] = "The column \"{column}\" is there twice.",
        [BadQuotes] = "The quotation marks are not in pairs.",
        [TooFewCells] = "There are {found} cells where the header has {expected}.",
        [TooManyCells] = "There are {found} cells where the header has {expected}.",
        [CellTooLong] = "The cell \"{column}\" has more than {most} characters.",
        [ControlCharacter] = "The cell \"{column}\" has a character in it that is no text.",
        [MissingName] = "The name is missing.",
        [MissingEmail] = "The e-mail address is missing.",
        [BadEmail] = "\"{value}\" is not an e-mail address.",
        [EmailTwice] = "The e-mail address {value} is already that of line {first}.",
        [UnknownRole] = "There is no role \"{value}\". The roles, separated by blanks, are " + string.Join(", ", Roles.Names) + ".",
        [UnknownZone] = "There is no time zone \"{value}\". Write it like Europe/Oslo.",
        [UnknownCountry] = "There is no country \"{value}\". Write its two letters, like NO or GB.",
        [UnknownChannel] = "\"{value}\" is not a channel. Write slack or teams.",
        [PartnerMissing] = "There is a {column} but no {missing}.",
        [BadSlackId] = "\"{value}\" is not a Slack id in {column}. It looks like U012AB3CD.",
        [BadTeamsId] = "\"{value}\" is not an id in {column}. It looks like 1b2e6f0c-6c1b-4b5e-9f0e-2d6f6f1c0a11.",
        [SlackTeamNotListed] = "The Slack workspace {value} is not one of this organisation's.",
        [TeamsTenantNotListed] = "The Teams tenant {value} is not one of this organisation's.",
        [AccountTwice] = "The {channel} account {value} is already that of line {first}.",
        [BadDate] = "\"{value}\" in {column} is not a date. Write it like 2027-01-31.",
        [EndBeforeStart] = "{end} is before {start}.",
        [UnreadableLanguage] = "\"{value}\" is not a language tag like nb-NO; {used} is used.",
        [ManagerIsSelf] = "{manager} cannot be his or her own manager; kept without a manager.",
        [ManagerUnknown] = "The manager {manager} is neither in the file nor known; kept without a manager.",
        [ManagersInRing] = "The manager {manager} closes a ring of {count} people who manage each other; kept without a manager.",
    }.ToFrozenDictionary();

    /// <summary>Every code, for those who write the sentences in other languages.</summary>
    public static IEnumerable<string> Codes => Sentences.Keys;

    internal static string Sentence(LineFault fault) =>
        FactName().Replace(Sentences[fault.Code], name => fault.Facts[name.Groups[1].Value]);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex FactName();
}
