using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using StructGen.Api.Access;

namespace StructGen.Api.OpenApi;

/// <summary>Says per operation which scope a caller needs, and whether it needs a key at all on this service.</summary>
internal static class OperationSecurity
{
    public static Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Security = [];
        if (metadata.OfType<IAllowAnonymous>().Any()) return Task.CompletedTask;
        var requirement = metadata.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.Requirements).OfType<ScopeRequirement>().FirstOrDefault();
        // OpenAPI 3.1 lets any scheme name the roles that it needs.
        List<string> scopes = requirement?.Scope is { } scope ? [scope] : [];
        operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, context.Document)] = scopes });
        operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(ApiDocument.ApiKey, context.Document)] = [.. scopes] });
        var isOn = context.ApplicationServices.GetRequiredService<IOptions<AuthOptions>>().Value.IsOn;
        if (!isOn && requirement?.EvenWhenOff != true)
            operation.Security.Add([]); // None is needed.
        return Task.CompletedTask;
    }
}
