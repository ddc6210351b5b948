using AimsBot.Core;
using AimsBot.Core.Channels;

namespace AimsBot.Teams;

/// <summary>
/// Which buttons open a dialog: those with the form of something new. The form of a step on a record stands in place of the
/// record's card, which works in every client, and has the way back on it.
/// </summary>
public sealed class TeamsDialogs(Catalogue catalogue)
{
    public bool IsDialog(string verb, ActionRef? target) => target is { Record: null } && catalogue.ByStep(verb) is { Step.FormCard: not null };
}
