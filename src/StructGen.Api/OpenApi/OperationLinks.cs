using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>Ties operations together whose values cannot stand in an example.</summary>
internal static class OperationLinks
{
    public static Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var link in context.Description.ActionDescriptor.EndpointMetadata.OfType<LinkMetadata>())
        {
            if (operation.Responses!["201"] is not OpenApiResponse created) continue;
            created.Links ??= new Dictionary<string, IOpenApiLink>();
            created.Links[link.Operation] = new OpenApiLink
            {
                OperationId = link.Operation,
                Parameters = new Dictionary<string, RuntimeExpressionAnyWrapper>
                {
                    [link.Parameter] = new() { Expression = RuntimeExpression.Build(link.Expression) },
                },
            };
        }

        return Task.CompletedTask;
    }
}
