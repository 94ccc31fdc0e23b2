namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Looks through aliases and nullability.</summary>
internal static class ShapeCore
{
    /// <summary>The shape without null: the one branch beside null, what an alias stands for, or the shape with Null taken away.</summary>
    public static TypeShape Of(TypeShape shape)
    {
        shape = shape.Resolve();
        for (var step = 0; step < 16 && shape.Alternatives is { } branches; step++)
        {
            var others = branches.Where(branch => branch.Resolve().Types != ShapeTypes.Null).ToList();
            if (others.Count != 1)
                return shape;
            shape = others[0].Resolve();
        }

        if (!shape.Admits(ShapeTypes.Null) || shape.Types is ShapeTypes.Any or ShapeTypes.Null)
            return shape;
        var core = shape.Copy();
        core.Types &= ~ShapeTypes.Null;
        return core;
    }

    /// <summary>Whether null is allowed.</summary>
    public static bool IsNullable(TypeShape shape, int depth = 0)
    {
        shape = shape.Resolve();
        return shape.Alternatives is { } branches ? depth < 16 && branches.Exists(branch => IsNullable(branch, depth + 1)) : shape.Admits(ShapeTypes.Null);
    }

    /// <summary>Whether only scalars are allowed.</summary>
    public static bool IsScalar(TypeShape shape, int depth = 0)
    {
        shape = shape.Resolve();
        return shape.Alternatives is { } branches
            ? depth < 16 && branches.TrueForAll(branch => IsScalar(branch, depth + 1))
            : !shape.Admits(ShapeTypes.Object | ShapeTypes.Array);
    }

    /// <summary>Whether every allowed value is a text (or null).</summary>
    public static bool IsText(TypeShape shape, int depth = 0)
    {
        shape = shape.Resolve();
        return shape.Alternatives is { } branches
            ? depth < 16 && branches.TrueForAll(branch => IsText(branch, depth + 1))
            : (shape.Types & ~(ShapeTypes.String | ShapeTypes.Null)) == 0;
    }
}
