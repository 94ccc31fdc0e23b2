using System.Text;
using System.Text.Json;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>A written document while damages are done to it.</summary>
internal sealed class Scene
{
    public Scene(BenchDocument document, Layout layout, Random random)
    {
        Document = document;
        Layout = layout;
        Random = random;
        Tokens = new TokenWriter(layout, random).Write(document.Data);
    }

    public BenchDocument Document { get; set; }

    public Layout Layout { get; }

    public Random Random { get; }

    public List<JsonToken> Tokens { get; }

    /// <summary>Text around the document.</summary>
    public string Before { get; set; } = "";

    public string After { get; set; } = "";

    /// <summary>A change of the whole text, such as escaping it; done before it is put between the texts around it.</summary>
    public Func<string, string>? Whole { get; set; }

    public Expectation Expectation { get; set; } = Expectation.Document;

    /// <summary>Where the text is cut; null where it is not.</summary>
    public int? CutAt { get; set; }

    public IReadOnlyList<IReadOnlyList<string>> WholeLeaves { get; set; } = [];

    public bool EndsInNumber { get; set; }

    /// <summary>Text of the document alone.</summary>
    public string Body
    {
        get
        {
            var text = new StringBuilder();
            foreach (var token in Tokens)
                text.Append(token.Text);
            var body = text.ToString();
            if (CutAt is { } length)
                body = body[..length];
            return Whole is null ? body : Whole(body);
        }
    }

    public string Text => Before + Body + After;

    public JsonElement SchemaAt(JsonToken token) => SchemaView.At(Document.Schema, token.Path);

    /// <summary>One of the tokens that fit and were not touched; it is touched then. Null where there is none.</summary>
    public JsonToken? Pick(Func<JsonToken, int, bool> fits)
    {
        var places = new List<int>();
        for (var index = 0; index < Tokens.Count; index++)
        {
            if (!Tokens[index].Touched && fits(Tokens[index], index))
                places.Add(index);
        }

        if (places.Count == 0)
            return null;
        var token = Tokens[places[Random.Next(places.Count)]];
        token.Touched = true;
        return token;
    }

    public JsonToken? Pick(Func<JsonToken, bool> fits) => Pick((token, _) => fits(token));

    /// <summary>The next token that is no white space.</summary>
    public JsonToken? Next(int index, int step = 1)
    {
        for (index += step; index >= 0 && index < Tokens.Count; index += step)
        {
            if (Tokens[index].Kind != TokenKind.Space)
                return Tokens[index];
        }

        return null;
    }

    public JsonToken? Next(JsonToken token, int step = 1) => Next(Tokens.IndexOf(token), step);

    /// <summary>The tokens of a whole value: from its opening to its closing.</summary>
    public (int From, int To) Span(JsonToken open)
    {
        var from = Tokens.IndexOf(open);
        return (from, Tokens.FindIndex(from, token => token.Kind == TokenKind.Close && token.Container == open.Container));
    }

    public T Any<T>(params T[] of) => of[Random.Next(of.Length)];
}
