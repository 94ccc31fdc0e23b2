using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>Puts the endpoints' examples into the document.</summary>
internal static class OperationExamples
{
    public static Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<ExampleMetadata>())
        {
            if (example.Parameter is null)
                operation.RequestBody!.Content!["application/json"].Example = JsonNode.Parse(example.Json);
            else
                ((OpenApiParameter)operation.Parameters!.Single(parameter => parameter.Name == example.Parameter))
                    .Example = JsonNode.Parse(example.Json);
        }

        return Task.CompletedTask;
    }
}
