using StructGen.Generation.Requests;

namespace StructGen.Generation.Telemetry;

/// <summary>Counts what all generations of one asynchronous flow use, such as of one HTTP request, without a parameter through every layer.</summary>
/// <remarks>Opened before the generation, read after it. Accounts nest: each counts for itself and the one around it. Safe to share between threads.</remarks>
public sealed class GenerationAccount : IDisposable
{
    private static readonly AsyncLocal<GenerationAccount?> Ambient = new();
    private readonly GenerationAccount? _outer = Ambient.Value;
    private readonly Action<string, string>? _told;
    private readonly Lock _lock = new();
    private TokenUsage _usage = TokenUsage.None;

    private GenerationAccount(Action<string, string>? told)
    {
        _told = told;
        Ambient.Value = this;
    }

    /// <summary>Tokens of all attempts until now. An attempt that was cancelled counts what a local model read and wrote, and nothing of a remote one, which does not tell.</summary>
    public TokenUsage Usage
    {
        get
        {
            lock (_lock) return _usage;
        }
    }

    /// <summary>Opens an account for this flow and what it awaits.</summary>
    /// <param name="told">Gets prompt and answer of every attempt: whole documents, so null unless somebody is meant to read them.</param>
    public static GenerationAccount Open(Action<string, string>? told = null) => new(told);

    /// <summary>Closes the account; it can still be read.</summary>
    public void Dispose() => Ambient.Value = _outer;

    internal static void Add(TokenUsage usage)
    {
        for (var account = Ambient.Value; account is not null; account = account._outer)
        {
            lock (account._lock) account._usage += usage;
        }
    }

    internal static void Tell(IReadOnlyList<PromptMessage> prompt, string answer)
    {
        for (var account = Ambient.Value; account is not null; account = account._outer)
            account._told?.Invoke(string.Join('\n', prompt.Select(message => $"[{message.Role}] {message.Content}")), answer);
    }
}
