using StructGen.Constraints.Automata;
using StructGen.Constraints.Layouts;
using StructGen.Constraints.Numbers;

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
/// <param name="builder">Unfolds formulas.</param>
/// <param name="forms">How texts are written.</param>
/// <param name="numbers">How numbers are written.</param>
/// <param name="objects">What is left of objects.</param>
/// <param name="arrays">What is left of arrays.</param>
/// <param name="asWritten">Answers whether an object that is not closed could be finished; null where nothing is closed and numbers keep all spellings.</param>
internal sealed class ValueShapes(FormulaBuilder builder, TextForms forms, NumberAutomaton numbers, ObjectResiduals objects, ArrayResiduals arrays, Func<Finishing>? asWritten)
{
    private readonly Dictionary<Formula, ValueShape> _shapes = [];
    private readonly ObjectCubes _objectCubes = new(builder);
    private readonly ArrayCubes _arrayCubes = new(builder);
    private readonly DeclaredNames _declared = new(builder);
    private readonly Discriminators _discriminators = new(builder);
    private readonly ShapeBuilder _shapeBuilder = new(builder, forms);
    private readonly ObjectClosing? _closing = asWritten is not null && builder.Options.CloseObjects ? new(builder) : null;

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
            Number = numbers.StateOf(NumbersOf(formula)),
        };
    }

    /// <summary>What satisfies one formula and not another.</summary>
    public Formula Different(Formula formula, Formula other) => builder.Arena.And(formula, builder.Arena.Not(other));

    /// <summary>The alternatives for an object, before its first member; some may be impossible to finish.</summary>
    public ObjectResidual[] ObjectStarts(Formula formula)
        => Of(formula).Objects ??= [.. Cubes(formula).SelectMany(cube => _discriminators.Split(cube, () => _declared.Of(formula, cube))).Select(cube => Start(formula, cube))];

    /// <summary>The alternatives for an object; closed ones where objects are closed.</summary>
    public IReadOnlyList<ObjectCube> Cubes(Formula formula) => _closing is null ? AsWritten(formula) : Close(formula).Cubes;

    /// <summary>Whether an object stays open although objects are closed, because nothing would satisfy it.</summary>
    public bool IsLeftOpen(Formula formula) => Close(formula).IsLeftOpen;

    private (IReadOnlyList<ObjectCube> Cubes, bool IsLeftOpen) Close(Formula formula)
        => _closing!.Close(formula, AsWritten(formula), _objectCubes, cube => asWritten!().CanFinish(formula, cube));

    private List<ObjectCube> AsWritten(Formula formula)
        => [.. _objectCubes.Cubes(formula).Select(cube => ObjectCube.Propagate(builder, cube)).OfType<ObjectCube>()];

    /// <summary>One alternative for an object, before its first member.</summary>
    public ObjectResidual Start(Formula formula, ObjectCube cube) => objects.Start(_shapeBuilder.Build(cube, _declared.Of(formula, cube)));

    /// <summary>Whether numbers keep all spellings although they are written plainly, because no plain one is in the set.</summary>
    public bool HasOpenNumbers(Formula formula) => builder.Arena.NumberSets.KeepsSpellings(builder.Scalars.NumbersOf(formula));

    private NumberSet NumbersOf(Formula formula)
    {
        var set = builder.Scalars.NumbersOf(formula);
        return asWritten is not null && builder.Options.PlainNumbers ? builder.Arena.NumberSets.Plain(set) : set;
    }

    /// <summary>The alternatives for an array, before its first item; some may be impossible to finish.</summary>
    public ArrayResidual[] ArrayStarts(Formula formula)
        => Of(formula).Arrays ??= [.. _arrayCubes.Cubes(formula).Select(cube => ArrayCube.Propagate(builder, cube)).OfType<ArrayCube>().Select(arrays.Start)];
}
