using Hangfire.Annotations;
using Hangfire.Dashboard;

namespace AimsBot.Host;

/// <summary>Who may see the jobs: in Development somebody at this machine; otherwise nobody yet.</summary>
public sealed class JobsGate(HostSettings settings) : IDashboardAuthorizationFilter
{
    public bool Authorize([NotNull] DashboardContext context) => settings.IsDevelopment && ThisMachine.IsCaller(context.GetHttpContext());
}
