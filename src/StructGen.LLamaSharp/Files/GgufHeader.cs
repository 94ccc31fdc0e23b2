namespace StructGen.LLamaSharp.Files;

/// <summary>What a GGUF file says about itself before its weights: metadata and how long the file has to be. Immutable.</summary>
/// <remarks>
/// Native code trusts a file's numbers; this reader does not. A file that passes has the right magic and version, lengths that stay
/// inside it and weights that end inside it, so a half-finished download is told from a model before native code maps it.
/// </remarks>
internal sealed class GgufHeader
{
    private GgufHeader(string architecture, int contextLength, int vocabularySize, IReadOnlyDictionary<string, string> metadata)
        => (Architecture, ContextLength, VocabularySize, Metadata) = (architecture, contextLength, vocabularySize, metadata);

    /// <summary>Such as <c>llama</c>.</summary>
    public string Architecture { get; }

    /// <summary>Tokens that the model was made for.</summary>
    public int ContextLength { get; }

    /// <summary>Number of tokens.</summary>
    public int VocabularySize { get; }

    /// <summary>Scalars and strings as text; arrays are left out.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads and checks a file's header.</summary>
    /// <exception cref="InvalidDataException">Why this is no model; the message names no file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufHeader Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        var reader = new GgufReader(file);
        var content = reader.ReadHeader();
        var metadata = content.Metadata;

        if (!metadata.TryGetValue("general.architecture", out var architecture))
            throw new InvalidDataException("its metadata names no architecture");
        if (metadata.TryGetValue("split.count", out var parts) && parts is not ("0" or "1"))
            throw new InvalidDataException($"it is one of {parts} parts of a split model; merge them into one file");
        if (!metadata.TryGetValue($"{architecture}.context_length", out var length) || !int.TryParse(length, out var contextLength) || contextLength <= 0)
            throw new InvalidDataException($"its metadata has no {architecture}.context_length");
        if (!content.ArrayLengths.TryGetValue("tokenizer.ggml.tokens", out var tokens) || tokens == 0)
            throw new InvalidDataException("it has no vocabulary (tokenizer.ggml.tokens)");
        if (content.TensorCount == 0) throw new InvalidDataException("it has no weights");
        return new GgufHeader(architecture, contextLength, (int)Math.Min(tokens, int.MaxValue), metadata);
    }
}
