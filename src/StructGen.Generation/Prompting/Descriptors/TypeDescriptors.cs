using StructGen.Generation.Prompting.Kor;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Descriptors;

/// <summary>Describes the form of the data as prompt options ask: <c>typescript</c> or <c>bullet_point</c>.</summary>
internal static class TypeDescriptors
{
    /// <exception cref="InexpressibleException">No descriptor has the name, or Kor has no nodes for the schema.</exception>
    public static string Describe(PromptSource source, PromptOptions options) => (options.Descriptor, options.Compat) switch
    {
        ("typescript", true) => KorTypeScript.Describe(source.Nodes),
        ("bullet_point", true) => KorBullets.Describe(source.Nodes),
        ("typescript", false) => $"```TypeScript\n{TypeScript(source)}\n```",
        ("bullet_point", false) => BulletDescriptor.Describe(source.Shape, source.IsSpec),
        _ => throw new InexpressibleException("", "descriptor", $"There is no descriptor '{options.Descriptor}': use typescript or bullet_point."),
    };

    private static string TypeScript(PromptSource source) => source.IsSpec
        ? ShapeWriter.WriteMembers(source.Shape, ShapeWriterOptions.Spec)
        : ShapeWriter.Write(source.Shape, ShapeWriterOptions.Prompt);
}
