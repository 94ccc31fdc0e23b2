using System.Globalization;

namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>Unicode properties of <c>\p{…}</c>: general categories, by short and long name, common scripts, and some binary ones.</summary>
internal static class UnicodeProperties
{
    /// <summary>In the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly string[] ShortNames = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Cn".Split(' ');

    private static readonly Dictionary<string, string> LongNames =
        ("Uppercase_Letter=Lu Lowercase_Letter=Ll Titlecase_Letter=Lt Modifier_Letter=Lm Other_Letter=Lo Nonspacing_Mark=Mn Spacing_Mark=Mc Enclosing_Mark=Me " +
         "Decimal_Number=Nd digit=Nd Letter_Number=Nl Other_Number=No Space_Separator=Zs Line_Separator=Zl Paragraph_Separator=Zp Control=Cc cntrl=Cc Format=Cf " +
         "Surrogate=Cs Private_Use=Co Connector_Punctuation=Pc Dash_Punctuation=Pd Open_Punctuation=Ps Close_Punctuation=Pe Initial_Punctuation=Pi " +
         "Final_Punctuation=Pf Other_Punctuation=Po Math_Symbol=Sm Currency_Symbol=Sc Modifier_Symbol=Sk Other_Symbol=So Unassigned=Cn Letter=L Cased_Letter=LC " +
         "Mark=M Combining_Mark=M Number=N Separator=Z Other=C Punctuation=P punct=P Symbol=S")
        .Split(' ').Select(entry => entry.Split('=')).ToDictionary(names => names[0], names => names[1]);

    private static readonly Lazy<CharSet[]> Categories = new(ReadCategories);

    /// <summary>The set of a property as written between the braces, null when it is not known.</summary>
    public static CharSet? Find(string expression)
    {
        var equals = expression.IndexOf('=');
        if (equals < 0) return Category(expression) ?? Binary(expression);
        var value = expression[(equals + 1)..];
        return expression[..equals] switch
        {
            "General_Category" or "gc" => Category(value),
            "Script" or "sc" => UnicodeScripts.Script(value),
            "Script_Extensions" or "scx" => UnicodeScripts.Extensions(value),
            _ => null,
        };
    }

    /// <summary>Of a general category (<c>Lu</c>) or a group of them (<c>L</c>).</summary>
    private static CharSet? Category(string name)
    {
        name = LongNames.GetValueOrDefault(name, name);
        var members = name == "LC" ? ["Lu", "Ll", "Lt"] : ShortNames.Where(category => category == name || (name.Length == 1 && category[0] == name[0])).ToArray();
        return members.Length == 0 ? null : members.Select(member => Categories.Value[Array.IndexOf(ShortNames, member)]).Aggregate((a, b) => a.Or(b));
    }

    private static CharSet? Binary(string name) => name switch
    {
        "Any" => CharSet.All,
        "ASCII" => CharSet.Range(0, 0x7F),
        "Assigned" => Category("Cn")!.Not(),
        "White_Space" or "space" => EcmaSets.Space.Except(CharSet.Of(0xFEFF)).Or(CharSet.Of(0x85)),
        "Alphabetic" or "Alpha" => Category("L")!.Or(Category("Nl")!).Or(UnicodeScripts.Find("Other_Alphabetic")!),
        "Lowercase" or "Lower" => Category("Ll")!.Or(UnicodeScripts.Find("Other_Lowercase")!),
        "Uppercase" or "Upper" => Category("Lu")!.Or(UnicodeScripts.Find("Other_Uppercase")!),
        "Emoji" or "Emoji_Presentation" or "Extended_Pictographic" => UnicodeScripts.Find(name),
        "ASCII_Hex_Digit" or "AHex" => CharSet.OfRanges([('0', '9'), ('a', 'f'), ('A', 'F')]),
        _ => null,
    };

    private static CharSet[] ReadCategories()
    {
        var ranges = Array.ConvertAll(ShortNames, _ => new List<(int, int)>());
        var start = 0;
        for (var scalar = 1; scalar <= CharSet.Limit; scalar++)
        {
            if (scalar < CharSet.Limit && CharUnicodeInfo.GetUnicodeCategory(scalar) == CharUnicodeInfo.GetUnicodeCategory(start)) continue;
            ranges[(int)CharUnicodeInfo.GetUnicodeCategory(start)].Add((start, scalar - 1));
            start = scalar;
        }

        return Array.ConvertAll(ranges, CharSet.OfRanges);
    }
}
