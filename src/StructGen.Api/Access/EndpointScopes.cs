using Microsoft.AspNetCore.Authorization;

namespace StructGen.Api.Access;

/// <summary>Ties endpoints to what they ask of a caller. An endpoint that nobody tied asks for <see cref="Scope.Admin"/>.</summary>
internal static class EndpointScopes
{
    /// <summary>The one POST that changes nothing.</summary>
    private const string Checking = "/check";

    /// <summary>One scope for all of a group.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder
        => builder.Require(new ScopeRequirement(scope));

    /// <summary>Anyone who is known.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.Require(new ScopeRequirement(null));

    /// <summary>Reading needs one scope, changing another: whatever is no GET and not known to change nothing.</summary>
    public static RouteGroupBuilder RequireRegistryScopes(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            var isRead = endpoint.Metadata.OfType<IHttpMethodMetadata>().SelectMany(metadata => metadata.HttpMethods).All(HttpMethods.IsGet)
                || (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText?.EndsWith(Checking, StringComparison.Ordinal) == true;
            endpoint.Metadata.Add(Policy(new ScopeRequirement(isRead ? Scope.RegistryRead : Scope.RegistryWrite)));
        });
        return group;
    }

    /// <summary>A requirement of its own.</summary>
    public static TBuilder Require<TBuilder>(this TBuilder builder, ScopeRequirement requirement)
        where TBuilder : IEndpointConventionBuilder
        => builder.RequireAuthorization(Policy(requirement));

    /// <summary>The requirement as ASP.NET Core has it.</summary>
    public static AuthorizationPolicy Policy(ScopeRequirement requirement) => new AuthorizationPolicyBuilder().AddRequirements(requirement).Build();
}
