using AimsBot.Core.Cards;
using AimsBot.Core.Channels;

namespace AimsBot.Slack;

/// <summary>Answers what people type, after a slash or in a message to the bot, privately; forms open as modals.</summary>
public sealed class SlackWords(Words words, SlackForms forms)
{
    /// <param name="triggerId">Opens a form; none for a message, which opens none.</param>
    public async Task<PrivateAnswer> AnswerAsync(Visit visit, string team, string typed, string key, string? triggerId, CancellationToken cancel) =>
        await ShowAsync(visit, team, await words.AnswerAsync(visit, typed, new Delivery(key), cancel), triggerId, cancel);

    public async Task<PrivateAnswer> ReportAsync(Visit visit, string team, string text, string key, string? triggerId, CancellationToken cancel) =>
        await ShowAsync(visit, team, await words.ReportAsync(visit, text, new Delivery(key), cancel), triggerId, cancel);

    /// <summary>A reply as Slack shows it; a form opens.</summary>
    public async Task<PrivateAnswer> ShowAsync(Visit visit, string team, Reply reply, string? triggerId, CancellationToken cancel) => reply switch
    {
        CardReply card => PrivateAnswer.Of(card.Card),
        KeptReply kept => PrivateAnswer.Of(kept.Receipt),
        FormReply form => await forms.OpenAsync(form, team, SlackOrigin.None, triggerId, null, cancel) is null
            ? PrivateAnswer.None
            // Where no form can be opened, the report can still be written after the command.
            : new PrivateAnswer(CardText.For("IncidentReport", visit.Language)["command.usage"]),
        FaultsReply faults => PrivateAnswer.Refused(faults.Faults.Values.First(), null, visit.Language),
        RefusedReply no => PrivateAnswer.Refused(no.Reason, no.Meanwhile, visit.Language),
        _ => throw new InvalidOperationException("There is a reply that Slack does not know."),
    };
}
