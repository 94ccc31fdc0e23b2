using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;
using StructGen.Api.Chat.Errors;

namespace StructGen.Api.OpenApi;

/// <summary>Adds the headers that requests may have and responses have.</summary>
internal static class OperationHeaders
{
    public static Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document;
        var tags = metadata.OfType<EntityTagMetadata>().FirstOrDefault()?.Use ?? 0;
        var isGeneration = metadata.OfType<EnableRateLimitingAttribute>().Any(limit => limit.PolicyName == Concurrency.Policy);
        if (isGeneration) DocumentParameters.Add(operation, DocumentParameters.IdempotencyKey, document);
        if (tags.HasFlag(EntityTagUse.IfMatch)) DocumentParameters.Add(operation, DocumentParameters.IfMatch, document);
        if (tags.HasFlag(EntityTagUse.IfNoneMatch)) DocumentParameters.Add(operation, DocumentParameters.IfNoneMatch, document);
        if (tags.HasFlag(EntityTagUse.Reads)) operation.Responses!.TryAdd("304", new OpenApiResponse { Description = "The client has it already." });
        var isChat = ChatErrors.Speaks($"/{context.Description.RelativePath}");
        foreach (var (status, response) in operation.Responses!)
        {
            DocumentHeaders.Add(response, DocumentHeaders.RequestId, document);
            if (status is "429" or "503") DocumentHeaders.Add(response, DocumentHeaders.RetryAfter, document);
            if (status is "401" or "403") DocumentHeaders.Add(response, DocumentHeaders.Challenge, document);
            if (status == "201") DocumentHeaders.Add(response, DocumentHeaders.Location, document);
            if (status is "200" or "201" or "304" && tags.HasFlag(EntityTagUse.Answers))
                DocumentHeaders.Add(response, DocumentHeaders.EntityTag, document);
            if (status == "200" && isGeneration) DocumentHeaders.Add(response, DocumentHeaders.Replayed, document);
            if (isChat && status[0] is '4' or '5') DocumentHeaders.Add(response, DocumentHeaders.ShouldRetry, document);
        }

        return Task.CompletedTask;
    }
}
