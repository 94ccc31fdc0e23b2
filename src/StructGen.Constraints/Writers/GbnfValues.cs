using StructGen.Constraints.Algebra;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Writers;

/// <summary>The values of a schema as GBNF rules, one a formula and one a residual: the same alternatives that the byte machine follows.</summary>
internal sealed class GbnfValues
{
    private readonly FormulaBuilder _builder;
    private readonly Finishing _finishing;
    private readonly GbnfNumbers _numbers;
    private readonly GbnfRules _rules;
    private readonly GbnfTexts _texts;
    private readonly string _gap;

    public GbnfValues(GbnfRules rules, FormulaBuilder builder, Finishing finishing, NumberAutomaton numbers)
    {
        _rules = rules;
        _builder = builder;
        _finishing = finishing;
        _numbers = new GbnfNumbers(rules, numbers);
        _texts = new GbnfTexts(rules, builder.Arena.Patterns);
        _gap = builder.Options.Whitespace == WhitespaceStyle.Separators ? " [ ]? " : " ";
    }

    /// <summary>Whether some array's items ought to differ, or to repeat.</summary>
    public bool ForgetsItems { get; private set; }

    /// <summary>Whether some object may have members that the schema does not name.</summary>
    public bool ForgetsNames { get; private set; }

    public void Write(Formula root) => _rules.Rule("root", root, () => [Value(root)]);

    private string Value(Formula formula) => _rules.Rule("value", formula, () => Alternatives(formula));

    private IEnumerable<string> Alternatives(Formula formula)
    {
        var shape = _finishing.Shapes.Of(formula);
        if (shape.AllowsNull) yield return GbnfRules.Literal("null");
        if ((shape.Booleans & 1) != 0) yield return GbnfRules.Literal("false");
        if ((shape.Booleans & 2) != 0) yield return GbnfRules.Literal("true");
        if (shape.Number != 0 && _numbers.Rule(shape.Number) is { } number) yield return number;
        if (shape.Text != 0) yield return $"{GbnfRules.Literal("\"")} {_texts.InQuotes(_builder.Scalars.StringsOf(formula))}";
        foreach (var start in _finishing.Shapes.ObjectStarts(formula))
            if (_finishing.CanFinish(start)) yield return $"{GbnfRules.Literal("{")} {Object("object", start)}";
        foreach (var start in _finishing.Shapes.ArrayStarts(formula))
            if (_finishing.CanFinish(start)) yield return $"{GbnfRules.Literal("[")} {Array("array", Forgetful(start))}";
    }

    /// <summary>What follows an opening brace (kind <c>object</c>) or a member (kind <c>members</c>).</summary>
    private string Object(string kind, ObjectResidual residual) => _rules.Rule(kind, residual, () => Rest(kind, residual));

    private IEnumerable<string> Rest(string kind, ObjectResidual residual)
    {
        if (ObjectResiduals.CanClose(residual)) yield return GbnfRules.Literal("}");
        if (!HasMembers(residual)) yield break;
        var member = _rules.Rule("member", residual, () => Members(residual));
        yield return kind == "object" ? member : GbnfRules.Literal(",") + _gap + member;
    }

    private bool HasMembers(ObjectResidual residual)
        => _finishing.Objects.AllowedRanks(residual).AsSpan().ContainsAnyExcept(0UL) || _finishing.Objects.OtherNames(residual).Length > 0;

    private IEnumerable<string> Members(ObjectResidual residual)
    {
        var shape = residual.Shape;
        var ranks = _finishing.Objects.AllowedRanks(residual);
        for (var name = 0; name < shape.Names.Length; name++)
        {
            var rank = shape.Trie.RankOf[name];
            if ((ranks[rank >> 6] >> (rank & 63) & 1) == 0) continue;
            var written = GbnfRules.Literal($"\"{System.Text.Encoding.UTF8.GetString(shape.Trie.Written[name])}\":");
            foreach (var choice in _finishing.Objects.Choices(residual, name)) yield return written + After(choice);
        }

        foreach (var (_, _, index) in _finishing.Objects.OtherNames(residual))
        {
            ForgetsNames = true;
            var patterns = _builder.Arena.Patterns;
            var names = patterns.And(shape.Others[index].Names, patterns.Not(patterns.Literals(shape.Names)));
            foreach (var choice in _finishing.Objects.ChoicesOfClass(residual, index, null))
                yield return $"{GbnfRules.Literal("\"")} {_texts.InQuotes(names)} {GbnfRules.Literal(":")}{After(choice)}";
        }
    }

    private string After(MemberChoice choice) => $"{_gap}{Value(choice.Value)} {Object("members", choice.After)}";

    private string Array(string kind, ArrayResidual residual) => _rules.Rule(kind, residual, () => Rest(kind, residual));

    private IEnumerable<string> Rest(string kind, ArrayResidual residual)
    {
        if (ArrayResiduals.CanClose(residual)) yield return GbnfRules.Literal("]");
        foreach (var choice in _finishing.Arrays.Choices(residual))
        {
            var item = $"{Value(choice.Value)} {Array("items", choice.After)}";
            yield return kind == "array" ? item : GbnfRules.Literal(",") + _gap + item;
        }
    }

    private ArrayResidual Forgetful(ArrayResidual start)
    {
        if (!start.Shape.TracksValues) return start;
        ForgetsItems = true;
        return _finishing.Arrays.Forget(start);
    }
}
