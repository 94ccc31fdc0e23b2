using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Automata;

/// <content>How a row of successors is filled.</content>
internal sealed partial class StringAutomaton
{
    private const string ShortEscapes = "\b\t\n\f\r\"\\";
    private const string ShortEscapeLetters = "btnfr\"\\";

    private int[] Fill(State node)
    {
        lock (_arena)
        {
            if (node.Row is { } filled) return filled;
            var row = new int[256];
            if (node.Pattern is { } pattern) FillBorder(row, pattern);
            else if (node.Partial is { } partial) FillPartial(row, partial);
            Volatile.Write(ref node.Row, row);
            return row;
        }
    }

    private void FillBorder(int[] row, Pattern pattern)
    {
        var derivative = _arena.Derive(pattern);
        var targets = Array.ConvertAll(derivative.Targets, target => _arena.IsEmpty(target) ? null : target);
        if (targets.All(target => target is null)) return;
        for (var value = _escaped ? 0x20 : 0; value < 0x80; value++)
        {
            if ((!_escaped || value is not ('"' or Escape)) && targets[derivative.Partition.ClassOf(value)] is { } target) row[value] = StateOf(target);
        }

        var escapes = new PartialCharacter.Builder();
        for (var value = 0; value <= Escape; value++)
        {
            if (value is < 0x20 or '"' or Escape) escapes.Add(value, value + 1, targets[derivative.Partition.ClassOf(value)]);
        }

        if (_escaped) row[Escape] = StateOf(escapes.Build(CharacterStage.Backslash));
        for (var lead = 0xC2; lead < 0xE0; lead++) row[lead] = Lead(lead, CharacterStage.OneMore, (lead & 0x1F) << 6, 0x80, 0x800);
        for (var lead = 0xE0; lead < 0xF0; lead++) row[lead] = Lead(lead, CharacterStage.TwoMore, (lead & 0x0F) << 12, 0x800, 0x10000);
        for (var lead = 0xF0; lead < 0xF5; lead++) row[lead] = Lead(lead, CharacterStage.ThreeMore, (lead & 0x07) << 18, 0x10000, CharSet.Limit);

        // Most leads stand for characters of one class: what follows them is the same state, made once. E0, ED, F0 and F4 leave out some characters.
        int Lead(int lead, CharacterStage stage, int start, int first, int limit)
        {
            var partition = derivative.Partition;
            var from = Math.Max(start, first);
            var to = start == 0xD000 ? 0xD800 : Math.Min(start + stage.Positions(), limit);
            var found = Array.BinarySearch(partition.Starts, from);
            var run = found >= 0 ? found : ~found - 1;
            if (run + 1 < partition.Starts.Length && partition.Starts[run + 1] < to) return StateOf(Block(stage, start, first, limit));
            if (targets[partition.Classes[run]] is not { } target) return 0;
            var key = (to - from == stage.Positions() ? (int)stage : lead, target);
            if (!_uniform.TryGetValue(key, out var state)) _uniform[key] = state = StateOf(Block(stage, start, first, limit));
            return state;
        }

        PartialCharacter? Block(CharacterStage stage, int start, int first, int limit)
        {
            var builder = new PartialCharacter.Builder();
            var partition = derivative.Partition;
            var end = Math.Min(start + stage.Positions(), limit);
            var at = Math.Max(start, first);
            var found = Array.BinarySearch(partition.Starts, at);
            for (var run = found >= 0 ? found : ~found - 1; run < partition.Starts.Length && partition.Starts[run] < end; run++)
            {
                var from = Math.Max(at, partition.Starts[run]);
                var to = Math.Min(end, run + 1 < partition.Starts.Length ? partition.Starts[run + 1] : CharSet.Limit);
                var target = targets[partition.Classes[run]];
                builder.Add(from - start, (start == 0xD000 ? Math.Min(to, 0xD800) : to) - start, target);
            }

            return builder.Build(stage);
        }
    }

    private void FillPartial(int[] row, PartialCharacter partial)
    {
        switch (partial.Stage)
        {
            case CharacterStage.OneMore or CharacterStage.TwoMore or CharacterStage.ThreeMore when partial.Starts.Length == 1:
                row.AsSpan(0x80, 64).Fill(partial.Stage switch
                {
                    CharacterStage.OneMore => StateOf(partial.TargetAt(0)),
                    CharacterStage.TwoMore => StateOf(partial.Slice(CharacterStage.OneMore, 0, 64)),
                    _ => StateOf(partial.Slice(CharacterStage.TwoMore, 0, 1 << 12)),
                });
                break;
            case CharacterStage.OneMore:
                for (var low = 0; low < 64; low++) row[0x80 + low] = StateOf(partial.TargetAt(low));
                break;
            case CharacterStage.TwoMore:
                for (var low = 0; low < 64; low++) row[0x80 + low] = StateOf(partial.Slice(CharacterStage.OneMore, low << 6, (low + 1) << 6));
                break;
            case CharacterStage.ThreeMore:
                for (var low = 0; low < 64; low++) row[0x80 + low] = StateOf(partial.Slice(CharacterStage.TwoMore, low << 12, (low + 1) << 12));
                break;
            case CharacterStage.Backslash:
                for (var i = 0; i < ShortEscapes.Length; i++) row[ShortEscapeLetters[i]] = StateOf(partial.TargetAt(ShortEscapes[i]));
                var others = new PartialCharacter.Builder();
                for (var value = 0; value < 0x20; value++)
                {
                    if (!ShortEscapes.Contains((char)value)) others.Add(value, value + 1, partial.TargetAt(value));
                }

                row['u'] = StateOf(others.Build(CharacterStage.U));
                break;
            case CharacterStage.U:
                row['0'] = StateOf(partial.Slice(CharacterStage.U0, 0, 0x20));
                break;
            case CharacterStage.U0:
                row['0'] = StateOf(partial.Slice(CharacterStage.U00, 0, 0x20));
                break;
            case CharacterStage.U00:
                row['0'] = StateOf(partial.Slice(CharacterStage.LastDigit, 0, 0x10));
                row['1'] = StateOf(partial.Slice(CharacterStage.LastDigit, 0x10, 0x20));
                break;
            case CharacterStage.LastDigit:
                for (var digit = 0; digit < 16; digit++)
                {
                    var lower = "0123456789abcdef"[digit];
                    row[lower] = row[char.ToUpperInvariant(lower)] = StateOf(partial.TargetAt(digit));
                }

                break;
        }
    }

    private int StateOf(PartialCharacter? partial)
    {
        if (partial is null) return 0;
        if (_partials.TryGetValue(partial, out var found)) return found;
        return _partials[partial] = Add(new State { Partial = partial });
    }

    private sealed class State
    {
        /// <summary>Between two characters: what may follow.</summary>
        public Pattern? Pattern;

        /// <summary>Within a character: how it may go on.</summary>
        public PartialCharacter? Partial;

        public int[]? Row;

        public int MinBytes = -1;

        public int Relaxed;

        public int Slack;

        public UInt128 Key;

        public bool HasKey;
    }
}
