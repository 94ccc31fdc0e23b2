namespace StructGen.Constraints.Algebra;

/// <summary>An <see cref="ArrayCube"/> made ready to be written.</summary>
internal sealed class ArrayShape
{
    public required int Id { get; init; }

    public required ArrayCube Cube { get; init; }

    /// <summary>Item indices from here on are not told apart.</summary>
    public required long IndexCap { get; init; }

    /// <summary>Whether items must be remembered.</summary>
    public bool TracksValues => Cube.Unique || Cube.Repeated;
}

/// <summary>What is left of an array's alternative after some items. Interned: equal means same reference.</summary>
internal sealed class ArrayResidual
{
    public required int Id { get; init; }

    public required ArrayShape Shape { get; init; }

    /// <summary>Number of items written, clamped.</summary>
    public required long Index { get; init; }

    /// <summary>Items that satisfied each counted statement, clamped where more make no difference.</summary>
    public required long[] Counts { get; init; }

    /// <summary>Per avoided conjunction: null when it is broken, else its own counts.</summary>
    public required long[]?[] Avoids { get; init; }

    /// <summary>Values written, where they must differ or repeat.</summary>
    public required ValueList? Seen { get; init; }

    /// <summary>A pair of equal items stands already, or none is wanted.</summary>
    public required bool HasRepeated { get; init; }

    internal bool? Finishable;
    internal long? Cost;
    internal ItemChoice[]? Choices;
}

/// <summary>One way to write an item: what it must satisfy, and what is left of the array afterwards.</summary>
internal readonly record struct ItemChoice(Formula Value, ArrayResidual After);

/// <summary>Values written, as formulas that only they satisfy; shared tail first in, last out.</summary>
internal sealed record ValueList(Formula Value, ValueList? Tail, int Id, Formula Union)
{
    // Interned: comparing lists item by item would be for nothing, and recurse.
    public bool Equals(ValueList? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Id;

    public bool Contains(Formula value)
    {
        for (var at = this; at is not null; at = at.Tail)
            if (at.Value == value) return true;
        return false;
    }
}
