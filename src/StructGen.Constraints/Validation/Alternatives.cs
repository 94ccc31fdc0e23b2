using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>Judges the failed branches of <c>anyOf</c> and <c>oneOf</c>: which one did the value mean?</summary>
internal static class Alternatives
{
    /// <summary>
    /// The branch whose explanation weighs least: a wrong type of the value itself or a wrong discriminator (a constant in a member) says that
    /// another branch was meant, a missing or surplus member says so a little, a fault deeper down hardly.
    /// </summary>
    public static int Closest(IReadOnlyList<IReadOnlyList<ValidationError>> explained, string pointer)
        => explained.Index().MinBy(branch => branch.Item.Sum(error => Weight(error, pointer))).Index;

    /// <summary>What all branches together expect, when each only names a type, or each only names values; else null.</summary>
    public static string? Merge(IReadOnlyList<SchemaNode> branches, IReadOnlyList<IReadOnlyList<ValidationError>> explained, string pointer)
    {
        if (explained.Any(errors => errors.Count != 1 || errors[0].Pointer != pointer)) return null;
        var targets = branches.Select(Target).ToList();
        if (explained.All(errors => errors[0].Keyword == "type") && targets.All(target => target.Types is not null))
            return Wording.Types(targets.Aggregate(SchemaTypes.None, (types, target) => types | target.Types!.Value));
        if (explained.All(errors => errors[0].Keyword is "const" or "enum") && targets.All(target => target.Const is not null || target.Enum is not null))
            return Wording.Values([.. targets.SelectMany(target => target.Const is { } constant ? [constant] : target.Enum!).Select(Excerpt.Of).Distinct()]);
        return null;
    }

    private static SchemaNode Target(SchemaNode node)
    {
        for (var steps = 0; steps < 32 && node is { Ref: { } target, Types: null, Const: null, Enum: null }; steps++) node = target;
        return node;
    }

    private static long Weight(ValidationError error, string pointer)
    {
        var depth = error.Pointer.AsSpan(pointer.Length).Count('/');
        return (error.Keyword, depth) switch
        {
            ("type" or "const" or "enum", 0) => 1000,
            ("const" or "enum", 1) => 200,
            ("type", 1) => 20,
            ("required" or "additionalProperties" or "unevaluatedProperties", <= 1) => 10,
            (_, 0) => 10,
            _ => 3,
        };
    }
}
