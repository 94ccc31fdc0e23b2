using System.Globalization;
using System.Text;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Kor;

/// <summary>Values as Python prints them: what Kor's encodings look like.</summary>
internal static class PythonText
{
    /// <summary><c>str(value)</c> of a scalar: <c>True</c>, <c>12.5</c>, <c>1e+16</c>.</summary>
    public static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        JsonValueKind.Number => Number(value),
        JsonValueKind.String => JsonText.Text(value),
        _ => Json(value, ascii: false),
    };

    /// <summary>Whether Python reads the number as a float.</summary>
    public static bool IsFloat(JsonElement number) => number.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');

    /// <summary>A number: integers as written, others as the shortest text that reads back.</summary>
    public static string Number(JsonElement number) => IsFloat(number) ? Float(number.GetDouble()) : number.GetRawText();

    /// <summary><c>repr</c> of a float.</summary>
    public static string Float(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = value == 0 ? 0 : int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.TakeWhile(unit => unit != 'E').Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        if (digits.Length == 0)
            digits = "0";
        var sign = shortest[0] == '-' ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            var rest = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{sign}{digits[0]}{rest}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? sign + digits + new string('0', exponent + 1 - digits.Length) + ".0"
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    /// <summary><c>json.dumps</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="ascii">Whether everything beyond ASCII is escaped.</param>
    public static string Json(JsonElement value, bool ascii)
    {
        var target = new StringBuilder();
        Append(target, value, ascii);
        return target.ToString();
    }

    private static void Append(StringBuilder target, JsonElement value, bool ascii)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => Append(at.Target, at.Value, at.Ascii), (Target: target, Value: value, Ascii: ascii));
            return;
        }

        var separator = "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                target.Append('{');
                foreach (var (name, member) in LastOfEach(value))
                {
                    target.Append(separator);
                    AppendText(target, name, ascii);
                    target.Append(": ");
                    Append(target, member, ascii);
                    separator = ", ";
                }

                target.Append('}');
                break;
            case JsonValueKind.Array:
                target.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    target.Append(separator);
                    Append(target, item, ascii);
                    separator = ", ";
                }

                target.Append(']');
                break;
            case JsonValueKind.String:
                AppendText(target, JsonText.Text(value), ascii);
                break;
            case JsonValueKind.Number:
                target.Append(Number(value));
                break;
            default:
                target.Append(value.GetRawText());
                break;
        }
    }

    /// <summary>The members of an object as a Python dictionary has them: the last of a repeated name wins, at the place of the first.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> LastOfEach(JsonElement value)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }

    private static void AppendText(StringBuilder target, string text, bool ascii)
    {
        var start = target.Length;
        JsonText.AppendQuoted(target, text);
        if (!ascii)
            return;
        var quoted = target.ToString(start, target.Length - start);
        target.Length = start;
        foreach (var unit in quoted)
        {
            if (unit < 0x7f)
                target.Append(unit);
            else
                target.Append($"\\u{(int)unit:x4}");
        }
    }
}
