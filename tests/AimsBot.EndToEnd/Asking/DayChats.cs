using System.Globalization;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Asking;

/// <summary>
/// Two leads and their lines, one in each chat, where it is noon on a working day whenever the tests run: what is asked of many waits
/// for working hours.
/// </summary>
public class DayChats : TwoChats
{
    public DayChats() => People = AtNoon(TimeProvider.System.GetUtcNow());

    private static string AtNoon(DateTimeOffset now)
    {
        var offset = 12 - now.Hour;
        // In these names the sign is the other way round.
        var zone = offset == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(offset > 0 ? "-" : "+")}{Math.Abs(offset)}");
        // Saturday and Sunday are working days in Afghanistan; Antarctica has no holidays.
        var country = now.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? "AF" : "AQ";
        return $"""
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id,country
            Lead One,lead@example.com,compliance-lead,,{zone},en,T0BENCH,U0LEAD,,,{country}
            Lotte Two,lotte@example.com,compliance-lead,,{zone},en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000b1,{country}
            Clara Clerk,clara@example.com,staff legal,lead@example.com,{zone},en,T0BENCH,U0CLERK,,,{country}
            Tim Clerk,tim@example.com,staff privacy,lotte@example.com,{zone},en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000b2,{country}
            """;
    }

    /// <summary>A lead of a chat, and the one of the other.</summary>
    public Colleague Lead(string chat) => chat == "Slack" ? Person("Lead One", "U0LEAD") : Person("Lotte Two", "29:lotte");

    public Colleague OtherLead(string chat) => Lead(chat == "Slack" ? "Teams" : "Slack");

    /// <summary>The id of the record of a type that comes of something.</summary>
    public async Task<string> New(string type, Func<Task> act)
    {
        var before = await Ids(type);
        await act();
        string? made = null;
        await Eventually.Is(async () => (made = (await Ids(type)).Except(before).SingleOrDefault()) is not null, $"a new {type}");
        return made!;
    }

    /// <summary>The lead of a chat drafts a policy. Gives its number.</summary>
    public Task<string> Drafts(string chat, string title, string text) => New("policy", async () =>
    {
        await Lead(chat).Opens("policy", "Draft a policy");
        await Lead(chat).Submits(
            "",
            ("What is it called?", title),
            ("What is it about?", "acceptable-use"),
            ("What does it say? (Markdown; more can be added, or the whole sent as a file, afterwards)", text),
            ("Whose is it? (e-mail address of the owner)", "lead@example.com"),
            ("How often is it reviewed?", "12"));
    });

    /// <summary>The lead of a chat asks the line of one to read a policy. Gives the campaign, and what the one in the line is asked by.</summary>
    public async Task<(string Campaign, string Acknowledgement)> Asks(string chat, string policy, string lineIn)
    {
        var acknowledgement = "";
        var campaign = await New("campaign", async () =>
        {
            await Lead(chat).Opens("policy", "Start a campaign");
            acknowledgement = await New("acknowledgement", () => Lead(chat).Submits(
                "",
                ("Which policy?", policy),
                ("Who is to read it?", "line"),
                ("Which role, manager or language?", lineIn == "Slack" ? "lead@example.com" : "lotte@example.com")));
        });
        return (campaign, acknowledgement);
    }

    /// <summary>Presses a button and fills in its form. An update of the card that comes at that moment takes the form away: then once more.</summary>
    public static Task Fills(Colleague who, string label, string id, params (string Field, string? Value)[] fields) => Eventually.Is(
        async () =>
        {
            try
            {
                await who.Presses(label, id);
                await who.Submits(id, fields);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        },
        $"'{label}' on {id}");

    /// <summary>Waits until no card about a record has a button any more.</summary>
    public static Task LosesItsButtons(Colleague reader, string id) => Eventually.Is(
        () =>
        {
            try
            {
                return Task.FromResult(reader.Buttons(id).Count == 0);
            }
            catch (InvalidOperationException)
            {
                return Task.FromResult(true);
            }
        },
        $"the buttons of {id} to go");

    private async Task<string[]> Ids(string type) => [.. (await Bot.Records(type)).Select(r => (string)r["id"]!)];
}
