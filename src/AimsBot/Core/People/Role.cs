namespace AimsBot.Core.People;

/// <summary>
/// What a person may answer for in the AI management system. Rights hang on roles, read at the moment of each act;
/// one person may hold several.
/// </summary>
public enum Role
{
    /// <summary>Anyone who works under the organisation's control, contractors included.</summary>
    Staff,

    /// <summary>Answers for other people: sees their duties and hears when they are late.</summary>
    Manager,

    /// <summary>The AIMS manager, who also owns the audit programme.</summary>
    ComplianceLead,

    /// <summary>Audits; never his or her own work.</summary>
    InternalAuditor,

    /// <summary>Takes and works on AI incidents.</summary>
    IncidentHandler,

    Legal,

    Privacy,

    /// <summary>Directs the organisation: accepts the highest risks, takes part in the management review.</summary>
    TopManagement,

    /// <summary>Keeps the bot running: people, settings, merging. No say in governance by that alone.</summary>
    Administrator,

    /// <summary>
    /// Audits from outside, from one day to another: no member, and sees nothing but the audits and checklists that name them.
    /// </summary>
    OutsideAuditor,
}

/// <summary>The written names of roles: in people files, in records and on the command line.</summary>
public static class Roles
{
    private static readonly Dictionary<string, Role> ByName = Enum.GetValues<Role>().ToDictionary(Name, StringComparer.Ordinal);

    /// <summary>Every written name, in the order of <see cref="Role"/>.</summary>
    public static IEnumerable<string> Names => Enum.GetValues<Role>().Select(Name);

    /// <summary>The written name of a role. Stored in records, so a name never changes.</summary>
    public static string Name(Role role) => role switch
    {
        Role.Staff => "staff",
        Role.Manager => "manager",
        Role.ComplianceLead => "compliance-lead",
        Role.InternalAuditor => "internal-auditor",
        Role.IncidentHandler => "incident-handler",
        Role.Legal => "legal",
        Role.Privacy => "privacy",
        Role.TopManagement => "top-management",
        Role.Administrator => "administrator",
        Role.OutsideAuditor => "outside-auditor",
    };

    /// <summary>The role of a written name, exactly as <see cref="Name"/> writes it; null for anything else.</summary>
    public static Role? Parse(string name) => ByName.TryGetValue(name, out var role) ? role : null;
}
