using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace StructGen.Api.Access;

/// <summary>Decides whether a caller has the scope that an endpoint asks for.</summary>
internal sealed class ScopeHandler(IOptions<AuthOptions> options) : AuthorizationHandler<ScopeRequirement>
{
    /// <summary>What proxies add; X-Forwarded-* besides.</summary>
    private static readonly HashSet<string> Proxies = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Original-Forwarded-For", "X-Original-Host", "True-Client-IP", "CF-Connecting-IP", "CF-Ray", "Fastly-Client-IP", "X-Envoy-External-Address",
    };

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        var caller = (context.User.Identity as CallerIdentity)?.Caller;
        var allowed = caller is not null
            ? requirement.Scope is null || caller.Scopes.Contains(requirement.Scope)
            : !options.Value.IsOn && !requirement.EvenWhenOff;
        if (allowed || (requirement.OrLoopback && context.Resource is HttpContext http && IsLocal(http)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <summary>A proxy on this machine speaks for others: what it passes on is not local.</summary>
    private static bool IsLocal(HttpContext context)
        => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !context.Request.Headers.Keys.Any(IsOfProxy);

    private static bool IsOfProxy(string header) => Proxies.Contains(header) || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);
}
