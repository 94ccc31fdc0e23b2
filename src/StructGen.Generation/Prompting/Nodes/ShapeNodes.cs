using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>Makes Kor's nodes of a schema, by Kor's rules for typed models; used in compat mode.</summary>
/// <remarks>
/// Nested object → Object with the property's name; boolean → Bool; number → Number; texts to choose from → Selection; a union of
/// scalars and anything else → Text; array → many. Kor has no form for a union with an object, a map, a tuple or a type within itself.
/// </remarks>
internal static class ShapeNodes
{
    /// <summary>Objects within objects; a person reads no deeper.</summary>
    private const int MaxDepth = 64;

    private const string Remedy = "use prompt.compat = false, which shows any schema";

    /// <exception cref="InexpressibleException">Kor has no node for a part of the schema.</exception>
    public static ObjectNode Convert(TypeShape root, string id)
    {
        var node = Convert(root, id, []);
        return node as ObjectNode
            ?? throw new InexpressibleException("", "type", $"Kor extracts objects, the root of this schema is none: wrap it in an object or {Remedy}.");
    }

    private static ExtractionNode Convert(TypeShape shape, string id, HashSet<TypeShape> open)
    {
        var description = Description(shape);
        var examples = Examples(shape);
        shape = shape.Resolve();
        var many = false;
        var core = Core(shape);
        if (core.Admits(ShapeTypes.Array) && core.Types != ShapeTypes.Any && core.Alternatives is null)
        {
            if (core.Prefix is not null || core.Types != ShapeTypes.Array && core.Types != (ShapeTypes.Array | ShapeTypes.Null))
                throw new InexpressibleException(core.Pointer, "prefixItems", $"Kor has no tuples: {Remedy}.");
            many = true;
            description = description.Length > 0 || core.Items is null ? description : Description(core.Items);
            examples = [.. examples, .. core.Items is null ? [] : Examples(core.Items)];
            core = core.Items is null ? new TypeShape { Types = ShapeTypes.String } : Core(core.Items.Resolve());
            if (core.Types == ShapeTypes.Array)
                throw new InexpressibleException(core.Pointer, "items", $"Kor has no arrays of arrays: {Remedy}.");
        }

        return Leaf(core, id, open) with { Description = description, Many = many, Examples = examples };
    }

    private static ExtractionNode Leaf(TypeShape core, string id, HashSet<TypeShape> open)
    {
        if (core.Alternatives is { } alternatives)
        {
            if (alternatives.Exists(branch => Core(branch.Resolve()) is { Types: not ShapeTypes.Any } part && part.Admits(ShapeTypes.Object | ShapeTypes.Array)))
                throw new InexpressibleException(core.Pointer, "anyOf", $"Kor has no unions with objects: {Remedy}.");
            var texts = alternatives.SelectMany(branch => branch.Resolve().Literals ?? []).ToList();
            return alternatives.TrueForAll(branch => branch.Resolve().Literals is not null) && texts.TrueForAll(text => text.ValueKind == JsonValueKind.String)
                ? Selection(id, core, texts)
                : new TextNode(id);
        }

        if (core.Literals is { Count: > 0 } literals
            && literals.All(literal => literal.ValueKind is JsonValueKind.String or JsonValueKind.Null))
            return Selection(id, core, literals.Where(literal => literal.ValueKind == JsonValueKind.String));
        var types = core.Types & ~ShapeTypes.Null;
        return types switch
        {
            ShapeTypes.Boolean => new BoolNode(id),
            ShapeTypes.Integer or (ShapeTypes.Integer | ShapeTypes.Number) => new NumberNode(id),
            ShapeTypes.Object => Group(core, id, open),
            _ => new TextNode(id),
        };
    }

    private static ObjectNode Group(TypeShape core, string id, HashSet<TypeShape> open)
    {
        if (core.Additional is not null)
            throw new InexpressibleException(core.Pointer, "additionalProperties", $"Kor has no maps: name the properties or {Remedy}.");
        if (open.Count >= MaxDepth)
            throw new InexpressibleException(core.Pointer, "properties", $"Kor's nodes nest no deeper than {MaxDepth}: flatten the schema or {Remedy}.");
        if (!open.Add(core))
            throw new InexpressibleException(core.Pointer, "$ref", $"Kor has no types within themselves: {Remedy}.");
        var attributes = core.Properties.Select(property => Convert(property.Shape, property.Name, open)).ToList();
        open.Remove(core);
        return new ObjectNode(id) { Attributes = attributes };
    }

    private static SelectionNode Selection(string id, TypeShape core, IEnumerable<JsonElement> texts)
    {
        var words = ShapeWords.Options(core).ToDictionary(option => option.Key, option => option.Value);
        return new SelectionNode(id)
        {
            Options = [.. texts.Select(text => new SelectionOption(text.GetString()!, words.GetValueOrDefault(text.GetString()!, ""), []))],
        };
    }

    /// <summary>The one branch beside null, or the shape itself.</summary>
    private static TypeShape Core(TypeShape shape)
    {
        for (var step = 0; step < 8 && shape.Alternatives is { } branches; step++)
        {
            var others = branches.Where(branch => branch.Resolve().Types != ShapeTypes.Null).ToList();
            if (others.Count != 1)
                return shape;
            shape = others[0].Resolve();
        }

        return shape;
    }

    private static string Description(TypeShape shape)
        => ShapeWords.OneLine(shape.Description ?? (shape.Resolve() is var known && known.Description is { } own ? own : Core(known).Description ?? ""));

    private static IReadOnlyList<NodeExample> Examples(TypeShape shape)
    {
        var own = shape.Examples.Count > 0 || shape.Resolve() == shape ? shape.Examples : shape.Resolve().Examples;
        return [.. own.Select(example => new NodeExample(example.Text, example.Value))];
    }
}
