using StructGen.Constraints.Numbers;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>What one value must satisfy: a Boolean formula over small statements about the value, hash-consed.</summary>
/// <remarks>
/// Example: <c>{"type": "string", "minLength": 2, "not": {"const": "no"}}</c> is
/// <c>Types(string) ∧ Strings(..{2,}) ∧ ¬(Types(string) ∧ Strings(no))</c>. A statement about one kind of value says nothing of the others
/// (<c>Strings(L)</c>: "if it is a string, it is in L"), as JSON Schema's own keywords. Subvalues are named by formulas again, and
/// a <see cref="FormulaKind.Node"/> stands for a subschema that is not unfolded yet, which is what makes recursion finite.
/// Equal means same reference within one <see cref="FormulaArena"/>.
/// </remarks>
internal sealed class Formula
{
    public required int Id { get; init; }

    public required FormulaKind Kind { get; init; }

    /// <summary>Operands of a connective, or the formula that members or items are held to.</summary>
    public required Formula[] Operands { get; init; }

    /// <summary><see cref="Pattern"/>, <see cref="NumberSet"/>, a member's name, or the <see cref="SchemaNode"/>.</summary>
    public required object? Payload { get; init; }

    /// <summary>Kind mask, least count, item index, or dynamic scope.</summary>
    public required long A { get; init; }

    /// <summary>Greatest count, or the least count of <see cref="FormulaKind.Contains"/>.</summary>
    public required long B { get; init; }

    /// <summary>Greatest count of <see cref="FormulaKind.Contains"/>.</summary>
    public required long C { get; init; }

    public Formula Operand => Operands[0];

    public Pattern Pattern => (Pattern)Payload!;

    public NumberSet Numbers => (NumberSet)Payload!;

    public SchemaNode Node => (SchemaNode)Payload!;

    public ValueKinds Kinds => (ValueKinds)A;

    public override string ToString() => Kind switch
    {
        FormulaKind.And => "(" + string.Join(" & ", Operands.AsEnumerable()) + ")",
        FormulaKind.Or => "(" + string.Join(" | ", Operands.AsEnumerable()) + ")",
        FormulaKind.Not => "!" + Operand,
        FormulaKind.Types => Kinds.ToString(),
        FormulaKind.Node => $"#{Node.Pointer}",
        FormulaKind.Members => $"[{Payload}: {Operand}]",
        _ => $"{Kind}({Payload} {A} {B})",
    };
}

/// <summary>The statements and connectives of a <see cref="Formula"/>.</summary>
internal enum FormulaKind : byte
{
    True,
    False,
    And,
    Or,
    Not,

    /// <summary>The value is of one of the kinds.</summary>
    Types,

    /// <summary>A boolean is one of those in the mask: 1 false, 2 true.</summary>
    Booleans,

    /// <summary>A string is in the language.</summary>
    Strings,

    /// <summary>A number is in the set.</summary>
    Numbers,

    /// <summary>Every member of the name, or with a name in the language, satisfies the operand.</summary>
    Members,

    /// <summary>An object has between A and B members.</summary>
    MemberCount,

    /// <summary>Item A, if there is one, satisfies the operand.</summary>
    ItemAt,

    /// <summary>Every item from A on satisfies the operand.</summary>
    ItemsFrom,

    /// <summary>Of the items from A on, between B and C satisfy the operand.</summary>
    Contains,

    /// <summary>An array has between A and B items.</summary>
    ItemCount,

    /// <summary>No two items are equal.</summary>
    UniqueItems,

    /// <summary>The subschema <see cref="Formula.Node"/> in the dynamic scope A.</summary>
    Node,
}

/// <summary>The kinds of JSON values that are written differently.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Number = 4,
    String = 8,
    Array = 16,
    Object = 32,
    All = 63,
}
