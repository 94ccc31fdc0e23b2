using System.Text;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.TestKit.Models;

/// <summary>A token model without a runtime: its vocabulary is given, its logits are a function of what was written.</summary>
/// <remarks>
/// Vocabulary: the 256 bytes, then the given pieces, then <c>&lt;end&gt;</c>, <c>&lt;role&gt;</c>. Tokenising takes the longest piece at every place.
/// Counts what is done to it.
/// </remarks>
public sealed class FakeTokenModel : ITokenModel
{
    private readonly string[] _pieces;
    private readonly FakeLogits _logits;

    /// <summary>Makes a model.</summary>
    /// <param name="logits">Writes the logits for the next token.</param>
    /// <param name="pieces">Tokens beside the bytes.</param>
    public FakeTokenModel(FakeLogits logits, params string[] pieces)
    {
        _logits = logits;
        _pieces = pieces;
        EndToken = 256 + pieces.Length;
        RoleToken = EndToken + 1;
        byte[][] tokens = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), .. pieces.Select(Encoding.UTF8.GetBytes), [], []];
        Vocabulary = new Vocabulary(tokens, [EndToken], [RoleToken]);
    }

    /// <summary>The token that ends an answer.</summary>
    public int EndToken { get; }

    /// <summary>A control token.</summary>
    public int RoleToken { get; }

    /// <inheritdoc/>
    public string Name { get; set; } = "fake";

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public int ContextLength { get; init; } = 4096;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();

    /// <summary>The prompt of the session that was opened last, without control tokens.</summary>
    public string LastPrompt { get; private set; } = "";

    /// <summary>Sessions that were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Sessions that are open.</summary>
    public int Open { get; internal set; }

    /// <summary>Calls of <see cref="ITokenSession.Append"/> over all sessions.</summary>
    public int Appends { get; internal set; }

    /// <summary>Called before every append, for tests that cancel or wait.</summary>
    public Action? OnAppend { get; set; }

    /// <summary>A model that writes this text and then ends, as far as a constraint lets it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieces">Tokens beside the bytes.</param>
    public static FakeTokenModel Writing(string text, params string[] pieces) => Writing(_ => text, pieces);

    /// <summary>A model whose text depends on the prompt, one request at a time.</summary>
    /// <param name="textFor">The text for a prompt.</param>
    /// <param name="pieces">Tokens beside the bytes.</param>
    public static FakeTokenModel Writing(Func<string, string> textFor, params string[] pieces) => new(
        (model, answer, logits) =>
        {
            var wanted = Encoding.UTF8.GetBytes(textFor(model.LastPrompt)).AsSpan();
            var at = answer.Sum(token => model.Vocabulary.GetBytes(token).Length);
            for (var token = 0; token < logits.Length; token++)
            {
                var bytes = model.Vocabulary.GetBytes(token);
                var fits = model.Vocabulary.IsText(token) && at < wanted.Length && wanted[at..].StartsWith(bytes);
                logits[token] = fits ? 10 + bytes.Length : token == model.EndToken ? 5 : 0;
            }
        },
        pieces);

    /// <inheritdoc/>
    public int[] Tokenize(string text, bool parseSpecial)
    {
        var tokens = new List<int>();
        for (ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text); !rest.IsEmpty;)
        {
            int best = rest[0];
            for (var token = 256; token < 256 + _pieces.Length; token++)
            {
                var bytes = Vocabulary.GetBytes(token);
                if (bytes.Length > Vocabulary.GetBytes(best).Length && rest.StartsWith(bytes)) best = token;
            }

            tokens.Add(best);
            rest = rest[Vocabulary.GetBytes(best).Length..];
        }

        return [.. tokens];
    }

    /// <inheritdoc/>
    public int[] TokenizeChat(IReadOnlyList<PromptMessage> messages)
        => [.. messages.SelectMany(message => (int[])[RoleToken, .. Tokenize($"{message.Role}\n{message.Content}\n", parseSpecial: false)]), RoleToken];

    /// <inheritdoc/>
    public ValueTask<ITokenSession> OpenAsync(ReadOnlyMemory<int> prompt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (prompt.Length >= ContextLength) throw new ContextExceededException(prompt.Length, ContextLength);
        Opened++;
        LastPrompt = Encoding.UTF8.GetString([.. prompt.ToArray().SelectMany(token => Vocabulary.GetBytes(token).ToArray())]);
        return ValueTask.FromResult<ITokenSession>(new FakeTokenSession(this, prompt.ToArray(), prompt.Length));
    }

    internal void FillLogits(IReadOnlyList<int> answer, Span<float> logits) => _logits(this, answer, logits);
}
