using AimsBot.Teams;
using Microsoft.Bot.Schema.Teams;

namespace AimsBot.Tests.Teams;

public class TeamsVisitorsTests
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";

    private static readonly TeamsCaller Caller = new(Tenant, "kari", "29:kari", "28:bot", TeamsChat.Service, "a:kari", IsPersonal: true, "Europe/Oslo", "nb-NO");

    [Fact]
    public void A_profile_is_what_the_tenant_and_the_client_say()
    {
        var profile = TeamsVisitors.ProfileOf(Member(), Caller);
        Assert.Equal(("Kari", "kari@example.com", true, "Europe/Oslo", "nb-NO"), (profile.Name, profile.Email, profile.IsEmailConfirmed, profile.TimeZone, profile.Language));
    }

    [Fact]
    public void Without_an_address_the_principal_name_is_one()
    {
        var member = Member();
        member.Email = null;
        Assert.Equal("kari@contoso.example", TeamsVisitors.ProfileOf(member, Caller).Email);
    }

    [Theory]
    [InlineData("user", "kari@contoso.example", Tenant, true)]
    [InlineData(null, null, null, true)]
    [InlineData("guest", "kari@contoso.example", Tenant, false)]
    [InlineData("Guest", "kari@contoso.example", Tenant, false)]
    [InlineData("anonymous", null, Tenant, false)]
    [InlineData("user", "kari_partner.example#EXT#@contoso.onmicrosoft.com", Tenant, false)]
    [InlineData("user", "kari_partner.example#ext#@contoso.onmicrosoft.com", Tenant, false)]
    [InlineData("user", "kari@partner.example", "22222222-2222-2222-2222-222222222222", false)]
    public void Guests_and_people_of_other_tenants_are_no_members(string? role, string? principal, string? tenant, bool isMember)
    {
        var member = Member();
        (member.UserRole, member.UserPrincipalName, member.TenantId) = (role, principal, tenant);
        Assert.Equal(isMember, TeamsVisitors.ProfileOf(member, Caller).IsMember);
    }

    /// <summary>Teams' clients give up on a message after fifteen seconds; a dialog they have given five.</summary>
    [Fact]
    public void Who_waits_for_a_stranger_s_profile_is_still_answered_in_time()
    {
        Assert.True(TeamsVisitors.PatienceOfAMessage + TeamsTurn.Answer.Budget < TimeSpan.FromSeconds(15));
        Assert.True(TeamsVisitors.PatienceOfAnInvoke < TimeSpan.FromSeconds(5) / 2);
    }

    private static TeamsChannelAccount Member() => new("29:kari", "Kari", userRole: "user", tenantId: Tenant) { Email = "kari@example.com", UserPrincipalName = "kari@contoso.example" };
}
