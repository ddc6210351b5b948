using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Workflows.People;

namespace AimsBot.Workflows.Accounts;

/// <summary>The platform, or the people file, says that a closed account is in use again.</summary>
public sealed record ReopenAccount(ChatAccount Account)
{
    public static readonly Step Step = new Step<AccountDetails, ReopenAccount>("account.reopen", "account-reopened", Decide);

    public static Outcome Decide(AccountDetails? account, ReopenAccount input, StepFacts facts) =>
        new Change(account!, AccountStates.Open) { FollowUps = [new NewFollowUp(LinkAccount.Step, account!.Person, new LinkAccount(input.Account))] };
}
