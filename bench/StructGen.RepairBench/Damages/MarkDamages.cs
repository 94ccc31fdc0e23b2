using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>Commas, colons, comments and white space.</summary>
internal static class MarkDamages
{
    public static IEnumerable<DamageKind> All =>
    [
        new("missing-comma", Stage.Place, MissingComma, Undo.InsertComma),
        new("trailing-comma", Stage.Place, scene => BeforeCloser(scene, _ => ",")),
        new("doubled-comma", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Comma, _ => scene.Any(",,", ", ,"))),
        new("leading-comma", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Open
            && scene.Next(token)?.Kind != TokenKind.Close, text => text + ",")),
        new("semicolons", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Comma, _ => ";")),
        new("missing-colon", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Colon, _ => " ")),
        new("arrow-or-equals", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Colon, _ => scene.Any(" =", " =>"))),
        new("comment", Stage.Place, scene => Comment(scene, token => token.Kind == TokenKind.Comma)),
        new("comment-behind-number", Stage.Place, scene => Comment(scene, token => token.Kind is TokenKind.Number or TokenKind.Word)),
        new("fullwidth-marks", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind is TokenKind.Comma or TokenKind.Colon,
            text => text == "," ? scene.Any("，", "、") : "：")),
        new("odd-spaces", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind is TokenKind.Comma or TokenKind.Colon,
            text => text + scene.Any("\u00A0", "\u200B", "\uFEFF", "\u3000", "\u2028"))),
        new("ellipsis", Stage.Place, scene => BeforeCloser(scene, _ => scene.Any(", ...", ", …", ",\n  // ..."), token => token.InList)
            && Optional(scene)),
    ];

    /// <summary>What an ellipsis stands for is not in the text, so asking again is as right as leaving it out.</summary>
    private static bool Optional(Scene scene)
    {
        scene.Expectation = Judging.Expectation.DocumentOrNone;
        return true;
    }

    private static bool MissingComma(Scene scene) => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Comma
        && !(Bare(scene.Next(token, -1)) && Bare(scene.Next(token)) && scene.Tokens[scene.Tokens.IndexOf(token) + 1].Kind != TokenKind.Space), _ => "");

    private static bool Bare(JsonToken? token) => token?.Kind is TokenKind.Number or TokenKind.Word;

    private static bool BeforeCloser(Scene scene, Func<JsonToken, string> add, Func<JsonToken, bool>? fits = null)
    {
        if (scene.Pick(token => token.Kind == TokenKind.Close && token.Text == token.Original && (fits?.Invoke(token) ?? true)
            && scene.Next(token, -1)?.Kind != TokenKind.Open) is not { } closer)
            return false;
        var index = scene.Tokens.IndexOf(closer);
        while (scene.Tokens[index - 1].Kind == TokenKind.Space)
            index--;
        scene.Tokens[index - 1].Text += add(closer);
        return true;
    }

    /// <summary>A comment right behind a token; one to the end of its line only where a line ends there.</summary>
    private static bool Comment(Scene scene, Func<JsonToken, bool> fits)
    {
        if (scene.Pick(token => fits(token) && token.Text == token.Original) is not { } token)
            return false;
        var words = scene.Any("five", "as in the text", "see \"above\"", "TODO: check, later", "it's fine", "was {old: 1}");
        var index = scene.Tokens.IndexOf(token);
        var after = index;
        while (after + 1 < scene.Tokens.Count && scene.Tokens[after + 1].Kind is TokenKind.Comma)
            after++;
        var lineEnds = after + 1 < scene.Tokens.Count && scene.Tokens[after + 1].Text.StartsWith('\n');
        if (lineEnds && scene.Random.Next(3) > 0)
            scene.Tokens[after].Text += scene.Any("//", " // ", " # ") + words;
        else
            token.Text += scene.Any("/*", " /* ") + words + " */";
        return true;
    }
}
