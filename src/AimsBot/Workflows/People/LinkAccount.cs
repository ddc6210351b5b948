using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person is reached through this account from now on.</summary>
public sealed record LinkAccount(ChatAccount Account)
{
    public static readonly Step Step = new Step<PersonDetails, LinkAccount>("person.link-account", "account-linked", Decide) { MovesBasis = false };

    public static Outcome Decide(PersonDetails? person, LinkAccount input, StepFacts facts) =>
        new Change(person! with { Accounts = [.. person.Accounts.Append(input.Account).Distinct()] }, facts.State!);
}
