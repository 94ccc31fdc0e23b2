using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>Closers at the wrong place, of the wrong kind, missing or too many.</summary>
internal static class CloserDamages
{
    public static IEnumerable<DamageKind> All =>
    [
        new("swapped-closers", Stage.Place, Swapped, Undo.Closer),
        new("wrong-closer", Stage.Place, scene => QuoteDamages.Edit(scene, IsCloser, text => text == "]" ? scene.Any("}", ")") : scene.Any("]", ")")), Undo.Closer),
        new("list-closed-early", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Comma && token.InList, text => "]" + text), Undo.Closer),
        new("object-closed-early", Stage.Place, scene => QuoteDamages.Edit(scene, token => token.Kind == TokenKind.Comma && !token.InList, text => "}" + text),
            Undo.Closer),
        new("missing-list-closer", Stage.Place, scene => QuoteDamages.Edit(scene, token => IsCloser(token) && token.InList && !AtEnd(scene, token), _ => ""), Undo.Closer),
        new("missing-object-closer", Stage.Place, scene => QuoteDamages.Edit(scene, token => IsCloser(token) && !token.InList && !AtEnd(scene, token), _ => ""),
            Undo.Closer),
        new("missing-closer-shared-names", Stage.Place, scene => QuoteDamages.Edit(scene, token => IsCloser(token) && !AtEnd(scene, token), _ => ""), Undo.Closer)
            { Documents = [.. Documents.DocumentSet.Json.Where(document => document.Name is "sections" or "shared_names" or "tree")], Alone = true },
        new("missing-final-closers", Stage.Place, MissingFinal) { Alone = true },
        new("extra-final-closer", Stage.Place, scene => QuoteDamages.Edit(scene, token => token == scene.Tokens[^1] && IsCloser(token),
            text => text + scene.Any("}", "]", "}}", "]}", "\n}"))),
        new("missing-root-brackets", Stage.Place, NoRootBrackets),
        new("tuple", Stage.Place, scene => Brackets(scene, "(", ")", _ => true)),
        new("set", Stage.Place, scene => Brackets(scene, "{", "}", open => OnlyScalars(scene, open))),
        new("list-as-lines", Stage.Place, ListAsLines) { Documents = [.. Documents.DocumentSet.Json.Where(document
            => document.Data.ValueKind == System.Text.Json.JsonValueKind.Array && document.Data[0].ValueKind == System.Text.Json.JsonValueKind.Object)] },
    ];

    private static bool IsCloser(JsonToken token) => token.Kind == TokenKind.Close && token.Text == token.Original;

    /// <summary>Whether nothing but closers follows.</summary>
    private static bool AtEnd(Scene scene, JsonToken token)
        => scene.Tokens.Skip(scene.Tokens.IndexOf(token)).All(next => next.Kind is TokenKind.Close or TokenKind.Space);

    private static bool Swapped(Scene scene)
    {
        if (scene.Pick((token, index) => IsCloser(token) && scene.Next(index) is { } next && IsCloser(next) && next.Text != token.Text && !next.Touched)
            is not { } first)
            return false;
        var second = scene.Next(first)!;
        second.Touched = true;
        (first.Text, second.Text) = (second.Text, first.Text);
        return true;
    }

    private static bool MissingFinal(Scene scene)
    {
        var last = scene.Tokens.FindLastIndex(token => token.Kind is not (TokenKind.Close or TokenKind.Space));
        var closers = scene.Tokens.Skip(last + 1).Count(token => token.Kind == TokenKind.Close);
        var removed = 1 + scene.Random.Next(closers);
        for (var index = scene.Tokens.Count - 1; removed > 0; index--)
        {
            if (scene.Tokens[index].Kind == TokenKind.Close)
                removed--;
            scene.Tokens[index].Text = "";
            scene.Tokens[index].Touched = true;
        }

        scene.Expectation = Expectation.ClosersMissing;
        scene.EndsInNumber = scene.Tokens[last].Kind == TokenKind.Number && scene.Tokens.Skip(last + 1).All(token => token.Text.Length == 0);
        scene.WholeLeaves = [.. scene.Tokens.Where((token, index) => token.IsScalar && (index != last || !scene.EndsInNumber)).Select(token => token.Path)];
        return true;
    }

    private static bool NoRootBrackets(Scene scene)
    {
        // In prose nothing would say where the members begin and end.
        if (!scene.Document.IsRootObject || scene.Before.Length + scene.After.Length > 0 || scene.Tokens[0].Touched || scene.Tokens[^1].Touched || scene.Tokens[0].Text != "{" || scene.Tokens[^1].Text != "}")
            return false;
        scene.Tokens[0].Touched = scene.Tokens[^1].Touched = true;
        scene.Tokens[0].Text = scene.Tokens[^1].Text = "";
        return true;
    }

    private static bool Brackets(Scene scene, string open, string close, Func<JsonToken, bool> fits)
    {
        if (scene.Pick(token => token is { Kind: TokenKind.Open, InList: true, Text: "[" } && fits(token) && scene.Next(token)?.Kind != TokenKind.Close
            && IsCloser(scene.Tokens[scene.Span(token).To])) is not { } token)
            return false;
        var closer = scene.Tokens[scene.Span(token).To];
        closer.Touched = true;
        (token.Text, closer.Text) = (open, close);
        return true;
    }

    private static bool OnlyScalars(Scene scene, JsonToken open)
    {
        var (from, to) = scene.Span(open);
        return scene.Tokens.Skip(from + 1).Take(to - from - 1).All(token => token.Container == open.Container);
    }

    private static bool ListAsLines(Scene scene)
    {
        if (scene.Tokens.Any(token => token.Touched))
            return false;
        foreach (var token in scene.Tokens)
        {
            if (token.Path.Count == 0 && token.Container == 0)
            {
                token.Text = token.Kind switch { TokenKind.Comma => "\n", TokenKind.Space => "", _ => "" };
                token.Touched = true;
            }
        }

        return true;
    }
}
