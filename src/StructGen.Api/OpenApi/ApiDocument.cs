using Microsoft.OpenApi;

namespace StructGen.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "StructGen";
            document.Info.Version = "v1";
            document.Info.Description = "A JSON Schema and some text in, data that is guaranteed to fit the schema out. "
                + "Unknown request members are refused by name; every optional member may be null. "
                + "Problems are RFC 9457 with `type` = `urn:structgen:problem:CODE`. "
                + "`/v1/chat` and `/v1/models` keep to OpenAI's rules instead: unknown members are ignored, and errors are in its form.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key (`sg_…`) or a JSON Web Token, where the service asks for one." },
                ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "An API key (`sg_…`), where the service asks for one." },
            };
            return Task.CompletedTask;
        }));
}
