using StructGen.Generation.Models;

namespace StructGen.TestKit.Models;

/// <summary>A session of a <see cref="FakeTokenModel"/>.</summary>
internal sealed class FakeTokenSession : ITokenSession
{
    private readonly FakeTokenModel _model;
    private readonly List<int> _tokens;
    private readonly List<int> _answer;
    private readonly int _promptLength;
    private readonly float[] _logits;

    public FakeTokenSession(FakeTokenModel model, IEnumerable<int> tokens, int promptLength)
    {
        _model = model;
        _tokens = [.. tokens];
        _answer = [.. _tokens.Skip(promptLength)];
        _promptLength = promptLength;
        _logits = new float[model.Vocabulary.Count];
        _model.Open++;
        Compute();
    }

    public int Position => _tokens.Count;

    public int CachedPromptTokens => 0;

    public Span<float> Logits => _logits;

    public void Append(ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        _model.OnAppend?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        if (_tokens.Count + tokens.Length > _model.ContextLength) throw new ContextExceededException(_tokens.Count + tokens.Length, _model.ContextLength);
        _model.Appends++;
        _tokens.AddRange(tokens);
        _answer.AddRange(tokens);
        Compute();
    }

    public void Rewind(int position, CancellationToken cancellationToken)
    {
        _tokens.RemoveRange(position, _tokens.Count - position);
        _answer.RemoveRange(position - _promptLength, _answer.Count - (position - _promptLength));
        Compute();
    }

    public ITokenSession Fork() => new FakeTokenSession(_model, _tokens, _promptLength);

    public void Dispose() => _model.Open--;

    private void Compute() => _model.FillLogits(_answer, _logits);
}
