using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using StructGen.Api.Chat.Errors;

namespace StructGen.Api.OpenApi;

/// <summary>Adds the errors that the service as a whole answers with and endpoints do not declare: bodies, callers, rates, shutdown.</summary>
internal static class OperationErrors
{
    private static readonly int[] OfBodies = [400, 413, 415];
    private static readonly int[] OfCallers = [401, 403, 429];
    private static readonly int[] OfAll = [500, 503];

    public static async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var statuses = OfAll.ToList();
        if (metadata.OfType<IAcceptsMetadata>().Any()) statuses.AddRange(OfBodies);
        if (!metadata.OfType<IAllowAnonymous>().Any()) statuses.AddRange(OfCallers);
        if (context.Description.RelativePath == "healthz") return;
        var isChat = ChatErrors.Speaks($"/{context.Description.RelativePath}");
        var type = isChat ? typeof(ChatError) : typeof(ProblemDetails);
        DocumentSchemas.Add(context.Document, type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        operation.Responses ??= [];
        foreach (var status in statuses.Order())
        {
            operation.Responses.TryAdd($"{status}", new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [isChat ? "application/json" : "application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(type.Name, context.Document),
                    },
                },
            });
        }
    }
}
