using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AimsBot.Teams;

/// <summary>Teams' door.</summary>
public static class TeamsEndpoint
{
    /// <param name="routes">The host's.</param>
    /// <param name="isThisMachine">Whether a request comes from this machine itself.</param>
    public static void MapTeams(this IEndpointRouteBuilder routes, Func<HttpContext, bool> isThisMachine) =>
        routes.MapPost("/api/messages", context => context.RequestServices.GetRequiredService<TeamsAdapter>()
            .TakeAsync(context, context.RequestServices.GetRequiredService<TeamsBot>(), isThisMachine));
}
