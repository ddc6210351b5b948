using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Accounts;

/// <summary>Says for the first time whose an account is. Its action key is the account's hash, so a race has one winner.</summary>
public sealed record ClaimAccount(RecordId Person)
{
    public static readonly Step Step = new Step<AccountDetails, ClaimAccount>("account.claim", "account-claimed", Decide);

    public static Outcome Decide(AccountDetails? account, ClaimAccount input, StepFacts facts) =>
        new Change(new AccountDetails { Person = input.Person }, AccountStates.Open);
}
