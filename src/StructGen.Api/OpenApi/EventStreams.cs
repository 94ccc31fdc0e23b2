using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>Describes the event streams among the answers: <c>text/event-stream</c> with a schema of one event.</summary>
/// <remarks>OpenAPI 3.1 has no word for a sequence of events (3.2 calls it <c>itemSchema</c>), so the schema is that of each event.</remarks>
internal static class EventStreams
{
    public const string MediaType = "text/event-stream";

    public static async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<EventStreamMetadata>().FirstOrDefault() is not { } stream
            || operation.Responses?["200"] is not OpenApiResponse { Content: { } content })
        {
            return;
        }

        foreach (var type in stream.Events.Select(sent => sent.Data))
            DocumentSchemas.Add(context.Document, type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        var schema = stream.Events is [{ Name: "" } single]
            ? Reference(single.Data, context.Document)
            : Union(stream, context.Document);
        content[MediaType] = new OpenApiMediaType { Schema = schema };
    }

    private static OpenApiSchemaReference Union(EventStreamMetadata stream, OpenApiDocument? document)
    {
        DocumentSchemas.Add(document, stream.Component, new OpenApiSchema
        {
            Description = stream.Description,
            OneOf = [.. stream.Events.Select(sent => new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Title = sent.Name,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["event"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(sent.Name)] },
                    ["data"] = Reference(sent.Data, document),
                },
                Required = new HashSet<string> { "event", "data" },
            })],
        });
        return new OpenApiSchemaReference(stream.Component, document);
    }

    private static OpenApiSchemaReference Reference(Type type, OpenApiDocument? document) => new(type.Name, document);
}
