using AimsBot.Core.People;

namespace AimsBot.Tests.Core.People;

public class RoleTests
{
    [Fact]
    public void The_written_names_never_change() => Assert.Equal(
        [
            "staff", "manager", "compliance-lead", "internal-auditor", "incident-handler", "legal", "privacy",
            "top-management", "administrator", "outside-auditor",
        ],
        Roles.Names);

    [Fact]
    public void Every_written_name_leads_back_to_its_role() =>
        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal(role, Roles.Parse(Roles.Name(role))));

    [Theory]
    [InlineData("adminstrator")]
    [InlineData("Administrator")]
    [InlineData(" administrator")]
    [InlineData("8")]
    [InlineData("")]
    public void What_is_only_like_a_name_is_no_role(string text) => Assert.Null(Roles.Parse(text));
}
