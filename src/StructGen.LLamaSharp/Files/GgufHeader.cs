namespace StructGen.LLamaSharp.Files;

/// <summary>What a GGUF file says about itself before its weights: metadata and how long the file has to be. Immutable.</summary>
/// <remarks>
/// Native code trusts a file's numbers and ends the process where they do not fit each other; this reader does not. A file that passes is a regular file, has the right
/// magic and version, lengths that stay inside it, weights that end inside it, and numbers and a vocabulary as <see cref="ModelShape"/> and <see cref="VocabularyShape"/> ask.
/// </remarks>
internal sealed class GgufHeader
{
    private GgufHeader(string architecture, int contextLength, GgufContent content)
        => (Architecture, ContextLength, VocabularySize, Metadata, Tensors) = (architecture, contextLength, content.Tokens.Count, content.Metadata, content.Tensors);

    /// <summary>Such as <c>llama</c>.</summary>
    public string Architecture { get; }

    /// <summary>Tokens that the model was made for.</summary>
    public int ContextLength { get; }

    /// <summary>Number of tokens.</summary>
    public int VocabularySize { get; }

    /// <summary>Scalars and strings as text; arrays are left out.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors, in the file's order.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Reads and checks a file's header. Never waits for a writer, as opening a named pipe would.</summary>
    /// <exception cref="InvalidDataException">Why this is no model; the message names no file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufHeader Read(string path)
    {
        using var file = RegularFile.OpenRead(path);
        var reader = new GgufReader(file);
        var content = reader.ReadHeader();
        var metadata = content.Metadata;

        if (!metadata.TryGetValue("general.architecture", out var architecture))
            throw new InvalidDataException("its metadata names no architecture");
        if (metadata.TryGetValue("split.count", out var parts) && parts is not ("0" or "1"))
            throw new InvalidDataException($"it is one of {parts} parts of a split model; merge them into one file");
        if (!metadata.TryGetValue($"{architecture}.context_length", out var length) || !int.TryParse(length, out var contextLength) || contextLength <= 0)
            throw new InvalidDataException($"its metadata has no {architecture}.context_length above 0");
        if (content.Tokens.Count == 0)
            throw new InvalidDataException("it has no vocabulary (tokenizer.ggml.tokens)");
        if (content.Tensors.Count == 0) throw new InvalidDataException("it has no weights");
        VocabularyShape.Check(content);
        ModelShape.Check(content, architecture);
        return new GgufHeader(architecture, contextLength, content);
    }
}
