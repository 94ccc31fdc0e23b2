namespace StructGen.TestKit.Models;

/// <summary>Writes the logits for the next token.</summary>
/// <param name="model">The model.</param>
/// <param name="answer">The tokens after the prompt.</param>
/// <param name="logits">One a token.</param>
public delegate void FakeLogits(FakeTokenModel model, IReadOnlyList<int> answer, Span<float> logits);
