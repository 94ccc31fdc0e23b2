using System.Text;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Writes a shape as compact TypeScript-like text, for example <c>Array&lt;("a" | "b")&gt; | null</c>.</summary>
/// <remarks>
/// Objects take one line per property with one space of indent per depth. References are written out in place; a type within itself
/// is cut with its name, else <c>object</c>; so is everything beyond <see cref="MaxLength"/> characters.
/// </remarks>
internal sealed class ShapeWriter
{
    /// <summary>Length after which nested objects are no longer written out; bounds schemas whose references multiply.</summary>
    private const int MaxLength = 200_000;

    private const int MaxDepth = 64;

    /// <summary>Types within types, arrays included, which do not indent.</summary>
    private const int MaxOpen = 2 * MaxDepth;

    private readonly ShapeWriterOptions _options;
    private readonly StringBuilder _text = new();
    private readonly HashSet<TypeShape> _open = [];

    private ShapeWriter(ShapeWriterOptions options) => _options = options;

    /// <summary>The type of a whole value.</summary>
    public static string Write(TypeShape shape, ShapeWriterOptions options)
    {
        var writer = new ShapeWriter(options);
        var words = options.RootDescription ? writer.Words(shape) : "";
        writer.WriteType(shape, 0, ref words, grouped: false);
        if (words.Length > 0)
            writer._text.Append(" // ").Append(words);
        return writer._text.ToString();
    }

    /// <summary>The properties of an object without its braces, as if at depth 0.</summary>
    public static string WriteMembers(TypeShape shape, ShapeWriterOptions options)
    {
        var writer = new ShapeWriter(options);
        writer.WriteProperties(shape, 0);
        return writer._text.ToString().TrimEnd('\n');
    }

    /// <summary>The arguments of a function.</summary>
    public static string WriteArguments(TypeShape? shape)
    {
        var writer = new ShapeWriter(ShapeWriterOptions.Inline);
        if (shape?.Resolve() is { } parameters)
            writer.WriteInlineProperties(parameters, 0);
        return writer._text.ToString();
    }

    /// <summary>Writes a type; words are put after the first <c>{</c> that ends a line, and are then empty.</summary>
    private void WriteType(TypeShape shape, int depth, ref string words, bool grouped)
    {
        shape = shape.Resolve();
        var parts = ShapeUnion.Parts(shape);
        var group = grouped && parts.Count > 1;
        if (group)
            _text.Append('(');
        for (var index = 0; index < parts.Count; index++)
        {
            if (index > 0)
                _text.Append(" | ");
            WritePart(parts[index], depth, ref words);
        }

        if (group)
            _text.Append(')');
    }

    private void WritePart(ShapePart part, int depth, ref string words)
    {
        if (part.Text is { } text)
            _text.Append(text);
        else if (part.Shape.Prefix is { Count: > 0 } && part.IsArray)
            WriteTuple(part.Shape, depth, ref words);
        else if (part.IsArray)
            WriteArray(part.Shape, depth, ref words);
        else
            WriteObject(part.Shape, depth, ref words);
    }

    private void WriteArray(TypeShape shape, int depth, ref string words)
    {
        if (shape.Items is not { } items)
        {
            _text.Append("Array<any>");
            return;
        }

        if (!Enter(shape, depth))
            return;
        _text.Append("Array<");
        WriteType(items, depth, ref words, grouped: true);
        _text.Append('>');
        _open.Remove(shape);
    }

    private void WriteTuple(TypeShape shape, int depth, ref string words)
    {
        if (!Enter(shape, depth))
            return;
        _text.Append('[');
        for (var index = 0; index < shape.Prefix!.Count; index++)
        {
            if (index > 0)
                _text.Append(", ");
            WriteType(shape.Prefix[index], depth, ref words, grouped: false);
        }

        if (shape.Items is { } rest)
        {
            _text.Append(", ...Array<");
            WriteType(rest, depth, ref words, grouped: true);
            _text.Append('>');
        }

        _text.Append(']');
        _open.Remove(shape);
    }

    private void WriteObject(TypeShape shape, int depth, ref string words)
    {
        if (shape.Properties.Count == 0 && shape.Additional is null)
        {
            _text.Append(shape.Closed ? "{}" : "object");
            return;
        }

        if (!Enter(shape, depth))
            return;
        if (_options.OneLine)
        {
            _text.Append('{');
            WriteInlineProperties(shape, depth + 1);
            _text.Append('}');
        }
        else
        {
            _text.Append('{');
            if (words.Length > 0)
                _text.Append(" // ").Append(words);
            words = "";
            _text.Append('\n');
            WriteProperties(shape, depth + 1);
            _text.Append(' ', depth).Append('}');
        }

        _open.Remove(shape);
    }

    private void WriteProperties(TypeShape shape, int depth)
    {
        foreach (var property in shape.Properties)
        {
            _text.Append(' ', depth).Append(NameText(property.Name)).Append(property.Required || !_options.Optional ? ": " : "?: ");
            WriteLine(property.Shape, depth);
        }

        if (shape.Additional is { } additional)
        {
            _text.Append(' ', depth).Append("[name: string]: ");
            WriteLine(additional, depth);
        }
    }

    private void WriteLine(TypeShape shape, int depth)
    {
        var words = Words(shape);
        WriteType(shape, depth, ref words, grouped: false);
        if (words.Length > 0)
            _text.Append(" // ").Append(words);
        _text.Append('\n');
    }

    private void WriteInlineProperties(TypeShape shape, int depth)
    {
        var words = "";
        var separator = "";
        foreach (var property in shape.Properties)
        {
            _text.Append(separator).Append(NameText(property.Name)).Append(property.Required || !_options.Optional ? ": " : "?: ");
            WriteType(property.Shape, depth, ref words, grouped: false);
            separator = ", ";
        }

        if (shape.Additional is { } additional)
        {
            _text.Append(separator).Append("[name: string]: ");
            WriteType(additional, depth, ref words, grouped: false);
        }
    }

    /// <summary>Begins a nested type, or writes its name where it stands within itself or too deep.</summary>
    private bool Enter(TypeShape shape, int depth)
    {
        if (depth < MaxDepth && _open.Count < MaxOpen && _text.Length < MaxLength && _open.Add(shape))
            return true;
        _text.Append(shape.Name is { Length: > 0 } name ? ShapeWords.OneLine(name) : shape.Admits(ShapeTypes.Object) ? "object" : "Array<any>");
        return false;
    }

    private string Words(TypeShape shape) => ShapeWords.Of(shape, _options.OptionWords);

    private static string NameText(string name)
        => name.Length > 0 && name.All(unit => char.IsLetterOrDigit(unit) || unit is '_' or '-' or '$' or '@' or '.')
            ? name
            : JsonText.Quote(name);
}
