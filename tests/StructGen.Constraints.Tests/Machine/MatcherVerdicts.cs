using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>What a compiled constraint says of an instance when its text is written byte by byte.</summary>
internal static class MatcherVerdicts
{
    /// <summary>Every byte is a token, so that the verdict is the machine's own.</summary>
    public static Vocabulary Bytes { get; } = new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []], [256]);

    /// <summary>Whether the constraint lets the instance be written in full; a schema that nothing satisfies accepts nothing.</summary>
    public static CompiledConstraint? Compile(JsonElement schema, ConstraintOptions options)
    {
        try
        {
            return new ConstraintCompiler(Bytes).Compile(schema, options);
        }
        catch (UnsatisfiableSchemaException)
        {
            return null;
        }
    }

    public static bool Accepts(CompiledConstraint? constraint, ReadOnlySpan<byte> text)
    {
        if (constraint is null) return false;
        var matcher = constraint.CreateMatcher();
        foreach (var value in text)
            if (!matcher.TryAccept(value)) return false;
        return matcher.CanEnd;
    }

    /// <summary>Compact JSON with canonical escapes: what the engine itself would write.</summary>
    public static byte[] Write(JsonElement instance)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(instance, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> buffer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                buffer.Write("{"u8);
                var first = true;
                foreach (var member in value.EnumerateObject())
                {
                    if (!first) buffer.Write(", "u8);
                    first = false;
                    WriteText(member.Name, buffer);
                    buffer.Write(":"u8);
                    Write(member.Value, buffer);
                }

                buffer.Write("}"u8);
                break;
            case JsonValueKind.Array:
                buffer.Write("["u8);
                for (var i = 0; i < value.GetArrayLength(); i++)
                {
                    if (i > 0) buffer.Write(","u8);
                    Write(value[i], buffer);
                }

                buffer.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!, buffer);
                break;
            default:
                buffer.Write(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));
                break;
        }
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("\""u8);
        foreach (var rune in text.EnumerateRunes())
        {
            var written = rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < 0x20 => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            };
            buffer.Write(System.Text.Encoding.UTF8.GetBytes(written));
        }

        buffer.Write("\""u8);
    }
}
