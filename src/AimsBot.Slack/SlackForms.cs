using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Slack.BlockKit;
using AimsBot.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Opens the forms of steps as modals: at once, since a trigger works for three seconds and once.</summary>
public sealed class SlackForms(CardMaker cards, SlackWebApi slack, IOptionsMonitor<SlackSettings> settings)
{
    /// <summary>Opens the form of a step. Says why where it cannot be opened.</summary>
    /// <param name="viewId">A modal that is open already and becomes the form; none: a new one.</param>
    public async Task<Refusal?> OpenAsync(
        Organisation organisation, Person person, string team, Step step, ActionRef target, SlackOrigin origin, string? triggerId, string? viewId,
        IReadOnlyDictionary<string, string>? values, CancellationToken cancel)
    {
        var (form, refusal) = await cards.FormAsync(organisation, step, target, person, values, cancel);
        if (form is null) return refusal;
        if (triggerId is null || settings.CurrentValue.TokenFor(team) is not { Length: > 0 } token) return new Refusal("refusal.noForm");
        var text = CardText.For("Shared", form.Language);
        var view = CardTranslator.Modal(form.Json, "", "", text["modal.close"], step.Id, origin.Write(target));
        var json = JsonNode.Parse(view.Json)!.AsObject();
        var workspace = new SlackWorkspace(team, token);
        var result = viewId is null
            ? await slack.OpenView(workspace, triggerId, json, cancel)
            : await slack.UpdateView(workspace, viewId, null, json, SlackTurn.Answer, cancel);
        return result.Ok ? null : new Refusal("refusal.noForm");
    }

    /// <summary>A modal that only says something: a receipt, a refusal, a record.</summary>
    public static JsonObject Show(RenderedCard card, string metadata = "")
    {
        var text = CardText.For("Shared", card.Language);
        return JsonNode.Parse(CardTranslator.Modal(card.Json, "", "", text["modal.done"], "", metadata).Json)!.AsObject();
    }
}

/// <summary>Where a form or a view was opened from, carried in the view; only where to answer, never who may do what.</summary>
public sealed record SlackOrigin(string? Channel, string? Message, bool IsEphemeral, bool IsHome)
{
    public static readonly SlackOrigin None = new(null, null, false, false);

    public string Write(ActionRef target)
    {
        var json = target.ToJson();
        if (Channel is not null) json["channel"] = Channel;
        if (Message is not null) json["message"] = Message;
        if (IsEphemeral) json["ephemeral"] = true;
        if (IsHome) json["home"] = true;
        return json.ToJsonString();
    }

    /// <summary>None where the metadata is not of this form.</summary>
    public static (ActionRef Target, SlackOrigin Origin)? Read(string metadata)
    {
        if (ActionRef.Read(metadata) is not { } target) return null;
        using var document = JsonDocument.Parse(metadata);
        var root = document.RootElement;
        return (target, new SlackOrigin(Text("channel"), Text("message"), root.TryGetProperty("ephemeral", out _), root.TryGetProperty("home", out _)));

        string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public ClickedMessage? Clicked(string team) =>
        Channel is not null && Message is not null
            ? new ClickedMessage(ChannelNames.Slack, team, Channel, Message) { CanBeUpdated = !IsEphemeral }
            : null;
}
