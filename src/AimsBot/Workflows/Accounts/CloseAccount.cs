using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Accounts;

/// <summary>The platform closed the account; the person stays.</summary>
public sealed record CloseAccount
{
    public static readonly Step Step = new Step<AccountDetails, CloseAccount>("account.close", "account-closed", Decide);

    public static Outcome Decide(AccountDetails? account, CloseAccount input, StepFacts facts) =>
        new Change(account!, AccountStates.Closed);
}
