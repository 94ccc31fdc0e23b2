namespace StructGen.Generation.Decoding;

/// <summary>A part of an answer that is being decoded.</summary>
/// <param name="Text">Complete characters; the parts joined are the answer's text.</param>
/// <param name="Answer">The whole, in the last part only, whose own text is empty.</param>
public sealed record DecodedText(string Text, DecodedAnswer? Answer = null);
