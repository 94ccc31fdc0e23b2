using Microsoft.Extensions.Options;

namespace StructGen.Api.Idempotency;

/// <summary>Requests by idempotency key, in memory, bounded by count, bytes and age; the oldest answers go first. Safe to share between threads.</summary>
internal sealed class ReplyStore(IOptions<ApiLimits> limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IdempotentRequest> _requests = [];
    private readonly Queue<(string Key, IdempotentRequest Request, StoredReply Reply, long Since)> _answered = new();
    private long _bytes;

    /// <summary>Bytes that are kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>The request that has the key, which may still be running; the new one where none has.</summary>
    public IdempotentRequest GetOrAdd(string key, IdempotentRequest request)
    {
        lock (_lock)
        {
            Trim();
            return _requests.TryAdd(key, request) ? request : _requests[key];
        }
    }

    /// <summary>Ends a request that <see cref="GetOrAdd"/> took in; null forgets it.</summary>
    public void End(string key, IdempotentRequest request, StoredReply? reply)
    {
        lock (_lock)
        {
            if (reply is null)
            {
                _requests.Remove(key);
            }
            else
            {
                _answered.Enqueue((key, request, reply, time.GetTimestamp()));
                _bytes += reply.Body.Length;
                Trim();
            }
        }

        request.End(reply);
    }

    private void Trim()
    {
        while (_answered.TryPeek(out var oldest)
            && (_answered.Count > limits.Value.IdempotentAnswers || _bytes > limits.Value.IdempotentBytes || time.GetElapsedTime(oldest.Since) > limits.Value.IdempotentAge))
        {
            _answered.Dequeue();
            _bytes -= oldest.Reply.Body.Length;
            if (_requests.TryGetValue(oldest.Key, out var request) && request == oldest.Request)
                _requests.Remove(oldest.Key);
        }
    }
}
