using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: what ASP.NET Core reads off the endpoints, and what it cannot see.</summary>
internal static class ApiDocument
{
    /// <summary>Name of the bearer scheme.</summary>
    public const string Bearer = "bearer";

    /// <summary>Name of the header scheme.</summary>
    public const string ApiKey = "apiKey";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = SchemaShapes.ReferenceId;
        options.AddSchemaTransformer(SchemaShapes.TransformAsync);
        options.AddOperationTransformer(EventStreams.TransformAsync);
        options.AddOperationTransformer(OperationErrors.TransformAsync);
        options.AddOperationTransformer(OperationHeaders.TransformAsync);
        options.AddOperationTransformer(OperationSecurity.TransformAsync);
        options.AddOperationTransformer(OperationExamples.TransformAsync);
        options.AddOperationTransformer(OperationLinks.TransformAsync);
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
        {
            Describe(document);
            SchemaShapes.LoosenLists(document);
            SchemaShapes.AdmitNull(document);
            await ProblemSchema.ExtendAsync(document, context, cancellationToken);
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "StructGen";
        document.Info.Version = "v1";
        document.Info.Description = "A JSON Schema and some text in, data that is guaranteed to fit the schema out. "
            + "Unknown request members are refused by name; every optional member may be null. "
            + "Problems are RFC 9457 with `type` = `urn:structgen:problem:CODE`. "
            + "`/v1/chat` and `/v1/models` keep to OpenAI's rules instead: unknown members are ignored, and errors are in its form. "
            + "Every response has an `x-request-id`; an identifier that the request sends in this header is kept.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key (`sg_…`) or a JSON Web Token, where authentication is on.",
            },
            [ApiKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-Api-Key",
                Description = "An API key (`sg_…`), where authentication is on.",
            },
        };
        document.Components.Headers = DocumentHeaders.All;
        document.Components.Parameters = DocumentParameters.All;
    }
}
