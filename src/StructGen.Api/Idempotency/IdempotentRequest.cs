namespace StructGen.Api.Idempotency;

/// <summary>One request with an idempotency key: running, or answered with what can be given again. Who comes with the same key waits for it.</summary>
/// <param name="fingerprint">SHA-256 of the request.</param>
internal sealed class IdempotentRequest(string fingerprint)
{
    private readonly TaskCompletionSource<StoredReply?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>SHA-256 of the request, which a repetition must share.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>The answer; null when there is none to repeat, so that the next one makes its own.</summary>
    public Task<StoredReply?> Reply => _done.Task;

    /// <summary>Tells those who wait.</summary>
    public void End(StoredReply? reply) => _done.TrySetResult(reply);
}
