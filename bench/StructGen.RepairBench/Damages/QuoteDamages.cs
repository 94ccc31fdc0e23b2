using System.Buffers;
using System.Text;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>Wrong, missing and additional quotes.</summary>
internal static class QuoteDamages
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\"{}[]#\\");

    private static readonly SearchValues<char> Brackets = SearchValues.Create("{}[]#");

    private static readonly string[] Quoting =
    [
        "She said \"later\" and left.", "A 24\" screen with a 3\" frame", "the \"old\", the \"new\" and the rest", "\"Fin\" (credits)",
        "see \"Annex B\": it lists [all] parts", "called \"Tosca\"",
    ];

    private static readonly string[] Lines = ["first line\nsecond line", "one\n\ntwo, three\n- four", "Dear all,\n\tplease read this.\nBye", "a: 1\nb: 2"];

    private static readonly string[] Words = ["plain words here", "Born in Oslo, Norway", "room 12 on the left", "semi; colon", "it's here", "10:30 to 11:00"];

    public static IEnumerable<DamageKind> All =>
    [
        new("single-quotes", Stage.Spelling, SingleQuotes),
        new("smart-quotes", Stage.Spelling, scene => Requote(scene, "“", "”", token => !token.Text.Contains("\\\"", StringComparison.Ordinal))),
        new("doubled-quotes", Stage.Spelling, scene => Requote(scene, "\"\"", "\"\"", token => token.Text is not "\"\"" && !token.Text.Contains('\\'))),
        new("curly-closing-quote", Stage.Place, scene => Edit(scene, IsLongText, text => text[..^1] + "”")),
        new("curly-opening-quote", Stage.Place, scene => Edit(scene, IsLongText, text => "“" + text[1..])),
        new("unescaped-inner-quotes", Stage.Place, scene => Edit(scene, token => token.Kind == TokenKind.Text && Escapes(token) >= 2,
            text => "\"" + text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) + "\"")) { Needs = Quoting },
        new("raw-line-breaks", Stage.Place, scene => Edit(scene, token => token.Kind == TokenKind.Text && token.Text.Contains("\\n", StringComparison.Ordinal)
            && !token.Text.Contains("\\\\", StringComparison.Ordinal),
            text => text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal))) { Needs = Lines },
        new("missing-closing-quote", Stage.Place, MissingClosing, Undo.InsertQuote),
        new("missing-opening-quote", Stage.Place, scene => Edit(scene, IsLongText, text => text[1..]), Undo.InsertQuote),
        new("missing-name-quote", Stage.Place, scene => Edit(scene, token => token.Kind == TokenKind.Name,
            text => scene.Random.Next(2) == 0 ? text[..^1] : text[1..]), Undo.InsertQuote),
        new("unquoted-text", Stage.Place, scene => Edit(scene, token => IsBare(scene, token, false), text => text[1..^1])) { Needs = Words },
        new("unquoted-text-over-lines", Stage.Place, BareLines) { Needs = Lines },
        new("unquoted-names", Stage.Spelling, UnquotedNames),
        new("wrong-escapes", Stage.Place, WrongEscapes) { Needs = ["it's 5 o'clock", "snake_case and *stars*"] },
        new("single-backslashes", Stage.Place, scene => Edit(scene, token => token.Kind == TokenKind.Text && token.Text.Contains("\\\\", StringComparison.Ordinal)
            && !token.Text.Contains("\\n", StringComparison.Ordinal) && !token.Text.Contains("\\\"", StringComparison.Ordinal),
            text => text.Replace("\\\\", "\\", StringComparison.Ordinal))) { Needs = ["C:\\data\\pg", "\\alpha + \\gamma", "^\\d+\\s*$", "D:\\Programme\\logs"] },
        new("html-entities", Stage.Around, scene => Whole(scene, text => text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal))),
        new("concatenated-text", Stage.Place, scene => Edit(scene, token => token.Kind == TokenKind.Text && token.Text.IndexOf(' ', StringComparison.Ordinal) > 1
            && !token.Text.Contains('\\'), text => text.Insert(text.IndexOf(' ', StringComparison.Ordinal), "\" + \""))),
    ];

    public static bool Edit(Scene scene, Func<JsonToken, bool> fits, Func<string, string> change)
    {
        if (scene.Pick(fits) is not { } token)
            return false;
        token.Text = change(token.Text);
        return true;
    }

    public static bool Whole(Scene scene, Func<string, string> change)
    {
        if (scene.Whole is not null)
            return false;
        scene.Whole = change;
        return true;
    }

    private static bool IsLongText(JsonToken token) => token.Kind == TokenKind.Text && token.Text.Length > 2;

    /// <summary>Where only closers follow, they may be part of a text that was cut: then an answer that calls it truncated is as right.</summary>
    private static bool MissingClosing(Scene scene)
    {
        if (scene.Pick(IsLongText) is not { } token)
            return false;
        token.Text = token.Text[..^1];
        if (scene.Tokens.Skip(scene.Tokens.IndexOf(token) + 1).All(next => next.Kind is TokenKind.Close or TokenKind.Space))
            scene.Expectation = Judging.Expectation.DocumentOrNone;
        return true;
    }

    private static int Escapes(JsonToken token) => token.Text.Split("\\\"").Length - 1;

    private static bool SingleQuotes(Scene scene)
    {
        foreach (var token in scene.Tokens.Where(token => token.Kind is TokenKind.Text or TokenKind.Name && token.Text == token.Original))
        {
            var inner = token.Text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
            token.Text = "'" + inner.Replace("'", "\\'", StringComparison.Ordinal) + "'";
        }

        return true;
    }

    private static bool Requote(Scene scene, string open, string close, Func<JsonToken, bool> fits)
    {
        foreach (var token in scene.Tokens.Where(token => token.Kind is TokenKind.Text or TokenKind.Name && token.Text == token.Original && fits(token)))
            token.Text = open + token.Text[1..^1] + close;
        return true;
    }

    private static bool UnquotedNames(Scene scene)
    {
        foreach (var token in scene.Tokens.Where(token => token.Kind == TokenKind.Name && token.Text == token.Original))
        {
            if (token.Text[1..^1].All(unit => char.IsLetterOrDigit(unit) || unit == '_'))
                token.Text = token.Text[1..^1];
        }

        return true;
    }

    /// <summary>Whether a text can lose both quotes and still be told from what stands around it.</summary>
    private static bool IsBare(Scene scene, JsonToken token, bool lines)
    {
        if (token.Kind != TokenKind.Text || token.Text.Length < 4)
            return false;
        var text = token.Text[1..^1];
        if (text != text.Trim() || text.AsSpan().ContainsAny(Marks) || text.Contains("//", StringComparison.Ordinal) || text.Contains("/*", StringComparison.Ordinal))
            return false;
        var delimiters = token.InList || !SchemaView.Names(SchemaView.At(scene.Document.Schema, [.. token.Path.Take(token.Path.Count - 1)])).Any();
        return lines || !delimiters || !text.AsSpan().ContainsAny(',', ':', ';');
    }

    private static bool BareLines(Scene scene)
    {
        if (scene.Layout == Layout.Compact)
            return false;
        return Edit(scene, token => token.Kind == TokenKind.Text && !token.InList && token.Text.Contains("\\n", StringComparison.Ordinal)
            && !token.Text[1..^1].AsSpan().ContainsAny(Brackets) && !token.Text[1..^1].Contains("\\\"", StringComparison.Ordinal)
            && !token.Text.Contains("\\\\", StringComparison.Ordinal) && !token.Text.Contains(": ", StringComparison.Ordinal),
            text => text[1..^1].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal));
    }

    private static bool WrongEscapes(Scene scene) => Edit(scene, token => token.Kind == TokenKind.Text && token.Text[1..^1].AsSpan().ContainsAny('\'', '_', '*')
        && !token.Text.Contains('\\'), text =>
        {
            var escaped = new StringBuilder();
            foreach (var unit in text)
                escaped.Append(unit is '\'' or '_' or '*' ? "\\" : "").Append(unit);
            return escaped.ToString();
        });
}
