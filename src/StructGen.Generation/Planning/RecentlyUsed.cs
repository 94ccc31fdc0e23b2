using StructGen.Generation.Compiling;

namespace StructGen.Generation.Planning;

/// <summary>A bounded cache of values that are slow to make: each is made once, in the compile queue, and the one not used for longest leaves.</summary>
/// <remarks>
/// Callers that ask for a key in the making wait for the same work. A caller may leave (its token); when the last one has left, the work is
/// cancelled. A value that could not be made is not kept: the next caller tries again. Safe to share between threads.
/// </remarks>
/// <param name="capacity">Most values.</param>
/// <param name="queue">Where they are made.</param>
/// <param name="bytes">Most bytes that the values took to make; one that took more than a quarter is not kept.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity, CompileQueue queue, long bytes = long.MaxValue)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly LinkedList<Entry> _order = new();
    private long _bytes;

    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    public async ValueTask<TValue> GetAsync(TKey key, Func<CancellationToken, TValue> make, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = Enter(key, make);
        try
        {
            return await entry.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(entry);
        }
    }

    private Entry Enter(TKey key, Func<CancellationToken, TValue> make)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry))
            {
                _order.Remove(entry.Node);
                if (!entry.Value.IsCompleted) queue.Join(entry.Job);
            }
            else
            {
                entry = new Entry(key);
                entry.Job = queue.Enqueue(make, entry.Abandoned.Token);
                _entries.Add(key, entry);
                if (_entries.Count > capacity) Forget(_order.First!.Value);
            }

            _order.AddLast(entry.Node);
            entry.Waiting++;
            return entry;
        }
    }

    private void Leave(Entry entry)
    {
        lock (_lock)
        {
            entry.Waiting--;
            var isKept = _entries.TryGetValue(entry.Key, out var current) && current == entry;
            if (entry.Value.IsCompletedSuccessfully)
            {
                if (isKept) Weigh(entry);
                return;
            }

            if (entry.Waiting > 0 && !entry.Value.IsCompleted) return;
            if (isKept) Forget(entry);
            if (entry.Waiting == 0) _ = entry.Abandoned.CancelAsync();
        }
    }

    private void Weigh(Entry entry)
    {
        if (entry.IsWeighed) return;
        entry.IsWeighed = true;
        _bytes += entry.Job.AllocatedBytes;
        if (entry.Job.AllocatedBytes > bytes / 4) Forget(entry);
        while (_bytes > bytes && _order.First(other => other.IsWeighed) is { } oldest) Forget(oldest);
    }

    private void Forget(Entry entry)
    {
        _entries.Remove(entry.Key);
        _order.Remove(entry.Node);
        if (entry.IsWeighed) _bytes -= entry.Job.AllocatedBytes;
    }

    private sealed class Entry
    {
        public Entry(TKey key)
        {
            Key = key;
            Node = new LinkedListNode<Entry>(this);
        }

        public TKey Key { get; }

        public LinkedListNode<Entry> Node { get; }

        public CancellationTokenSource Abandoned { get; } = new();

        public CompileJob<TValue> Job { get; set; } = null!;

        public Task<TValue> Value => Job.Result;

        public int Waiting { get; set; }

        public bool IsWeighed { get; set; }
    }
}
