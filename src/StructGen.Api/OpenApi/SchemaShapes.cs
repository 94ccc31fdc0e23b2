using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>Gives schemas what client generators need: enumerations with a type, any JSON without a class, arrays with items.</summary>
internal static class SchemaShapes
{
    /// <summary>The name of a type's component; null where the schema is written in place.</summary>
    public static string? ReferenceId(JsonTypeInfo type)
        => IsAnyJson(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. (schema.Enum ?? []).Where(value => value is not null && !value.IsJsonNullSentinel())];
        }

        foreach (var optional in context.JsonTypeInfo.Properties.Where(IsOptional))
            schema.Required?.Remove(optional.Name);
        if (type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && schema.Type?.HasFlag(JsonSchemaType.Array) == true)
            schema.Items ??= new OpenApiSchema();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Makes lists of an enumeration lists of strings, once all components are there: NSwag's System.Text.Json clients read
    /// enumerations as strings only where they are a member's own type.
    /// </summary>
    public static void LoosenLists(OpenApiDocument document)
    {
        var components = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        var lists = components.Values.SelectMany(component => component.Properties?.Values ?? []).OfType<OpenApiSchema>();
        foreach (var list in lists)
        {
            if (list.Items is not OpenApiSchemaReference { Reference.Id: { } id } || !components.TryGetValue(id, out var element)) continue;
            if (element.Enum is not { Count: > 0 } values) continue;
            list.Items = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = string.Join(", ", values.Select(value => $"`{value}`")),
            };
        }
    }

    /// <summary>
    /// Spells members that are any JSON out as null or something else, which is the same: client generators read <c>{}</c> as "not null".
    /// </summary>
    public static void AdmitNull(OpenApiDocument document)
    {
        var components = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var member in components.Values.SelectMany(component => component.Properties?.Values ?? []).OfType<OpenApiSchema>())
        {
            if (member is { Type: null, Enum: null or { Count: 0 }, OneOf: null or { Count: 0 }, Properties: null or { Count: 0 } })
            {
                member.OneOf =
                [
                    new OpenApiSchema { Type = JsonSchemaType.Null },
                    new OpenApiSchema { Not = new OpenApiSchema { Type = JsonSchemaType.Null } },
                ];
            }
        }
    }

    /// <summary>A member that is left out where it is null is not required, though the class's constructor asks for it.</summary>
    private static bool IsOptional(JsonPropertyInfo property)
        => property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).Length > 0;

    private static bool IsAnyJson(Type type)
        => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(JsonElement) || plain.IsAssignableTo(typeof(JsonNode)));
}
