namespace StructGen.Constraints.Patterns;

/// <summary>
/// All scalar values cut into classes that a pattern cannot tell apart: for <c>[a-c]x</c> these are <c>{a,b,c}</c> and the rest. Written as runs:
/// run <c>i</c> goes from <c>Starts[i]</c> to before <c>Starts[i+1]</c> and belongs to class <c>Classes[i]</c>.
/// </summary>
/// <remarks>Interned by <see cref="CharPartitions"/>, so equal means same reference. Surrogates lie in some class, no text holds them.</remarks>
internal sealed class CharPartition(int id, int[] starts, int[] classes, int count)
{
    private int[]? _sizes;

    /// <summary>Dense number within its <see cref="CharPartitions"/>.</summary>
    public int Id { get; } = id;

    /// <summary>First scalar value of each run, ascending from 0.</summary>
    public int[] Starts { get; } = starts;

    /// <summary>Class of each run.</summary>
    public int[] Classes { get; } = classes;

    /// <summary>How many classes.</summary>
    public int Count { get; } = count;

    /// <summary>The class of a scalar value.</summary>
    public int ClassOf(int scalar)
    {
        var at = Array.BinarySearch(Starts, scalar);
        return Classes[at >= 0 ? at : ~at - 1];
    }

    /// <summary>Number of scalar values of each class.</summary>
    public int[] Sizes
    {
        get
        {
            if (_sizes is not null) return _sizes;
            var sizes = new int[Count];
            for (var run = 0; run < Starts.Length; run++)
            {
                var end = run + 1 < Starts.Length ? Starts[run + 1] : CharSet.Limit;
                sizes[Classes[run]] += CharSet.Range(Starts[run], end - 1).Count;
            }

            return _sizes = sizes;
        }
    }
}
