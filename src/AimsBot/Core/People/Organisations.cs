namespace AimsBot.Core.People;

/// <summary>The organisations that this host serves, and which workspace or tenant belongs to which.</summary>
public sealed class Organisations(IReadOnlyList<Organisation> all)
{
    private readonly Dictionary<string, Organisation> _byId = all.ToDictionary(o => o.Id);
    private readonly Dictionary<string, Organisation> _bySlackTeam =
        all.SelectMany(o => o.SlackTeams.Select(t => (t, o))).ToDictionary(p => p.t, p => p.o);
    private readonly Dictionary<string, Organisation> _byTenant =
        all.SelectMany(o => o.TeamsTenants.Select(t => (t, o))).ToDictionary(p => p.t, p => p.o, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Organisation> All { get; } = all;

    public Organisation Get(string id) => _byId[id];

    /// <summary>The organisation of a listed Slack workspace or Grid enterprise; none for a stranger's.</summary>
    public Organisation? OfSlackTeam(string? teamOrEnterprise) =>
        teamOrEnterprise is null ? null : _bySlackTeam.GetValueOrDefault(teamOrEnterprise);

    public Organisation? OfTenant(string? tenant) => tenant is null ? null : _byTenant.GetValueOrDefault(tenant);
}
