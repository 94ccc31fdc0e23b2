namespace StructGen.Generation.Parsing.Reading;

/// <summary>What a frame waits for.</summary>
internal enum Phase : byte
{
    /// <summary>The first member, item or root value.</summary>
    First,

    /// <summary>A member or item after a comma.</summary>
    Next,

    /// <summary>A comma or a closer; at the root: anything.</summary>
    After,

    /// <summary>A colon after a name.</summary>
    Colon,

    /// <summary>The value of a member.</summary>
    Value,
}

/// <summary>An open container of a reading, or its root; immutable, shared between readings.</summary>
internal sealed class Frame
{
    private Frame(Frame? parent, bool isArray, char opener, ShapeView view)
    {
        Parent = parent;
        IsArray = isArray;
        Opener = opener;
        View = view;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    public Frame? Parent { get; }

    public bool IsArray { get; }

    public bool IsRoot => Parent is null;

    /// <summary>The character that opened it; <c>\0</c> where none did.</summary>
    public char Opener { get; }

    public ShapeView View { get; }

    public int Depth { get; }

    public Phase Phase { get; private init; }

    /// <summary>Bits of the declared members that were read.</summary>
    public ulong Seen { get; private init; }

    /// <summary>A filter of the other names: a name that is not in it was not read.</summary>
    public ulong Others { get; private init; }

    /// <summary>About how many names were read that are not declared.</summary>
    public int Undeclared => System.Numerics.BitOperations.PopCount(Others) / 2;

    /// <summary>Items so far.</summary>
    public int Count { get; private init; }

    /// <summary>What the value of the name before the colon should be.</summary>
    public ShapeView? ValueView { get; private init; }

    /// <summary>The column of the first name, where it begins a line; -1 where not.</summary>
    public int Indent { get; private init; } = -1;

    /// <summary>Equal for stacks that continue alike.</summary>
    public ulong Hash { get; private set; }

    public static Frame Root(ShapeView view) => new Frame(null, false, '\0', view).Sealed();

    public Frame Open(bool isArray, char opener, ShapeView view) => new Frame(this, isArray, opener, view).Sealed();

    public Frame With(Phase phase) => Copy(phase, Seen, Others, Count, ValueView, Indent);

    /// <summary>After a value.</summary>
    public Frame Advanced() => Copy(Phase.After, Seen, Others, IsArray || IsRoot ? Count + 1 : Count, null, Indent);

    /// <summary>After a name.</summary>
    public Frame Named(string name, ShapeView value, int indent)
    {
        var bit = View.BitOf(name);
        return Copy(Phase.Colon, Seen | bit, bit == 0 ? Others | Filter(name) : Others, Count, value, Indent < 0 && Count == 0 && Phase == Phase.First ? indent : Indent);
    }

    /// <summary>Whether the name was read before (for undeclared names: probably).</summary>
    public bool HasSeen(string name) => View.BitOf(name) is > 0 and var bit ? (Seen & bit) != 0 : (Others & Filter(name)) == Filter(name);

    public static ulong Mix(ulong hash, ulong value) => (hash ^ (value + 0x9E3779B97F4A7C15UL + (hash << 6) + (hash >> 2))) * 0xD6E8FEB86659FD93UL;

    private static ulong Filter(string name)
    {
        var hash = 17u;
        foreach (var unit in name)
            hash = (hash * 31) + unit;
        return (1UL << (int)(hash & 63)) | (1UL << (int)((hash >> 8) & 63));
    }

    private Frame Copy(Phase phase, ulong seen, ulong others, int count, ShapeView? value, int indent) => new Frame(Parent, IsArray, Opener, View)
    {
        Phase = phase,
        Seen = seen,
        Others = others,
        Count = count,
        ValueView = value,
        Indent = indent,
    }.Sealed();

    private Frame Sealed()
    {
        var hash = Mix(Parent?.Hash ?? 1, ((ulong)View.Id << 24) | ((ulong)Opener << 8) | ((ulong)Phase << 4) | (IsArray ? 1UL : 0));
        hash = Mix(hash, Seen);
        hash = Mix(hash, (ulong)(ValueView?.Id ?? -1));
        Hash = Mix(hash, (ulong)(View.IsAny || !IsArray ? 0 : Math.Min(Count, 100)));
        return this;
    }
}
