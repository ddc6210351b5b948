using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;
using AimsBot.Workflows.Training;

namespace AimsBot;

/// <summary>What the words mean that people type, after a slash or in a message to the bot: the same in every channel.</summary>
public sealed class Words(Clicks clicks, CardMaker cards, TaskList tasks, SystemList systems, RiskList risks, PolicyList policies, TrainingList training, AuditDesk audits, StatementView statement, ActionList actions, ReviewList reviews, CertificateDesk certification, RoleList roles)
{
    private static readonly ActionRef Nothing = new(null, null);

    // The word after risk by which somebody who is away lends their authority.
    private const string Lend = "lend";
    private static readonly string[] LendFields = ["to", "from", "until"];

    /// <param name="typed">What was typed after the command, or said to the bot.</param>
    public async Task<Reply> AnswerAsync(Visit visit, string typed, Delivery delivery, CancellationToken cancel)
    {
        var (first, rest) = Split(typed);
        // Who comes from outside sees what waits for them and the audits that name them, and nothing of the registers.
        if (visit.Person.IsGuest && first is not CommandWords.Tasks) return first is CommandWords.Audit ? await AuditAsync(visit, RecordId.Parse(rest)?.Value ?? "", cancel) : new CardReply(Help(visit));
        return first switch
        {
            CommandWords.Tasks => new CardReply(await tasks.ForAsync(visit, cancel)),
            CommandWords.Incident when RecordId.Parse(rest) is { } id => await clicks.ShowAsync(visit, id, cancel),
            CommandWords.Incident => await ReportAsync(visit, rest, delivery, cancel),
            CommandWords.System => new CardReply(await systems.ForAsync(visit, cancel)),
            CommandWords.Policy when RecordId.Parse(rest) is { } policy => await clicks.ShowAsync(visit, policy, cancel),
            CommandWords.Policy => new CardReply(await policies.ForAsync(visit, cancel)),
            CommandWords.Training when RecordId.Parse(rest) is { } taught => await clicks.ShowAsync(visit, taught, cancel),
            CommandWords.Training => new CardReply(await training.ForAsync(visit, rest, cancel)),
            CommandWords.Risk when RecordId.Parse(rest) is { } risk && !RiskFilter.IsSystem(risk) => await clicks.ShowAsync(visit, risk, cancel),
            CommandWords.Risk when Split(rest) is (Lend, var to) => await LendAsync(visit, to, delivery, cancel),
            CommandWords.Risk => new CardReply(await risks.ForAsync(visit, rest, delivery, cancel)),
            CommandWords.Audit => await AuditAsync(visit, rest, cancel),
            CommandWords.Action when RecordId.Parse(rest) is { } action => await clicks.ShowAsync(visit, action, cancel),
            CommandWords.Action => new CardReply(await actions.ForAsync(visit, cancel)),
            CommandWords.Review when RecordId.Parse(rest) is { } review => await clicks.ShowAsync(visit, review, cancel),
            CommandWords.Review when rest.Equals("plan", StringComparison.OrdinalIgnoreCase) => await clicks.OpenAsync(visit, PlanReview.Step, Nothing, null, cancel),
            CommandWords.Review => new CardReply(await reviews.ForAsync(visit, cancel)),
            CommandWords.Certificate => await CertificateAsync(visit, rest, delivery, cancel),
            CommandWords.People when RecordId.Parse(rest) is { } person => await clicks.ShowAsync(visit, person, cancel),
            CommandWords.People => new CardReply(await roles.ForAsync(visit, cancel)),
            _ => new CardReply(Help(visit, first)),
        };
    }

    // One word for all that audits are about: a number shows a record, a second word one part of it.
    private async Task<Reply> AuditAsync(Visit visit, string rest, CancellationToken cancel) => rest.ToLowerInvariant() switch
    {
        _ when RecordId.Parse(rest) is { } id => await clicks.ShowAsync(visit, id, cancel),
        "soa" => new CardReply(await statement.ForAsync(visit, cancel)),
        "status" or "programme" => new CardReply(await audits.StatusAsync(visit, cancel)),
        "plan" => await clicks.OpenAsync(visit, PlanAudit.Step, Nothing, null, cancel),
        _ => new CardReply(await audits.ForAsync(visit, cancel)),
    };

    // The certificate as it stands; a second word takes a step on it.
    private async Task<Reply> CertificateAsync(Visit visit, string rest, Delivery delivery, CancellationToken cancel)
    {
        if (RecordId.Parse(rest) is { } id) return await clicks.ShowAsync(visit, id, cancel);
        if (await certification.CurrentAsync(visit.Organisation, cancel) is { } head)
        {
            if (rest.Equals("ready", StringComparison.OrdinalIgnoreCase)) return await clicks.TakeAsync(visit, CheckReadiness.Step, new ActionRef(head.Id, null), new Dictionary<string, string>(), delivery, cancel);
            if (rest.Equals("plan", StringComparison.OrdinalIgnoreCase)) return await clicks.OpenAsync(visit, PlanVisit.Step, new ActionRef(head.Id, null), null, cancel);
        }
        return new CardReply(await certification.ForAsync(visit, cancel));
    }

    /// <summary>Records a report at once; without a text, the form for one.</summary>
    public async Task<Reply> ReportAsync(Visit visit, string text, Delivery delivery, CancellationToken cancel) =>
        PlainText.Clean(text).Length == 0
            ? await clicks.OpenAsync(visit, ReportIncident.Step, Nothing, null, cancel)
            : await clicks.TakeAsync(visit, ReportIncident.Step, Nothing, new Dictionary<string, string> { ["text"] = text }, delivery, cancel);

    /// <summary>
    /// Lends the authority to decide on risks, in one line: to whom, and the first and the last day. Without them, the form;
    /// with <c>nobody</c>, it is taken back.
    /// </summary>
    private Task<Reply> LendAsync(Visit visit, string typed, Delivery delivery, CancellationToken cancel)
    {
        var own = new ActionRef(visit.Person.Id, null);
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return clicks.OpenAsync(visit, DelegateRisks.Step, own, null, cancel);
        var values = new Dictionary<string, string>();
        foreach (var (field, word) in LendFields.Zip(words)) values[field] = word;
        if (words is ["nobody"]) values.Clear();
        return clicks.TakeAsync(visit, DelegateRisks.Step, own, values, delivery, cancel);
    }

    /// <summary>The words with what they do; first what was not understood, if anything was.</summary>
    public RenderedCard Help(Visit visit, string unknown = "")
    {
        var text = CardText.For("Shared", visit.Language);
        var report = CommandWords.Report(visit.Channel);
        var isWord = report == CommandWords.Incident;
        var commands = new JsonArray(new JsonObject { ["command"] = report, ["text"] = isWord ? $"{text["help.report"]} {text["help.incidentNumber"]}" : text["help.report"] });
        foreach (var word in CommandWords.All.Where(w => !isWord || w.Word != report))
            commands.Add(new JsonObject { ["command"] = CommandWords.Typed(visit.Channel, word.Word), ["text"] = text[word.TextKey] });
        var title = CardText.For("IncidentReport", visit.Language)["step.report"];
        var data = new JsonObject
        {
            ["commands"] = commands,
            ["actions"] = new JsonArray(new JsonObject { ["verb"] = ReportIncident.Step.Id, ["title"] = title, ["data"] = Nothing.ToJson() }),
        };
        if (unknown.Length > 0 && unknown != CommandWords.Help)
        {
            // Another app's command that was pointed at this bot by mistake begins with a slash.
            var nearest = unknown.StartsWith('/') ? report : CommandWords.Nearest(unknown) is { } word ? CommandWords.Typed(visit.Channel, word) : null;
            var facts = JsonSerializer.SerializeToElement(new { typed = Excerpt.Of(unknown, 50), nearest });
            data["unknown"] = text.Format(nearest is null ? "help.unknownWord" : "help.unknown", facts);
        }
        return cards.Render("Shared/Help", visit.Person, visit.Organisation, data);
    }

    // Who knows the bot from another chat types its commands here as there.
    private static (string Word, string After) Split(string typed)
    {
        var (first, rest) = Cut(typed.Trim());
        return first switch
        {
            "/aims" or "aims" => Cut(rest),
            "/ai-incident" or "ai-incident" => (CommandWords.Incident, rest),
            _ => (first, rest),
        };

        static (string, string) Cut(string words)
        {
            var first = words.Split((char[]?)null, 2)[0];
            return (first.ToLowerInvariant(), words[first.Length..].Trim());
        }
    }
}
