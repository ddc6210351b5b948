using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Slack.BlockKit;
using AimsBot.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Shows forms as modals: at once, since a trigger works for three seconds and once.</summary>
public sealed class SlackForms(SlackWebApi slack, IOptionsMonitor<SlackSettings> settings)
{
    /// <summary>Shows a form. Says why where it cannot be shown.</summary>
    /// <param name="viewId">A modal that is open already and becomes the form; none: a new one.</param>
    public async Task<Refusal?> OpenAsync(FormReply form, string team, SlackOrigin origin, string? triggerId, string? viewId, CancellationToken cancel)
    {
        if (triggerId is null || settings.CurrentValue.TokenFor(team) is not { Length: > 0 } token) return new Refusal("refusal.noForm");
        var text = CardText.For("Shared", form.Form.Language);
        var view = CardTranslator.Modal(form.Form.Json, "", "", text["modal.close"], form.Step.Id, origin.Write(form.Target));
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
