using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person is not reached through this account any more. The person stays.</summary>
public sealed record UnlinkAccount(ChatAccount Account)
{
    public static readonly Step Step = new Step<PersonDetails, UnlinkAccount>("person.unlink-account", "account-unlinked", Decide) { MovesBasis = false };

    public static Outcome Decide(PersonDetails? person, UnlinkAccount input, StepFacts facts) =>
        new Change(person! with { Accounts = [.. person.Accounts.Where(a => a != input.Account)] }, facts.State!);
}
