using System.Text;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Descriptors;

/// <summary>The form as a bullet list: one line per member with its type, lists shown as such, the meaning of options below.</summary>
internal sealed class BulletDescriptor
{
    private const int MaxLength = 200_000;

    private readonly StringBuilder _text = new();
    private readonly HashSet<TypeShape> _open = [];
    private readonly bool _spec;

    private BulletDescriptor(bool spec) => _spec = spec;

    public static string Describe(TypeShape root, bool spec)
    {
        var descriptor = new BulletDescriptor(spec);
        if (spec)
            descriptor.WriteMembers(root.Resolve(), 0);
        else
            descriptor.WriteLine("the answer", true, root, 0);
        return descriptor._text.ToString().TrimEnd('\n');
    }

    private void WriteLine(string name, bool required, TypeShape shape, int depth)
    {
        _text.Append("* ").Append(' ', depth).Append(ShapeWords.OneLine(name)).Append(required || _spec ? ": " : ", optional: ").Append(Type(shape, 0));
        var words = ShapeWords.Of(shape, optionWords: false);
        if (words.Length > 0)
            _text.Append(" # ").Append(words);
        _text.Append('\n');
        foreach (var (option, meaning) in ShapeWords.Options(shape))
            _text.Append("* ").Append(' ', depth + 1).Append(JsonText.Quote(option)).Append(" # ").Append(ShapeWords.OneLine(meaning)).Append('\n');
        foreach (var group in Groups(shape, 0))
            WriteMembers(group, depth + 1);
    }

    private void WriteMembers(TypeShape group, int depth)
    {
        if (depth > 64 || _text.Length > MaxLength || !_open.Add(group))
            return;
        foreach (var property in group.Properties)
            WriteLine(property.Name, property.Required, property.Shape, depth);
        if (group.Additional is { } additional)
            WriteLine("any other name", false, additional, depth);
        _open.Remove(group);
    }

    private static string Type(TypeShape shape, int depth) => string.Join(" | ", ShapeUnion.Parts(shape.Resolve())
        .Select(part => part.Text ?? (!part.IsArray ? "object"
            : part.Shape.Items is { } items && depth < 4 ? $"Array<{Type(items, depth + 1)}>" : "Array<any>")).Distinct());

    /// <summary>The objects that a member holds, itself or as items or branches.</summary>
    private static IEnumerable<TypeShape> Groups(TypeShape shape, int depth)
    {
        if (depth > 4)
            return [];
        return ShapeUnion.Parts(shape.Resolve()).Where(part => part.Text is null).SelectMany(part => !part.IsArray
            ? [part.Shape]
            : (part.Shape.Prefix ?? []).Concat(part.Shape.Items is { } items ? [items] : []).SelectMany(item => Groups(item, depth + 1)));
    }
}
