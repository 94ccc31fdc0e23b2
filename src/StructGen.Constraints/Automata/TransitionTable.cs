namespace StructGen.Constraints.Automata;

/// <summary>The edges of a lazily explored machine: (state, byte) → state, in one open-addressing table.</summary>
/// <remarks>Sparse on purpose: most states are left by a few bytes, and a row of 256 numbers a state would be a kilobyte.</remarks>
internal sealed class TransitionTable
{
    private long[] _keys = new long[1024];
    private int[] _targets = new int[1024];
    private int _count;

    public bool TryGet(int state, byte value, out int target)
    {
        var key = Key(state, value);
        var keys = _keys;
        var mask = keys.Length - 1;
        for (var slot = Slot(key) & mask; ; slot = (slot + 1) & mask)
        {
            if (keys[slot] == key)
            {
                target = _targets[slot];
                return true;
            }

            if (keys[slot] == 0)
            {
                target = 0;
                return false;
            }
        }
    }

    public void Add(int state, byte value, int target)
    {
        if (_count * 2 > _keys.Length) Grow();
        Insert(_keys, _targets, Key(state, value), target);
        _count++;
    }

    private static long Key(int state, byte value) => ((long)state << 8 | value) + 1;

    private static int Slot(long key) => (int)((ulong)key * 0x9E3779B97F4A7C15UL >> 40);

    private void Grow()
    {
        var keys = new long[_keys.Length * 2];
        var targets = new int[keys.Length];
        for (var i = 0; i < _keys.Length; i++)
            if (_keys[i] != 0) Insert(keys, targets, _keys[i], _targets[i]);
        _keys = keys;
        _targets = targets;
    }

    private static void Insert(long[] keys, int[] targets, long key, int target)
    {
        var mask = keys.Length - 1;
        var slot = Slot(key) & mask;
        while (keys[slot] != 0) slot = (slot + 1) & mask;
        keys[slot] = key;
        targets[slot] = target;
    }
}
