using System.Security.Cryptography;
using System.Text;

namespace AimsBot.Core.People;

/// <summary>
/// What tells one account from every other: <c>slack:T:U</c>, <c>slack:E:W</c> for a user of an Enterprise Grid,
/// <c>teams:tenant:oid</c>, <c>email:…</c> in lower case. Stored and chained as a hash alone.
/// </summary>
public readonly record struct AccountKey(string Value)
{
    public static AccountKey Slack(string teamOrEnterprise, string user) => new($"slack:{teamOrEnterprise}:{user}");

    public static AccountKey Teams(string tenant, string objectId) =>
        new($"teams:{tenant.ToLowerInvariant()}:{objectId.ToLowerInvariant()}");

    public static AccountKey Email(string address) => new($"email:{address.Trim().ToLowerInvariant()}");

    public static AccountKey Of(ChatAccount account) => new($"{account.Channel}:{account.Place}:{account.User}");

    /// <summary>The action key of the act that claims the account: the hash of it.</summary>
    public string ActionKey => "account:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)));
}
