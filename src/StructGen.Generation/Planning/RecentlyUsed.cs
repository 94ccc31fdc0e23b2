namespace StructGen.Generation.Planning;

/// <summary>A bounded cache of values that are slow to make: each is made once, off the caller's thread, and the one not used for longest leaves.</summary>
/// <remarks>
/// Callers that ask for a key in the making wait for the same work. A caller may leave (its token); when the last one has left, the work is
/// cancelled. A value that could not be made is not kept: the next caller tries again. Safe to share between threads.
/// </remarks>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly LinkedList<Entry> _order = new();

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
        if (entry.Value.IsCompletedSuccessfully) return entry.Value.Result;
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
            }
            else
            {
                entry = new Entry(key);
                entry.Value = Task.Run(() => make(entry.Abandoned.Token));
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
            if (entry.Value.IsCompletedSuccessfully || (entry.Waiting > 0 && !entry.Value.IsCompleted)) return;
            if (_entries.TryGetValue(entry.Key, out var current) && current == entry) Forget(entry);
            if (entry.Waiting == 0) entry.Abandoned.Cancel();
        }
    }

    private void Forget(Entry entry)
    {
        _entries.Remove(entry.Key);
        _order.Remove(entry.Node);
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

        public Task<TValue> Value { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
