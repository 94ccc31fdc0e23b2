using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using StructGen.Constraints;
using StructGen.LLamaSharp;

namespace StructGen.MaskBench;

/// <summary>The data set in the tokens of a GGUF model instead of Llama 3's.</summary>
internal sealed class ModelTokens : IDisposable
{
    private readonly LLamaSharpModel _model;

    private ModelTokens(LLamaSharpModel model) => _model = model;

    public static ModelTokens Load(string path)
        => new(LLamaSharpModel.LoadAsync(path, new LLamaSharpOptions(), NullLogger.Instance).GetAwaiter().GetResult());

    /// <summary>The model's vocabulary, with nothing learned yet.</summary>
    public Vocabulary CopyVocabulary()
    {
        var own = _model.Vocabulary;
        return new Vocabulary(
            [.. Enumerable.Range(0, own.Count).Select(token => own.GetBytes(token).ToArray())],
            own.EndTokens,
            [.. Enumerable.Range(0, own.Count).Where(token => !own.IsText(token) && !own.EndTokens.Contains(token))]);
    }

    /// <summary>The instances as the model's tokenizer cuts them.</summary>
    /// <exception cref="InvalidDataException">The tokens do not give the text back.</exception>
    public List<BenchCase> Retokenize(List<BenchCase> cases, Vocabulary written)
        => cases.ConvertAll(item => item with { Tests = [.. item.Tests.Select(test => test with { Tokens = Tokens(item.Id, test.Tokens, written) })] });

    public void Dispose() => _model.Dispose();

    private int[] Tokens(string id, int[] tokens, Vocabulary written)
    {
        var text = Bytes(tokens, written);
        var cut = _model.Tokenize(Encoding.UTF8.GetString(text), parseSpecial: false);
        return Bytes(cut, _model.Vocabulary).AsSpan().SequenceEqual(text) ? cut : throw new InvalidDataException($"The model's tokens do not give back an instance of {id}.");
    }

    private static byte[] Bytes(int[] tokens, Vocabulary vocabulary)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens) bytes.AddRange(vocabulary.GetBytes(token));
        return [.. bytes];
    }
}
