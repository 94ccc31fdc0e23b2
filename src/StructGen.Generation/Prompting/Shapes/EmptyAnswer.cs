using System.Text.Json;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>The answer that says "nothing was found": null, <c>[]</c>, or an object with nothing but what is required and can be empty.</summary>
internal static class EmptyAnswer
{
    public static JsonElement For(TypeShape root) => JsonText.Build(writer =>
    {
        if (!TryWrite(writer, root, 0))
            writer.WriteRawValue("{}");
    });

    private static bool TryWrite(Utf8JsonWriter writer, TypeShape shape, int depth)
    {
        if (ShapeCore.IsNullable(shape) && ShapeCore.Of(shape).Types is not ShapeTypes.Any)
        {
            writer.WriteNullValue();
            return true;
        }

        shape = ShapeCore.Of(shape);
        if (shape.Alternatives is [var first, ..] && depth < 8)
            shape = ShapeCore.Of(first);
        if (shape.Types == ShapeTypes.Array)
        {
            writer.WriteRawValue("[]");
            return true;
        }

        if (!shape.Admits(ShapeTypes.Object) || depth > 8)
            return false;
        writer.WriteStartObject();
        foreach (var property in shape.Properties.Where(property => property.Required && CanBeEmpty(property.Shape)))
        {
            writer.WritePropertyName(property.Name);
            TryWrite(writer, property.Shape, depth + 1);
        }

        writer.WriteEndObject();
        return true;
    }

    private static bool CanBeEmpty(TypeShape shape)
    {
        var core = ShapeCore.Of(shape);
        return (ShapeCore.IsNullable(shape) && core.Types != ShapeTypes.Any) || (core.Types == ShapeTypes.Array && core.Alternatives is null);
    }
}
