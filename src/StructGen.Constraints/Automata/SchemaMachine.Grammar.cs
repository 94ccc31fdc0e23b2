using StructGen.Constraints.Layouts;
using StructGen.Constraints.Writers;

namespace StructGen.Constraints.Automata;

/// <content>The machine as a grammar.</content>
internal sealed partial class SchemaMachine
{
    public GbnfGrammar ToGbnf(EnforcementReport report, int limit)
    {
        if (_layout is not CompactLayout)
            throw new UnsupportedKeywordException([new ConstraintError("", "", "Indented text is not context-free, so GBNF cannot describe it; compile the schema for JSON with WhitespaceStyle.Separators or None.")]);
        var rules = new GbnfRules(limit);
        var values = new GbnfValues(rules, _builder, _finishing, _numbers);
        values.Write(_root);
        var text = rules.Write();
        var open = report.Entries.Where(entry => entry.Status == Enforcement.CheckedAfterwards).ToList();
        if (values.ForgetsItems)
            open.AddRange(report.Entries.Where(entry => entry.Keyword == "uniqueItems").Select(entry => entry with { Status = Enforcement.CheckedAfterwards, Reason = "A context-free grammar does not remember items.", Remedy = "Check the answer afterwards, or decode under the constraint's masks." }));
        if (values.ForgetsNames)
            open.Add(new EnforcementEntry("", "additionalProperties", Enforcement.CheckedAfterwards, "A context-free grammar does not remember names: a member that the schema does not name may be written twice.", "Set additionalProperties to false, or refuse duplicate names when reading."));
        return new GbnfGrammar(text, open);
    }
}
