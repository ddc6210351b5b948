using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Accounts;

/// <summary>
/// The chat says where the account is reached, for the first time or anew; or that the bot was sent away, and there is no
/// such place any more.
/// </summary>
public sealed record MeetAccount(ChatAddress? Address)
{
    public static readonly Step Step = new Step<AccountDetails, MeetAccount>("account.meet", "account-met", Decide) { MovesBasis = false };

    public static Outcome Decide(AccountDetails? account, MeetAccount input, StepFacts facts) =>
        new Change(account! with { Address = input.Address }, facts.State!);
}
