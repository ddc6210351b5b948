using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Accounts;

/// <summary>An account in a chat, or an e-mail address: whose it is. The first claim wins; the others read it.</summary>
public sealed class AccountWorkflow : Workflow<AccountDetails>
{
    public override string Type => PeopleDirectory.AccountType;
    public override string Prefix => PeopleDirectory.AccountPrefix;

    public override Lifecycle Lifecycle { get; } = new(
        [AccountStates.Open, AccountStates.Closed],
        [
            Lifecycle.Creates(ClaimAccount.Step, AccountStates.Open),
            Lifecycle.Stays(MeetAccount.Step, AccountStates.Open),
            Lifecycle.Moves(CloseAccount.Step, [AccountStates.Open], AccountStates.Closed),
            Lifecycle.Moves(ReopenAccount.Step, [AccountStates.Closed], AccountStates.Open),
        ]);

    protected override HeadIndex IndexOf(AccountDetails body, string state) => new()
    {
        Parent = body.Person,
        Dates = state == AccountStates.Open && body.Address is { Channel: var channel }
            ? new Dictionary<string, DateTimeOffset> { [PeopleDirectory.MetDate(channel)] = DateTimeOffset.UnixEpoch }
            : [],
    };
}
