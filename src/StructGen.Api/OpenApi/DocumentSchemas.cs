using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>Schemas that no endpoint's signature mentions.</summary>
internal static class DocumentSchemas
{
    /// <summary>Adds a component unless there is one of this name.</summary>
    public static void Add(OpenApiDocument? document, string name, IOpenApiSchema schema)
    {
        if (document is not null && document.Components?.Schemas?.ContainsKey(name) != true)
            document.AddComponent(name, schema);
    }
}
