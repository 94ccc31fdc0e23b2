using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using StructGen.Api.Access.Keys;
using StructGen.Api.Access.Tokens;

namespace StructGen.Api.Access;

/// <summary>Registers who may ask: keys and tokens behind one scheme, scopes as policies.</summary>
internal static class AccessComposition
{
    private const string Either = "Caller";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection("Auth")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<ConfiguredKeys>();
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<TokenLedger>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = Choose)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, null)
            .AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenValidation>();
        services.AddAuthorization(authorization => authorization.FallbackPolicy = EndpointScopes.Policy(new ScopeRequirement(Scope.Admin)));
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResults>();
        services.AddHostedService<OpenDoor>();
        return services;
    }

    /// <summary>A token (RFC 7519) has two dots, a key none.</summary>
    private static string Choose(HttpContext context)
        => context.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value.Jwt.IsOn && context.Request.Headers.Authorization.ToString().Contains('.', StringComparison.Ordinal)
            ? JwtBearerDefaults.AuthenticationScheme
            : ApiKeyHandler.Scheme;
}
