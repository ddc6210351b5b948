using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>The data of the cards in <c>cards/IncidentReport</c>.</summary>
public static class IncidentCards
{
    public const string ReceiptCard = "IncidentReport/Receipt";
    public const string MessageChangedCard = "IncidentReport/MessageChanged";

    /// <summary>The one living card, for handlers, the reporter, and those who must know.</summary>
    public static JsonObject Incident(Incident incident, CardFacts facts)
    {
        var data = Basics(incident, facts);
        data["state"] = facts.Text["state." + facts.Head!.State];
        data["severityReported"] = Severity(incident.ReportedSeverity, facts);
        data["reporter"] = facts.NameOf(incident.Reporter);
        data["aware"] = facts.Format.Moment(incident.Aware.At);
        if (facts.Head.State == IncidentStates.Reported)
        {
            if (!incident.Answered) data["firstAnswerBy"] = facts.Format.Moment(incident.FirstAnswerBy);
            data["triageBy"] = facts.Format.Moment(incident.TriageBy);
        }
        if (incident.Assignee is { } assignee) data["handler"] = facts.NameOf(assignee);
        if (incident.Triage is { } triage)
        {
            data["kind"] = Kind(triage.Kind, facts);
            data["severityTriaged"] = Severity(triage.Severity, facts);
            data["categories"] = string.Join(", ", triage.Categories.Select(c => facts.Text["category." + IncidentChoices.Word(IncidentChoices.Categories, c)]));
        }
        if (incident.CorrectiveActions.Count > 0) data["actionIds"] = string.Join(", ", incident.CorrectiveActions);
        if (LastLine(incident, facts) is { } last) data["last"] = last;
        data["next"] = facts.Text["next." + facts.Head.State];
        var actions = Actions(incident, facts);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    /// <summary>The private answer to the reporter.</summary>
    public static JsonObject Receipt(Incident incident, CardFacts facts)
    {
        var data = Basics(incident, facts);
        if (incident.ReportedSeverity is not null) data["severity"] = Severity(incident.ReportedSeverity, facts);
        data["told"] = facts.Text["receipt.handlers"];
        data["firstAnswerBy"] = facts.Format.Moment(incident.FirstAnswerBy);
        data["tasks"] = CommandWords.Typed(facts.Channel, CommandWords.Tasks);
        data["actions"] = new JsonArray(CardActions.Of(AddDetails.Step, facts));
        return data;
    }

    /// <summary>What a reporter hears who changes the message of a report: how to correct the record.</summary>
    public static JsonObject MessageChanged(CardFacts facts)
    {
        var data = new JsonObject { ["id"] = facts.Head!.Id.Value };
        if (facts.Head.State is IncidentStates.Reported or IncidentStates.Triaged) data["actions"] = new JsonArray(CardActions.Of(AddDetails.Step, facts));
        return data;
    }

    /// <summary>What was done last, in the reader's words.</summary>
    public static string? LastLine(Incident incident, CardFacts facts)
    {
        if (incident.Last is not { } last) return null;
        var words = new JsonObject
        {
            ["by"] = facts.NameOf(last.By),
            ["channel"] = facts.Text["channel." + (last.Channel ?? "none")],
            ["at"] = facts.Format.Moment(last.At),
            ["reason"] = last.Reason ?? "",
            ["other"] = last.Other?.Value ?? "",
        };
        return facts.Text.Format("last." + last.What, System.Text.Json.JsonSerializer.SerializeToElement(words));
    }

    public static JsonObject Form(Step step, Incident? incident, CardFacts facts)
    {
        var data = new JsonObject();
        if (facts.Head is { } head) data["id"] = head.Id.Value;
        if (step.FormLists.Count > 0) data["systems"] = Systems(incident, facts);
        if (incident is not null) data["text"] = Text(incident, facts);
        if (step == AddDetails.Step && IncidentDetails.KeepsText(incident!)) data["keepsText"] = true;
        data["values"] = Values(step, incident, facts);
        if (step == CloseIncident.Step) data["needsDecision"] = CloseIncident.NeedsDecision(incident!);
        if (step.FormCard == "IncidentReport/ReasonForm") data["action"] = step.Id["incident.".Length..];
        return data;
    }

    private static JsonObject Values(Step step, Incident? incident, CardFacts facts)
    {
        var values = new JsonObject();
        if (step == AddDetails.Step && incident is not null)
        {
            var (day, time) = IncidentDetails.Written(incident.Occurred, facts.Reader.Details.TimeZone ?? facts.Organisation.TimeZone);
            values["kind"] = IncidentChoices.Word(IncidentChoices.Kinds, incident.Kind);
            if (!IncidentDetails.KeepsText(incident)) values["text"] = incident.Text;
            values["severity"] = incident.ReportedSeverity is { } severity ? IncidentChoices.Word(IncidentChoices.Severities, severity) : IncidentChoices.NotSure;
            values["system"] = incident.System?.Value ?? IncidentChoices.NotListed;
            if (day is not null) values["date"] = day;
            if (time is not null) values["time"] = time;
            if (incident.Affected is not null) values["affected"] = incident.Affected;
        }
        if (step == TriageIncident.Step && incident is not null)
        {
            if (incident.Kind != IncidentKind.NotSure) values["type"] = IncidentChoices.Word(IncidentChoices.Kinds, incident.Kind);
            values["severity"] = IncidentChoices.Word(IncidentChoices.Severities, incident.Severity);
            values["system"] = incident.System?.Value ?? IncidentChoices.NotListed;
        }
        foreach (var (id, value) in facts.Values) values[id] = value;
        return values;
    }

    private static JsonObject Basics(Incident incident, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["kind"] = Kind(incident.Kind, facts),
            ["text"] = Text(incident, facts),
        };
        if (incident.System is { } system) data["system"] = facts.NameOf(system);
        if (incident.Affected is not null) data["affected"] = incident.Affected;
        if (incident.Occurred is { } occurred) data["happened"] = Moment(occurred, facts);
        return data;
    }

    private static string Moment(KnownTime known, CardFacts facts) =>
        known.DayOnly
            ? facts.Format.Date(known.DayIn(facts.Reader.Details.TimeZone ?? facts.Organisation.TimeZone))
            : facts.Format.Moment(known.At);

    private static string Text(Incident incident, CardFacts facts) =>
        incident.Erased?.Contains("text") == true ? facts.Text["text.erased"] : incident.Text;

    // The system that stands there is offered whatever became of it: a form that lacked it would take it away.
    private static JsonArray Systems(Incident? incident, CardFacts facts)
    {
        var offered = facts.Lists["system"];
        if (incident?.System is { } own && offered.All(s => s.Id != own)) offered = [.. offered, (own, facts.NameOf(own))];
        return [.. offered.Select(s => new JsonObject { ["id"] = s.Id.Value, ["name"] = s.Title })];
    }

    // Whoever has it need not take it again.
    private static JsonArray Actions(Incident incident, CardFacts facts) =>
    [
        .. facts.Steps
            .Where(s => s != AddDetails.Step || IsReporterOnly(facts))
            .Where(s => s != AskForAction.Step || incident.CorrectiveActions.Count == 0)
            .Where(s => s != TakeIncident.Step || !facts.Reader.Is(incident.Assignee))
            .Select(s => CardActions.Of(s, facts)),
    ];

    // A handler has enough buttons; the reporter's card offers the details.
    private static bool IsReporterOnly(CardFacts facts) => !facts.Steps.Contains(TakeIncident.Step);

    private static string Kind(IncidentKind kind, CardFacts facts) => facts.Text["kindWord." + IncidentChoices.Word(IncidentChoices.Kinds, kind)];

    private static string Severity(Severity? severity, CardFacts facts) =>
        facts.Text["severityWord." + (severity is { } known ? IncidentChoices.Word(IncidentChoices.Severities, known) : IncidentChoices.NotSure)];
}
