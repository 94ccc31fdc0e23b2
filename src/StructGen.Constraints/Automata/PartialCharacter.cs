using System.Runtime.CompilerServices;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Automata;

/// <summary>
/// What may follow within a character: after byte <c>C3</c> of a string of <c>é+</c> it says "one more byte; 29 leads to <c>é*</c>, others nowhere".
/// </summary>
/// <remarks>Runs over the positions that are still open: position <c>Starts[i]</c> and those after it lead to <c>Targets[i]</c>, null is nowhere. Equal by content.</remarks>
internal sealed class PartialCharacter : IEquatable<PartialCharacter>
{
    private readonly int _hash;

    private PartialCharacter(CharacterStage stage, int[] starts, Pattern?[] targets)
    {
        Stage = stage;
        Starts = starts;
        Targets = targets;
        var hash = new HashCode();
        hash.Add(stage);
        foreach (var start in starts) hash.Add(start);
        foreach (var target in targets) hash.Add(target is null ? 0 : RuntimeHelpers.GetHashCode(target));
        _hash = hash.ToHashCode();
    }

    public CharacterStage Stage { get; }

    public int[] Starts { get; }

    public Pattern?[] Targets { get; }

    public bool Equals(PartialCharacter? other) =>
        other is not null && _hash == other._hash && Stage == other.Stage && Starts.AsSpan().SequenceEqual(other.Starts) && Targets.AsSpan().SequenceEqual(other.Targets);

    public override bool Equals(object? obj) => Equals(obj as PartialCharacter);

    public override int GetHashCode() => _hash;

    public Pattern? TargetAt(int position)
    {
        var at = Array.BinarySearch(Starts, position);
        return Targets[at >= 0 ? at : ~at - 1];
    }

    /// <summary>The positions from one to before another, renumbered from 0; null when all of them lead nowhere.</summary>
    public PartialCharacter? Slice(CharacterStage stage, int from, int to)
    {
        var builder = new Builder();
        for (var run = 0; run < Starts.Length; run++) builder.Add(Math.Max(Starts[run], from) - from, Math.Min(run + 1 < Starts.Length ? Starts[run + 1] : int.MaxValue, to) - from, Targets[run]);
        return builder.Build(stage);
    }

    public UInt128 MaskKey(PatternArena arena)
    {
        var key = new KeyHash((int)Stage + 1000);
        foreach (var start in Starts) key.Add(start);
        foreach (var target in Targets) key.Add(target is null ? UInt128.Zero : MaskKeys.Of(arena, target));
        return key.Value;
    }

    /// <summary>Collects runs in ascending order, leaving gaps as "nowhere".</summary>
    public struct Builder()
    {
        private readonly List<int> _starts = [0];
        private readonly List<Pattern?> _targets = [null];

        /// <summary>Adds the positions from one to before another.</summary>
        public readonly void Add(int from, int to, Pattern? target)
        {
            if (from >= to || target is null) return;
            Put(from, target);
            Put(to, null);
        }

        public readonly PartialCharacter? Build(CharacterStage stage)
        {
            if (_targets.Count > 1 && _targets[^1] is null)
            {
                // Positions past the last run are never asked for; a last run that is left open makes more slices equal.
                _targets.RemoveAt(_targets.Count - 1);
                var end = _starts[^1];
                _starts.RemoveAt(_starts.Count - 1);
                if (end < stage.Positions()) { _starts.Add(end); _targets.Add(null); }
            }

            return _targets.All(target => target is null) ? null : new PartialCharacter(stage, [.. _starts], [.. _targets]);
        }

        private readonly void Put(int start, Pattern? target)
        {
            if (_starts[^1] == start)
            {
                _targets[^1] = target;
                if (_targets.Count > 1 && _targets[^2] == target)
                {
                    _starts.RemoveAt(_starts.Count - 1);
                    _targets.RemoveAt(_targets.Count - 1);
                }
            }
            else if (_targets[^1] != target)
            {
                _starts.Add(start);
                _targets.Add(target);
            }
        }
    }
}
