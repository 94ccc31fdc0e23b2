using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>Gives the document's schemas what client generators need: enumerations with a type, any JSON without a class, arrays with items.</summary>
internal static class SchemaShapes
{
    /// <summary>The name of a type's component; null where the schema is written in place.</summary>
    public static string? ReferenceId(JsonTypeInfo type)
        => IsAnyJson(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. (schema.Enum ?? []).Where(value => value is not null && !value.IsJsonNullSentinel())]);
        foreach (var omitted in context.JsonTypeInfo.Properties.Where(MayBeOmitted))
            schema.Required?.Remove(omitted.Name);
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            schema.Properties![name] = Simplify(property);
        if (type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && schema.Type?.HasFlag(JsonSchemaType.Array) == true)
            schema.Items ??= new OpenApiSchema();
        return Task.CompletedTask;
    }

    /// <summary>Any JSON includes null: <c>oneOf: [null, {}]</c> would be refuted by null, which satisfies both.</summary>
    private static IOpenApiSchema Simplify(IOpenApiSchema property)
        => property.OneOf is [{ Type: JsonSchemaType.Null }, OpenApiSchema { Type: null, Properties: null or { Count: 0 }, Enum: null or { Count: 0 } } any] ? any : property;

    /// <summary>A member that is left out where it is null is not required, though the class's constructor asks for it.</summary>
    private static bool MayBeOmitted(JsonPropertyInfo property)
        => property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).Length > 0;

    private static bool IsAnyJson(Type type)
        => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(JsonElement) || plain.IsAssignableTo(typeof(JsonNode)));
}
