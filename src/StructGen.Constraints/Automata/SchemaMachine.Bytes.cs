namespace StructGen.Constraints.Automata;

/// <content>Which bytes a state can read at all, told from its threads without stepping.</content>
internal sealed partial class SchemaMachine
{
    public ByteSet Readable(int state)
    {
        var bytes = default(ByteSet);
        foreach (var id in _threads.Set(_states[state].Set))
        {
            var thread = _threads[id];
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
                    bytes.Add("}\""u8);
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
                    bytes.Add("},"u8);
                    break;
                case ThreadKind.ArrayOpen:
                    bytes.Add((byte)']');
                    break;
                case ThreadKind.AfterItem:
                    bytes.Add("],"u8);
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
        if (ReferenceEquals(thread.Automaton, _numbers)) bytes.Add(",]}"u8);
        else bytes.Add((byte)'"');
        return bytes;
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
            bytes.Add(depth < written.Length ? written[depth] : (byte)'"');
        }
    }
}
