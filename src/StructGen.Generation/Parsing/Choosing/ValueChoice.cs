using System.Text.Json;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Choosing;

/// <summary>Decides which of several values in a text, and which of several readings of it, is the answer; or that nobody can know.</summary>
/// <remarks>
/// Values equal to one of the prompt's templates or examples count only if nothing else fits; then values in quoted or "for example" text; a later
/// value of the same form replaces an earlier one; values that still differ are ambiguous, and so are readings of like cost with different data.
/// </remarks>
internal sealed class ValueChoice(string text, int start, bool tagged, TypeShape? shape, AnswerContext context)
{
    /// <summary>From this penalty on a value lacks a required member or has the wrong type.</summary>
    private const int Unfit = 100;

    private const int MaxPenalty = 3;

    private readonly ValuePlaces _places = new(text, start);

    /// <summary>The answer; null where there are no readings.</summary>
    public ParsedAnswer? Choose(IReadOnlyList<ReadAnswer> readings, IReadOnlyList<AnswerRepair> before)
    {
        var choices = readings.Where(reading => reading.Values.Count > 0).Select(reading => (Reading: reading, Choice: Pick(reading))).ToList();
        if (choices.Count == 0)
            return null;
        var best = choices.MinBy(choice => Cost(choice));
        var data = best.Choice.Data();
        foreach (var other in choices)
        {
            if (Cost(other) > Cost(best) + ReadingCosts.Tie || other.Choice.Data() is not { } rival || rival == data)
                continue;
            if (best.Reading.Cut != CutKind.Whole && other.Reading.Cut != CutKind.Whole)
                best = best with { Reading = best.Reading with { Cut = CutKind.WithinValue } };
            else
                return Ambiguous(best.Reading, before, $"The answer can be read as {Brief(data)} or as {Brief(rival)}: write it again as plain JSON.");
        }

        return best.Choice.Rival is { } second
            ? Ambiguous(best.Reading, before, $"The answer holds {Brief(data)} and {Brief(second)}, and either could be meant: write one value.")
            : Make(best.Reading, best.Choice, before);
    }

    /// <summary>Types and members have their price in the reading already; what is left of a cut answer lacks members by its nature.</summary>
    private static int Cost((ReadAnswer Reading, PickedValue Choice) choice)
        => choice.Reading.Cost + (choice.Reading.Cut == CutKind.Whole ? Math.Min(choice.Choice.Fit.Penalty, MaxPenalty) : 0);

    private static ParsedAnswer Ambiguous(ReadAnswer reading, IReadOnlyList<AnswerRepair> before, string error)
        => new() { Ambiguous = true, Errors = [error], Repairs = before, Truncated = reading.Cut != CutKind.Whole };

    private PickedValue Pick(ReadAnswer reading)
    {
        var values = reading.Values.Select(value => new PickedValue(value, Coerce(value.Node))).ToList();
        if (values.Count > 1 && AsList(values) is { } list)
            return list;
        var marked = values.FindAll(value => _places.IsTagged(value.Value.From));
        if (tagged && marked.Count > 0)
            values = marked;
        values = Prefer(values, value => value.Fit.Penalty < Unfit);
        values = Prefer(values, value => !IsFromPrompt(value));
        values = Prefer(values, value => !_places.IsQuoted(value.Value));
        values = Prefer(values, value => value.Fit.Node is not { Kind: JsonValueKind.Object, Members.Count: 0 });
        values = Prefer(values, value => !_places.IsCitation(value.Value));
        var last = values[^1];
        if (last.Fit.Penalty >= Unfit)
            return values.MinBy(value => (value.Fit.Penalty, -value.Value.From))!;
        var rival = values.Find(value => !IsCorrectedBy(value, last));
        if (rival is not null && LosesMembers(rival) && !LosesMembers(last))
            rival = null;
        if (rival is not null && LosesMembers(last) && !LosesMembers(rival))
            return rival;
        return rival is null || rival.Data() == last.Data() ? last : last with { Rival = rival.Data() };
    }

    /// <summary>All values as one list, where a list of such values is wanted.</summary>
    private PickedValue? AsList(List<PickedValue> values)
    {
        if (shape is null || !ShapeCore.Of(shape).Admits(ShapeTypes.Array) || ShapeCore.Of(shape).Types == ShapeTypes.Any || values.Exists(value => value.Value.Node.Kind == JsonValueKind.Array))
            return null;
        var kept = Prefer(values, value => !IsFromPrompt(value) && !_places.IsQuoted(value.Value));
        var list = AnswerNode.Array(kept[0].Value.From);
        list.Items.AddRange(kept.Select(value => value.Value.Node));
        var fit = Coerce(list);
        return fit.Penalty >= Unfit ? null : new PickedValue(new RootValue(list, kept[0].Value.From, kept[^1].Value.To), fit) { IsList = kept.Count > 1 };
    }

    private Coerced Coerce(AnswerNode node) => shape is null ? Coerced.Exact(node) : new AnswerCoercer(node).Coerce(node, shape);

    private static List<PickedValue> Prefer(List<PickedValue> values, Predicate<PickedValue> wanted)
        => values.FindAll(wanted) is { Count: > 0 } found ? found : values;

    private bool IsFromPrompt(PickedValue value)
        => context.PromptValues.Count > 0 && AnswerNodes.ToJson(value.Value.Node) is var written && AnswerNodes.ToJson(value.Fit.Node) is var fitted
            && context.PromptValues.Any(known => JsonElement.DeepEquals(known, written) || JsonElement.DeepEquals(known, fitted));

    /// <summary>Whether a later value has the form of an earlier one: at least the same members, or the same kind.</summary>
    private static bool IsCorrectedBy(PickedValue earlier, PickedValue later)
    {
        var (one, two) = (earlier.Fit.Node, later.Fit.Node);
        if (one.Kind != two.Kind)
            return false;
        return one.Kind != JsonValueKind.Object || one.Members.TrueForAll(member => two.Members.Exists(other => other.Key == member.Key));
    }

    private static bool LosesMembers(PickedValue value) => value.Fit.Node.Members.Count < value.Value.Node.Members.Count;

    private ParsedAnswer Make(ReadAnswer reading, PickedValue choice, IReadOnlyList<AnswerRepair> before)
    {
        var log = new RepairLog();
        _places.Describe(tagged, choice, log);
        return AnswerReading.Make(choice.Fit, [.. before, .. log.Repairs, .. reading.Log.Repairs], reading.Cut, null);
    }

    private static string Brief(string data) => data.Length <= 120 ? data : data[..120] + "…";
}
