using System.Text;
using System.Text.RegularExpressions;
using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Yaml;

/// <summary>Mends lines that are nearly YAML: <c>name:"x"</c>, <c>name = x</c>, other bullets, curly or half quotes, a comma at the end.</summary>
/// <remarks>Only lines that begin with a name of the schema, or with a bullet, are touched; the lines of block texts are not.</remarks>
internal static partial class YamlMending
{
    /// <summary>The text with its lines mended; the same text where nothing was.</summary>
    /// <param name="text">YAML, or what should be.</param>
    /// <param name="names">The names of the schema; empty where there is none.</param>
    /// <param name="log">Receives a repair per kind of slip.</param>
    public static string Mend(string text, HashSet<string> names, RepairLog log)
    {
        var lines = text.Split('\n');
        var mended = new StringBuilder(text.Length + 16);
        var blockIndent = -1;
        var offset = 0;
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (blockIndent >= 0 && line.AsSpan().Trim().Length > 0 && indent <= blockIndent)
                blockIndent = -1;
            var result = blockIndent >= 0 ? line : MendLine(line, names, offset, log, isLast: index == last);
            if (blockIndent < 0 && Block().IsMatch(result))
                blockIndent = indent;
            mended.Append(result).Append('\n');
            offset += line.Length + 1;
        }

        mended.Length--;
        return mended.ToString();
    }

    /// <summary>Longer lines are left as they are: no model means them, and the patterns look at a line more than once.</summary>
    private const int LongestLine = 4_000;

    private static string MendLine(string line, HashSet<string> names, int offset, RepairLog log, bool isLast)
    {
        if (line.Length > LongestLine)
            return line;
        var carriage = line.EndsWith('\r') ? "\r" : "";
        line = line.TrimEnd();
        var bullet = OtherBullet().Match(line);
        if (bullet.Success)
        {
            log.Add("bullet", offset, "Another bullet was taken as a dash.");
            line = $"{bullet.Groups[1].Value}- {line[bullet.Length..]}";
        }

        var head = Head().Match(line);
        var name = head.Success ? head.Groups[2].Value.Trim().Trim('"', '\'', '\u201C', '\u201D') : null;
        if (head.Success && (names.Contains(name!) || (!name!.Contains(' ') && head.Groups[3].Value == ":" && head.Groups[4].Length > 0)))
        {
            var separator = head.Groups[3].Value;
            var gap = head.Groups[4].Value;
            var value = line[head.Length..];
            if (separator != ":" || (gap.Length == 0 && value.Length > 0))
                log.Add("missing-colon", offset, "A name and its value were told apart by a colon and a space.");
            return $"{head.Groups[1].Value}{Straight(head.Groups[2].Value)}: {MendValue(value, offset, log, isLast)}" + carriage;
        }

        var item = Item().Match(line);
        return (item.Success ? item.Value + MendValue(line[item.Length..], offset, log, isLast) : line) + carriage;
    }

    private static string MendValue(string value, int offset, RepairLog log, bool isLast)
    {
        value = value.Trim();
        if (value.Length < 2)
            return value;
        if (value[^1] == ',' && value[0] is not ('[' or '{' or '&' or '*' or '!' or '|' or '>'))
        {
            log.Add("trailing-comma", offset, "A comma at the end of a line was dropped.");
            value = value[..^1];
        }

        if (value[0] is '\u201C' or '\u201E' && value[^1] is '\u201D' or '\u201C' or '"')
        {
            log.Add("smart-quotes", offset, "A text in other quotes was taken as one in double quotes.");
            return Quoted(value[1..^1]);
        }

        if (value[0] == '"' && value[^1] == '\u201D')
        {
            log.Add("smart-quotes", offset, "A text in other quotes was taken as one in double quotes.");
            return value[..^1] + '"';
        }

        // The last line may have been cut: nobody knows how its text goes on.
        if (!isLast && value[0] is '"' && Quotes(value) == 1)
        {
            log.Add("missing-quote", offset, "A missing quote was supplied.");
            return value + '"';
        }

        if (value[^1] == '"' && value[0] is not ('"' or '\'' or '[' or '{' or '&' or '*' or '!' or '|' or '>') && !LooseSyntax.IsNumber(value.AsSpan(0, value.Length - 1))
            && Quotes(value) == 1)
        {
            log.Add("missing-quote", offset, "A missing quote was supplied.");
            return '"' + value;
        }

        return value;
    }

    /// <summary>Double quotes that no backslash escapes.</summary>
    private static int Quotes(string value)
    {
        var count = 0;
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == '\\')
                index++;
            else if (value[index] == '"')
                count++;
        }

        return count;
    }

    private static string Straight(string name) => name.Trim() is ['\u201C', .. var inner, '\u201D'] ? Quoted(inner) : name.TrimEnd();

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Indent and dashes, a name, a separator, the gap behind it.</summary>
    [GeneratedRegex("""\A(\s*(?:- +)*)("[^"]*"|'[^']*'|\u201C[^\u201D]*\u201D|[^\s"':=#][^:=#"]*?)\s*(:|=)(?!//)(\s*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex("""\A\s*(?:- +)+""", RegexOptions.CultureInvariant)]
    private static partial Regex Item();

    [GeneratedRegex("""\A(\s*)[\u2022\u2013\u2014*+\u25E6\u25AA] +""", RegexOptions.CultureInvariant)]
    private static partial Regex OtherBullet();

    [GeneratedRegex("""[:-]\s*[|>][-+0-9]*\s*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
