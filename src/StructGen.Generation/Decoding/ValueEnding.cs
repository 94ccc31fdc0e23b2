using System.Text;
using System.Text.Unicode;
using StructGen.Generation.Models;

namespace StructGen.Generation.Decoding;

/// <summary>The beginning of an answer's ending that ends one value only: of <c>"}]}</c> the quotation mark.</summary>
internal sealed class ValueEnding(ITokenModel model)
{
    /// <param name="ending">Tokens that end the whole answer.</param>
    /// <param name="lengthOf">How many of their bytes belong to the value.</param>
    /// <returns>Tokens of the value's end; whole ones of the ending where its text is not cut into tokens just there.</returns>
    public List<int> Tokens(IReadOnlyList<int> ending, Func<byte[], int> lengthOf)
    {
        byte[] bytes = [.. ending.SelectMany(token => model.Vocabulary.GetBytes(token).ToArray())];
        var wanted = bytes.AsSpan(0, lengthOf(bytes));
        var tokens = new List<int>();
        var at = 0;
        if (Utf8.IsValid(wanted))
        {
            foreach (var token in model.Tokenize(Encoding.UTF8.GetString(wanted), parseSpecial: false))
            {
                var written = model.Vocabulary.GetBytes(token);
                if (written.IsEmpty || !wanted[at..].StartsWith(written)) break;
                tokens.Add(token);
                at += written.Length;
            }
        }

        if (at == wanted.Length) return tokens;
        tokens.Clear();
        for (var i = 0; at >= 0 && i < ending.Count && Covered(model, tokens) < wanted.Length; i++) tokens.Add(ending[i]);
        return tokens;
    }

    private static int Covered(ITokenModel model, List<int> tokens) => tokens.Sum(token => model.Vocabulary.GetBytes(token).Length);
}
