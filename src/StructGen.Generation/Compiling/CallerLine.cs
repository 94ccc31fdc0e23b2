namespace StructGen.Generation.Compiling;

/// <summary>What one caller has in the compile queue. Guarded by the queue's lock; it lives while it holds something.</summary>
/// <param name="caller">The caller.</param>
internal sealed class CallerLine(string caller)
{
    public string Caller => caller;

    /// <summary>Jobs that wait, the oldest first.</summary>
    public LinkedList<CompileJob> Waiting { get; } = new();

    /// <summary>Jobs that run for this caller.</summary>
    public int Running { get; set; }

    public bool IsEmpty => Waiting.Count == 0 && Running == 0;
}
