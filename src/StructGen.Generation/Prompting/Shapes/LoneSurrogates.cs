using System.Globalization;
using System.Text;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>Reads JSON strings whose escapes hold half a surrogate pair, which .NET refuses to decode.</summary>
internal static class LoneSurrogates
{
    /// <summary>The text of a quoted JSON string; halves become U+FFFD.</summary>
    public static string Unescape(string quoted)
    {
        var text = new StringBuilder(quoted.Length);
        for (var index = 1; index < quoted.Length - 1; index++)
        {
            if (quoted[index] != '\\')
            {
                text.Append(quoted[index]);
                continue;
            }

            index++;
            text.Append(quoted[index] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)ushort.Parse(quoted.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var other => other,
            });
            if (quoted[index] == 'u')
                index += 4;
        }

        return Replace(text.ToString());
    }

    /// <summary>The text with every lone surrogate replaced by U+FFFD.</summary>
    public static string Replace(string text)
    {
        StringBuilder? mended = null;
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else
                (mended ??= new StringBuilder(text))[index] = '\uFFFD';
        }

        return mended?.ToString() ?? text;
    }
}
