namespace StructGen.Constraints.Algebra;

/// <summary>What is left of an object's alternative after some members: the state of one thread inside an object.</summary>
/// <remarks>
/// Of the names that are written in order <see cref="Next"/> says which are still ahead, of the others <see cref="Seen"/> does
/// (<see cref="ObjectShape.Ordered"/>). Counts are clamped at the last bound that matters. Interned: equal means same reference.
/// </remarks>
internal sealed class ObjectResidual
{
    public const int Broken = -1;

    public required int Id { get; init; }

    public required ObjectShape Shape { get; init; }

    /// <summary>The first ordered name that may still come; <see cref="ObjectShape.Ordered"/> once any other name was written.</summary>
    public required int Next { get; init; }

    /// <summary>Known names without an order that are written, by number from <see cref="ObjectShape.Ordered"/> on.</summary>
    public required ulong[] Seen { get; init; }

    public required long Count { get; init; }

    /// <summary>Existentials not yet satisfied.</summary>
    public required ulong Pending { get; init; }

    /// <summary>Per avoided conjunction: <see cref="Broken"/>, or which of its existentials are satisfied.</summary>
    public required long[] Avoids { get; init; }

    /// <summary>Other names written, latest first.</summary>
    public required NameList? Others { get; init; }

    public bool HasSeen(int name) => name - Shape.Ordered is >= 0 and var free && (Seen[free >> 6] >> (free & 63) & 1) != 0;

    /// <summary>Whether names without an order are all that may come.</summary>
    public bool IsPastOrdered => Next >= Shape.Ordered;

    /// <summary>Whether no obligation beyond names and counts is open.</summary>
    public bool IsSimple => Pending == 0 && Array.TrueForAll(Avoids, state => state == Broken);

    // What has been worked out about this residual; null until asked.
    internal bool? Finishable;
    internal long? Cost;
    internal ulong[]? AllowedRanks;
    internal Dictionary<int, MemberChoice[]>? Choices;
    internal OtherStart[]? OtherNames;
}

/// <summary>One way to write a member: what its value must satisfy, and what is left of the object afterwards.</summary>
internal readonly record struct MemberChoice(Formula Value, ObjectResidual After);

/// <summary>A set of names, as written, shared tail first in, last out.</summary>
internal sealed record NameList(string Name, NameList? Tail, int Id)
{
    public long Length { get; } = 1 + (Tail?.Length ?? 0);

    public bool Contains(string name)
    {
        for (var at = this; at is not null; at = at.Tail)
            if (at.Name == name) return true;
        return false;
    }

    public static IEnumerable<string> All(NameList? list)
    {
        for (var at = list; at is not null; at = at.Tail) yield return at.Name;
    }
}

/// <summary>A class of other names that may come next.</summary>
/// <param name="Start">State of the string automaton before the name, behind its quote.</param>
/// <param name="Plain">State of the automaton of plain strings before the name; 0 where none is written plain.</param>
/// <param name="Class">The class, by number.</param>
internal readonly record struct OtherStart(int Start, int Plain, int Class);
