using StructGen.Constraints.Automata;
using StructGen.Constraints.Layouts;

namespace StructGen.Constraints.Algebra;

/// <summary>How a value that satisfies a formula may begin.</summary>
internal sealed class ValueShape
{
    public required bool AllowsNull { get; init; }

    /// <summary>1 false, 2 true.</summary>
    public required int Booleans { get; init; }

    /// <summary>State of the string automaton after the opening quote; 0 where no string is allowed.</summary>
    public required int Text { get; init; }

    /// <summary>State of the automaton of plain strings before the first byte; 0 where none is allowed.</summary>
    public required int Plain { get; init; }

    /// <summary>State of the number automaton before the first byte; 0 where no number is allowed.</summary>
    public required int Number { get; init; }

    internal ObjectResidual[]? Objects;
    internal ArrayResidual[]? Arrays;
}

/// <summary>The <see cref="ValueShape"/> of every formula that a value position has been asked about.</summary>
internal sealed class ValueShapes(FormulaBuilder builder, TextForms forms, NumberAutomaton numbers, ObjectResiduals objects, ArrayResiduals arrays)
{
    private readonly Dictionary<Formula, ValueShape> _shapes = [];
    private readonly ObjectCubes _objectCubes = new(builder);
    private readonly ArrayCubes _arrayCubes = new(builder);
    private readonly DeclaredNames _declared = new(builder);
    private readonly Discriminators _discriminators = new(builder);
    private readonly ShapeBuilder _shapeBuilder = new(builder, forms);

    public ValueShape Of(Formula formula)
    {
        if (_shapes.TryGetValue(formula, out var known)) return known;
        var scalars = builder.Scalars;
        return _shapes[formula] = new ValueShape
        {
            AllowsNull = scalars.AllowsNull(formula),
            Booleans = scalars.BooleansOf(formula),
            Text = forms.QuotedValue(scalars.StringsOf(formula)),
            Plain = forms.PlainValue(scalars.StringsOf(formula)),
            Number = numbers.StateOf(scalars.NumbersOf(formula)),
        };
    }

    /// <summary>What satisfies one formula and not another.</summary>
    public Formula Different(Formula formula, Formula other) => builder.Arena.And(formula, builder.Arena.Not(other));

    /// <summary>The alternatives for an object, before its first member; some may be impossible to finish.</summary>
    public ObjectResidual[] ObjectStarts(Formula formula)
        => Of(formula).Objects ??= [.. _objectCubes.Cubes(formula).Select(cube => ObjectCube.Propagate(builder, cube)).OfType<ObjectCube>()
            .SelectMany(cube => _discriminators.Split(cube, () => _declared.Of(formula, cube))).Select(cube => objects.Start(_shapeBuilder.Build(cube, _declared.Of(formula, cube))))];

    /// <summary>The alternatives for an array, before its first item; some may be impossible to finish.</summary>
    public ArrayResidual[] ArrayStarts(Formula formula)
        => Of(formula).Arrays ??= [.. _arrayCubes.Cubes(formula).Select(cube => ArrayCube.Propagate(builder, cube)).OfType<ArrayCube>().Select(arrays.Start)];
}
