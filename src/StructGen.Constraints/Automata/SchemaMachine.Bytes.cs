namespace StructGen.Constraints.Automata;

/// <content>Which bytes a state can read at all, told from its threads without stepping.</content>
internal sealed partial class SchemaMachine
{
    private int _headContext = -1;
    private int _headNode;

    public ByteSet Readable(int state)
    {
        var bytes = default(ByteSet);
        foreach (var id in _threads.Set(_states[state].Set))
        {
            var thread = _threads[id];
            if (_isYaml)
            {
                if (!TryAddYamlBytes(thread, ref bytes)) return ByteSet.All;
                continue;
            }

            switch (thread.Kind)
            {
                case ThreadKind.Value:
                    if (thread.A == 1) bytes.Add((byte)' ');
                    AddFirstBytes(thread, ref bytes);
                    break;
                case ThreadKind.Literal:
                    bytes.Add(s_literals[thread.B][thread.A]);
                    break;
                case ThreadKind.ObjectOpen:
                    bytes.Add("}\"\n"u8);
                    break;
                case ThreadKind.ObjectNext:
                    bytes.Add(" \""u8);
                    break;
                case ThreadKind.KnownName:
                    AddNameBytes(thread, ref bytes);
                    break;
                case ThreadKind.Colon:
                    bytes.Add((byte)':');
                    break;
                case ThreadKind.AfterMember:
                    bytes.Add("},\n"u8);
                    break;
                case ThreadKind.ArrayOpen:
                    bytes.Add("]\n"u8);
                    break;
                case ThreadKind.AfterItem:
                    bytes.Add("],\n"u8);
                    break;
                case ThreadKind.LineBreak:
                    bytes.Add((byte)'\n');
                    break;
                case ThreadKind.Spaces:
                    bytes.Add((byte)' ');
                    break;
                case ThreadKind.Close:
                    bytes.Add((byte)thread.B);
                    break;
                case ThreadKind.End:
                    break;
                default:
                    return ByteSet.All;
            }
        }

        return bytes;
    }

    public ByteSet ReadableBehind(in LexemeThread thread)
    {
        var bytes = default(ByteSet);
        if (ReferenceEquals(thread.Automaton, _plain)) bytes.Add(_threads[_threads.Set(_states[thread.Context].Set)[0]].Kind == ThreadKind.Plain ? (byte)'\n' : (byte)':');
        else if (!ReferenceEquals(thread.Automaton, _numbers)) bytes.Add((byte)'"');
        else if (_isYaml) bytes.Add((byte)'\n');
        else bytes.Add(_isPretty ? ",\n"u8 : ",]}"u8);
        return bytes;
    }

    public bool Refuses(in LexemeThread thread, ReadOnlySpan<byte> text)
    {
        var at = _states[thread.Context];
        var lexeme = _threads[_threads.Set(at.Set)[0]];
        if (lexeme.Kind is not (ThreadKind.OtherName or ThreadKind.OtherPlain) || at.Tape < 0) return false;
        var residual = ((OtherName)lexeme.Subject!).Residual;

        // Another spelling of a control character, or names that no trie holds: compare the texts themselves.
        if (_isYaml || residual.Others is not null || text.Contains((byte)'\\')) return IsTaken(lexeme, at.Tape, text);

        // The same beginning is asked about with hundreds of ends.
        var trie = residual.Shape.Trie;
        if (_headContext != thread.Context)
        {
            _headContext = thread.Context;
            _headNode = 0;
            foreach (var value in _tape.Read(at.Tape, lexeme.B))
            {
                _headNode = trie.Step(_headNode, value);
                if (_headNode < 0) break;
            }
        }

        var node = _headNode;
        for (var i = 0; i < text.Length && node >= 0; i++) node = trie.Step(node, text[i]);
        return node >= 0 && trie.NameAt(node) >= 0;
    }

    private void AddFirstBytes(in MachineThread thread, ref ByteSet bytes)
    {
        var shape = _finishing.Shapes.Of(thread.Formula);
        if (shape.Text != 0) bytes.Add((byte)'"');
        if (shape.Number != 0) bytes.Add("-0123456789"u8);
        if (shape.AllowsNull) bytes.Add((byte)'n');
        if (shape.Booleans != 0) bytes.Add("ft"u8);
        bytes.Add("{["u8);
    }

    private void AddNameBytes(in MachineThread thread, ref ByteSet bytes)
    {
        var trie = thread.Object.Shape.Trie;
        var depth = trie.Depth(thread.A);
        var (first, end) = trie.Ranks(thread.A);
        for (var rank = first; rank < end; rank++)
        {
            if (!IsAllowed(thread.Object, rank)) continue;
            var written = trie.Written[trie.NameOf[rank]];
            bytes.Add(depth < written.Length ? written[depth] : _isYaml ? (byte)':' : (byte)'"');
        }
    }
}
