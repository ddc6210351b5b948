using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Workflows.People;

namespace AimsBot.Workflows.Accounts;

/// <summary>The platform closed the account; the person stays, and is reached elsewhere.</summary>
public sealed record CloseAccount(ChatAccount Account)
{
    public static readonly Step Step = new Step<AccountDetails, CloseAccount>("account.close", "account-closed", Decide);

    public static Outcome Decide(AccountDetails? account, CloseAccount input, StepFacts facts) =>
        new Change(account!, AccountStates.Closed) { FollowUps = [new NewFollowUp(UnlinkAccount.Step, account!.Person, new UnlinkAccount(input.Account))] };
}
