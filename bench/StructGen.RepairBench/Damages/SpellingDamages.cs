using System.Globalization;
using System.Text.Json;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>Values of another type or spelling than the schema asks for.</summary>
internal static class SpellingDamages
{
    private static readonly string[] Small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static IEnumerable<DamageKind> All =>
    [
        new("python-words", Stage.Spelling, PythonWords),
        new("number-as-text", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Number, text => $"\"{text}\"")),
        new("boolean-as-text", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Text is "true" or "false",
            text => text == "true" ? scene.Any("\"true\"", "\"True\"", "\"yes\"") : scene.Any("\"false\"", "\"False\"", "\"no\""))),
        new("thousands-separators", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Number && !token.InList
            && token.Text.Length > 3 && token.Text.All(char.IsAsciiDigit), text => Grouped(scene, text))),
        new("number-spelling", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Number && !token.Text.Contains('e', StringComparison.Ordinal),
            NumberSpelling)),
        new("number-in-words", Stage.Place, NumberInWords),
        new("list-as-json-string", Stage.Place, scene => AsString(scene, token => token.InList && token.Path.Count > 0)),
        new("object-as-json-string", Stage.Place, scene => AsString(scene, token => !token.InList && token.Path.Count > 0)),
        new("one-item-list", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.IsScalar && token.Text != "null" && token.Text == token.Original,
            text => $"[{text}]")),
        new("scalar-for-list", Stage.Place, ScalarForList),
        new("null-for-absent", Stage.Place, NullForAbsent),
        new("enum-spelling", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Text && SchemaView.IsEnum(scene.SchemaAt(token)),
            text => scene.Random.Next(3) switch { 0 => text.ToUpperInvariant(), 1 => "\" " + text[1..], _ => text.Replace(' ', '_').ToUpperInvariant() })),
        new("name-spelling", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Name && IsDeclared(scene, token) && token.Text.Length > 3,
            text => scene.Any(text.ToUpperInvariant(), Camel(text), "\" " + text[1..]))),
    ];

    private static bool IsDeclared(Scene scene, JsonToken name)
        => SchemaView.Names(SchemaView.At(scene.Document.Schema, [.. name.Path.Take(name.Path.Count - 1)])).Contains(name.Path[^1]);

    private static string Camel(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static bool PythonWords(Scene scene)
    {
        var any = false;
        foreach (var token in scene.Tokens.Where(token => token.Kind == TokenKind.Word && token.Text == token.Original))
        {
            token.Text = token.Text switch { "true" => "True", "false" => "False", _ => "None" };
            any = true;
        }

        return any;
    }

    private static string Grouped(Scene scene, string digits)
    {
        var mark = scene.Any(",", "_", " ");
        for (var index = digits.Length - 3; index > 0; index -= 3)
            digits = digits.Insert(index, mark);
        return mark == "_" || scene.Random.Next(2) == 0 ? digits : $"\"{digits}\"";
    }

    private static string NumberSpelling(string number) => number switch
    {
        _ when number.StartsWith("0.", StringComparison.Ordinal) => number[1..],
        _ when number.StartsWith("-0.", StringComparison.Ordinal) => "-" + number[2..],
        _ when number.StartsWith('-') || number.Contains('.', StringComparison.Ordinal) => number + "0"[..(number.Contains('.', StringComparison.Ordinal) ? 1 : 0)],
        _ when number.Length % 2 == 0 => "+" + number,
        _ => number + ".0",
    };

    private static bool NumberInWords(Scene scene)
    {
        if (!QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Number && int.TryParse(token.Text, out var value) && value is >= 0 and <= 12,
            text => $"\"{Small[int.Parse(text, CultureInfo.InvariantCulture)]}\""))
            return false;
        scene.Expectation = Expectation.DocumentOrNone;
        return true;
    }

    /// <summary>A list or an object inside a JSON string, its quotes escaped.</summary>
    private static bool AsString(Scene scene, Func<JsonToken, bool> fits)
    {
        if (scene.Pick(token => token.Kind == TokenKind.Open && fits(token) && !Any(scene, token, inner => inner.Touched || inner.Text != inner.Original))
            is not { } open)
            return false;
        var (from, to) = scene.Span(open);
        foreach (var token in scene.Tokens.Skip(from).Take(to - from + 1))
        {
            token.Text = token.Kind == TokenKind.Space ? " "[..Math.Min(1, token.Text.Length)] : TokenWriter.Quote(token.Text)[1..^1];
            token.Touched = true;
        }

        open.Text = "\"" + open.Text;
        scene.Tokens[to].Text += "\"";
        return true;
    }

    private static bool Any(Scene scene, JsonToken open, Func<JsonToken, bool> holds)
    {
        var (from, to) = scene.Span(open);
        return scene.Tokens.Skip(from + 1).Take(to - from).Any(holds);
    }

    /// <summary>A list of one item, without its brackets.</summary>
    private static bool ScalarForList(Scene scene)
    {
        if (scene.Pick(token => token is { Kind: TokenKind.Open, InList: true, Text: "[" } && token.Path.Count > 0
            && JsonEdit.At(scene.Document.Data, token.Path).GetArrayLength() == 1
            && JsonEdit.At(scene.Document.Data, token.Path)[0].ValueKind is not JsonValueKind.Array
            && scene.Tokens[scene.Span(token).To].Text == "]") is not { } open)
            return false;
        scene.Tokens[scene.Span(open).To].Touched = true;
        scene.Tokens[scene.Span(open).To].Text = open.Text = "";
        return true;
    }

    /// <summary>Optional members that are not there are written as null.</summary>
    private static bool NullForAbsent(Scene scene)
    {
        var open = scene.Pick(token => token is { Kind: TokenKind.Open, InList: false, Text: "{" } && Absent(scene, token).Length > 0
            && scene.Next(token)?.Kind != TokenKind.Close);
        if (open is null)
            return false;
        var names = Absent(scene, open);
        open.Text += $"{TokenWriter.Quote(names[scene.Random.Next(names.Length)])}:{scene.Any("null", " null")},";
        return true;
    }

    private static string[] Absent(Scene scene, JsonToken open)
    {
        var schema = scene.SchemaAt(open);
        var present = JsonEdit.At(scene.Document.Data, open.Path).EnumerateObject().Select(member => member.Name).ToHashSet();
        return [.. SchemaView.Names(schema).Where(name => !SchemaView.Requires(schema, name) && !present.Contains(name)
            && SchemaView.IsOnly(schema.GetProperty("properties").GetProperty(name), schema.GetProperty("properties").GetProperty(name).GetProperty("type").ToString()))];
    }
}
