using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Slack.Wire;
using AimsBot.Workflows.IncidentReport;
using Microsoft.Extensions.Logging;

namespace AimsBot.Slack;

/// <summary>Answers slash commands, in the reader's language and to the one who typed alone.</summary>
public sealed partial class SlackCommands(Organisations organisations, SlackVisitors visitors, StepRunner runner, ILogger<SlackCommands> log)
{
    public const string Incident = "/ai-incident";
    public const string Aims = "/aims";

    private const string Shared = "Shared";

    public async Task<SlackAnswer> AnswerAsync(SlackCommand command, CancellationToken cancel)
    {
        var organisation = organisations.OfSlackTeam(command.Team) ?? organisations.OfSlackTeam(command.Enterprise);
        if (organisation is null) return Say(Shared, null, "refusal.unknownWorkspace");
        string? language = organisation.Language;
        try
        {
            var (person, refusal) = await visitors.FindAsync(organisation, new SlackUser(command.Team, command.Enterprise, command.User, null), cancel);
            language = person?.Details.Language ?? language;
            if (refusal is not null) return Say(Shared, language, refusal);
            return command.Command switch
            {
                Incident => await ReportAsync(organisation, person!, command, language, cancel),
                Aims => Help(command.Text, language),
                _ => Say(Shared, language, "help.unknown", ("typed", command.Command), ("nearest", Incident)),
            };
        }
        catch (StoreUnavailableException e)
        {
            NotRecorded(command.Command, e);
            return Say(Shared, language, "refusal.notRecorded");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The person hears that nothing is kept, and a number by which the log is found.
            var reference = command.Key[^8..];
            Broke(command.Command, reference, e);
            return Say(Shared, language, "refusal.broken", ("reference", reference));
        }
    }

    private async Task<SlackAnswer> ReportAsync(Organisation organisation, Person person, SlackCommand command, string language, CancellationToken cancel)
    {
        if (PlainText.Clean(command.Text).Length == 0) return Say("IncidentReport", language, "command.usage");
        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = organisation.Id,
                Actor = Actor.Of(person),
                Step = ReportIncident.Step.Id,
                Key = command.Key,
                Input = new Dictionary<string, string> { ["text"] = command.Text },
                Channel = ChannelNames.Slack,
            },
            cancel);
        switch (answer)
        {
            case Kept kept:
                var incident = StoredJson.Read<Incident>(kept.Head.Body);
                var zone = person.Details.TimeZone ?? organisation.TimeZone;
                return Say(
                    "IncidentReport", language, "command.receipt",
                    ("id", kept.Head.Id.Value),
                    ("by", new ReaderFormat(language, zone).Moment(incident.FirstAnswerBy)));
            case FormReturned form:
                return Say(Shared, language, form.Fields.Values.First());
            default:
                return Say(Shared, language, ((NotTaken)answer).Refusal);
        }
    }

    private static SlackAnswer Help(string typed, string language)
    {
        var word = typed.Trim();
        var text = CardText.For(Shared, language);
        var lines = CommandWords.All.Select(w => $"`{Aims} {w.Word}` {text[w.TextKey]}").Prepend($"`{Incident}` {text["help.incident"]}");
        var help = text["help.title"] + "\n" + string.Join('\n', lines);
        if (word.Length == 0 || word.Equals(CommandWords.Help, StringComparison.OrdinalIgnoreCase)) return new SlackAnswer(help);
        var first = word.Split(' ')[0];
        var nearest = CommandWords.Nearest(first);
        var unknown = nearest is null
            ? text.Format("help.unknownWord", Facts([("typed", first)]))
            : text.Format("help.unknown", Facts([("typed", first), ("nearest", $"{Aims} {nearest}")]));
        return new SlackAnswer(SlackMarkup.Escape(unknown) + "\n" + help);
    }

    private static SlackAnswer Say(string workflow, string? language, Refusal refusal) =>
        Say(workflow, language, refusal.Key, [.. refusal.Facts.Select(f => (f.Key, f.Value))]);

    private static SlackAnswer Say(string workflow, string? language, string key, params (string, string)[] facts) =>
        new(SlackMarkup.Escape(CardText.For(workflow, language ?? "en").Format(key, Facts(facts))));

    private static JsonElement Facts((string Name, string Value)[] facts) =>
        JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Command} was not recorded: the store is not there")]
    private partial void NotRecorded(string command, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Command} broke, reference {Reference}")]
    private partial void Broke(string command, string reference, Exception exception);
}

/// <summary>An answer in the same request, to the one who acted alone.</summary>
public sealed record SlackAnswer(string Text)
{
    public byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(new { response_type = "ephemeral", text = Text });
}
