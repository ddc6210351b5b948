using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Slack;

/// <summary>
/// Answers what people type, after a slash or in a message to the bot. What a word means stands here once for Slack; the
/// words themselves are every channel's.
/// </summary>
public sealed class SlackWords(Catalogue catalogue, IRecordStore store, IPeople people, StepRunner runner, CardMaker cards, TaskList tasks, SlackForms forms)
{
    private const int MostSystems = 30;
    private static readonly Role[] RolesShown = [Role.ComplianceLead, Role.IncidentHandler, Role.InternalAuditor, Role.Legal, Role.Privacy, Role.TopManagement, Role.Administrator];

    /// <param name="key">What makes the act one act.</param>
    /// <param name="triggerId">Opens a form; none for a message, which opens none.</param>
    public async Task<PrivateAnswer> AnswerAsync(Organisation organisation, Person person, string team, string typed, string key, string? triggerId, CancellationToken cancel)
    {
        var language = CardMaker.LanguageOf(person, organisation);
        var words = typed.Trim();
        var first = words.Split((char[]?)null, 2)[0].ToLowerInvariant();
        var rest = words[first.Length..].Trim();
        switch (first)
        {
            case CommandWords.Tasks:
                return PrivateAnswer.Of(await tasks.ForAsync(organisation, person, cancel));
            case CommandWords.Incident when RecordId.Parse(rest) is { } id:
                return await ShowAsync(organisation, person, id, cancel);
            case CommandWords.Incident:
                return await ReportAsync(organisation, person, team, rest, key, triggerId, cancel);
            case CommandWords.System:
                return PrivateAnswer.Of(await SystemsAsync(organisation, person, cancel));
            case CommandWords.People:
                return PrivateAnswer.Of(await RolesAsync(organisation, person, cancel));
            default:
                return Help(first, language, person, organisation);
        }
    }

    /// <summary>Records a report; without a text opens the form, and where none can be opened says how to write one.</summary>
    public async Task<PrivateAnswer> ReportAsync(Organisation organisation, Person person, string team, string text, string key, string? triggerId, CancellationToken cancel)
    {
        var language = CardMaker.LanguageOf(person, organisation);
        if (PlainText.Clean(text).Length == 0)
        {
            var refusal = await forms.OpenAsync(organisation, person, team, ReportIncident.Step, new ActionRef(null, null), SlackOrigin.None, triggerId, null, null, cancel);
            return refusal is null ? PrivateAnswer.None : new PrivateAnswer(CardText.For("IncidentReport", language)["command.usage"]);
        }
        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = organisation.Id,
                Actor = Actor.Of(person),
                Step = ReportIncident.Step.Id,
                Key = key,
                Input = new Dictionary<string, string> { ["text"] = text },
                Channel = ChannelNames.Slack,
            },
            cancel);
        return answer switch
        {
            Kept kept => PrivateAnswer.Of(await ReceiptAsync(organisation, kept.Person!, kept.Head, cancel)),
            FormReturned form => PrivateAnswer.Of(form.Fields.Values.First(), language, "IncidentReport"),
            NotTaken no => PrivateAnswer.Of(no.Refusal, language),
            _ => PrivateAnswer.None,
        };
    }

    /// <summary>The private receipt of a report.</summary>
    public async Task<RenderedCard> ReceiptAsync(Organisation organisation, Person person, Head head, CancellationToken cancel)
    {
        var (_, facts) = await cards.LastAsync(organisation, head, person, cancel);
        return cards.Render(IncidentCards.ReceiptCard, person, organisation, IncidentCards.Receipt(StoredJson.Read<Incident>(head.Body), facts));
    }

    /// <summary>A record as it stands, for whoever may see it.</summary>
    public async Task<PrivateAnswer> ShowAsync(Organisation organisation, Person person, RecordId id, CancellationToken cancel)
    {
        var head = await store.LoadAsync(organisation.Id, id, cancel);
        var card = head is null ? null : await cards.RecordAsync(organisation, head, person, cancel);
        return card is null ? PrivateAnswer.Of(new Refusal(Refusals.NotFound), CardMaker.LanguageOf(person, organisation)) : PrivateAnswer.Of(card);
    }

    private async Task<RenderedCard> SystemsAsync(Organisation organisation, Person person, CancellationToken cancel)
    {
        var query = new RecordQuery { Type = "system", State = SystemStates.Active, Limit = MostSystems };
        var page = await store.QueryAsync(organisation.Id, query, cancel);
        var workflow = catalogue.ByType("system")!;
        var data = new JsonObject
        {
            ["systems"] = new JsonArray([.. page.Heads.Select(h => new JsonObject
            {
                ["id"] = h.Id.Value,
                ["text"] = workflow.TitleOf(workflow.Read(h.Body)),
                ["data"] = new ActionRef(h.Id, null).ToJson(),
            })]),
            ["hidden"] = await store.CountAsync(organisation.Id, query, cancel) - page.Heads.Count,
        };
        if (catalogue.WhoMayTake(RegisterSystem.Step).Grants(Actor.Of(person), new HashSet<string>()) is not null)
        {
            var text = CardText.For("SystemRegister", CardMaker.LanguageOf(person, organisation));
            data["actions"] = new JsonArray(new JsonObject { ["verb"] = RegisterSystem.Step.Id, ["title"] = text["step.register"], ["data"] = new JsonObject() });
        }
        return cards.Render("SystemRegister/Systems", person, organisation, data);
    }

    private async Task<RenderedCard> RolesAsync(Organisation organisation, Person person, CancellationToken cancel)
    {
        var text = CardText.For("People", CardMaker.LanguageOf(person, organisation));
        var roles = new JsonArray();
        foreach (var role in RolesShown)
        {
            var holders = await people.WithRoleAsync(organisation.Id, role, cancel);
            roles.Add(new JsonObject
            {
                ["role"] = text["role." + Roles.Name(role)],
                ["people"] = holders.Count == 0 ? text["roles.nobody"] : string.Join(", ", holders.Select(p => p.Details.Name).Where(n => n.Length > 0).Take(20)),
            });
        }
        var data = new JsonObject { ["roles"] = roles };
        if (person.Details.Roles.Contains(Role.Administrator) || person.Details.Roles.Contains(Role.ComplianceLead))
        {
            data["active"] = await store.CountAsync(organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active }, cancel);
            data["unconfirmed"] = await store.CountAsync(organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active, Date = PeopleDirectory.UnconfirmedDate }, cancel);
        }
        return cards.Render("People/Roles", person, organisation, data);
    }

    private PrivateAnswer Help(string typed, string language, Person person, Organisation organisation)
    {
        var text = CardText.For("Shared", language);
        var commands = new JsonArray(new JsonObject { ["command"] = SlackCommands.Incident, ["text"] = text["help.report"] });
        foreach (var word in CommandWords.All) commands.Add(new JsonObject { ["command"] = $"{SlackCommands.Aims} {word.Word}", ["text"] = text[word.TextKey] });
        var data = new JsonObject { ["commands"] = commands };
        if (typed.Length > 0 && typed != CommandWords.Help)
        {
            // Another app's command that was pointed at this bot by mistake begins with a slash.
            var nearest = typed.StartsWith('/') ? SlackCommands.Incident : CommandWords.Nearest(typed) is { } word ? $"{SlackCommands.Aims} {word}" : null;
            var facts = JsonSerializer.SerializeToElement(new { typed = Excerpt.Of(typed, 50), nearest });
            data["unknown"] = text.Format(nearest is null ? "help.unknownWord" : "help.unknown", facts);
        }
        return PrivateAnswer.Of(cards.Render("Shared/Help", person, organisation, data));
    }
}
