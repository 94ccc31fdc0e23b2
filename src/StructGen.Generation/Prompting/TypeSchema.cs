using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting;

/// <summary>The JSON Schema of a .NET type as System.Text.Json would serialise it, with the words of <see cref="DescriptionAttribute"/>.</summary>
internal static class TypeSchema
{
    private static readonly JsonSerializerOptions Default = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonSchemaExporterOptions Exporting = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = AddWords,
    };

    public static JsonElement Of(Type type, JsonSerializerOptions? options)
        => JsonText.Parse((options ?? Default).GetJsonSchemaAsNode(type, Exporting).ToJsonString());

    private static JsonNode AddWords(JsonSchemaExporterContext context, JsonNode schema)
    {
        var provider = context.PropertyInfo?.AttributeProvider ?? context.TypeInfo.Type;
        var words = provider.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true).OfType<DescriptionAttribute>().FirstOrDefault()?.Description
            ?? Parameter(context)?.GetCustomAttribute<DescriptionAttribute>()?.Description;
        if (words is null || schema is not JsonObject members)
            return schema;
        members.Insert(0, "description", words);
        return members;
    }

    /// <summary>The constructor parameter of a record's property, where its attributes stand by default.</summary>
    private static ParameterInfo? Parameter(JsonSchemaExporterContext context)
        => context.PropertyInfo?.AssociatedParameter?.AttributeProvider as ParameterInfo;
}
