using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Problems;
using StructGen.Api.ToolRuns;
using StructGen.Generation.Requests;

namespace StructGen.Api.OpenApi;

/// <summary>The members of a problem beside those of RFC 9457, which the class <see cref="ProblemDetails"/> only holds as extensions.</summary>
internal static class ProblemSchema
{
    public static async Task ExtendAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (document.Components?.Schemas?[nameof(ProblemDetails)] is not OpenApiSchema { Properties: { } members } schema) return;
        schema.Description = "RFC 9457. `type` is `urn:structgen:problem:CODE`.";
        members["errors"] = await ListAsync<ProblemError>("The reasons, each tied to a place.");
        members["attempts"] = await ListAsync<GenerationAttempt>("What the model did before it failed.");
        members["steps"] = await ListAsync<ToolRunTurn>("The calls that a tool run made before it failed.");
        members["error"] = await ReferenceAsync<ChatErrorDetail>();

        async Task<OpenApiSchema> ListAsync<T>(string description)
            => new() { Type = JsonSchemaType.Array, Items = await ReferenceAsync<T>(), Description = description };

        async Task<OpenApiSchemaReference> ReferenceAsync<T>()
        {
            DocumentSchemas.Add(document, typeof(T).Name, await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken));
            return new OpenApiSchemaReference(typeof(T).Name, document);
        }
    }
}
