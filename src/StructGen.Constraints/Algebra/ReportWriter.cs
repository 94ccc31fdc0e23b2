using StructGen.Constraints.Patterns;
using StructGen.Constraints.Patterns.Ecma;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>Says of every keyword what becomes of it, and refuses what cannot be enforced unless the caller is lenient.</summary>
internal sealed class ReportWriter(FormulaBuilder builder)
{
    /// <exception cref="UnsupportedKeywordException">Strict mode, and some keyword cannot be enforced.</exception>
    /// <exception cref="InvalidSchemaException">A pattern is no regular expression.</exception>
    public EnforcementReport Write(SchemaGraph graph)
    {
        var troubles = Troubles(graph);
        var syntax = troubles.Where(trouble => trouble.Value.IsSyntaxError).Select(ToError).ToList();
        if (syntax.Count > 0) throw new InvalidSchemaException(syntax);
        if (troubles.Count > 0 && !builder.Options.Lenient) throw new UnsupportedKeywordException([.. troubles.Select(ToError)]);
        var formats = graph.Nodes.Where(node => node.Format is not null).ToDictionary(node => node.Place, node => node.Format!, StringComparer.Ordinal);
        var warnings = Warnings(graph);
        return new EnforcementReport([.. graph.Keywords.Select(keyword => Warned(Entry(keyword, troubles, formats)))]);

        EnforcementEntry Warned(EnforcementEntry entry)
            => warnings.Count > 0 && warnings.TryGetValue((entry.Pointer, entry.Keyword), out var warning) ? entry with { Warning = warning } : entry;
    }

    private EnforcementEntry Entry(SchemaKeyword keyword, Dictionary<(string, string), PatternException> troubles, Dictionary<string, string> formats)
    {
        if (troubles.TryGetValue((keyword.Pointer, keyword.Name), out var trouble))
            return new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.CheckedAfterwards, trouble.Message);
        if (keyword.Name == "format" && formats.TryGetValue(keyword.Pointer, out var format))
        {
            if (!builder.Options.AssertFormats) return new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Annotation, "Formats are annotations by the caller's choice.");
            if (builder.Arena.Patterns.Format(format) is null)
                return new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Annotation, $"'{format}' is no format of the specification, so it constrains nothing.", "Use pattern to constrain the text.");
            return new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Enforced, Formats.FormatPatterns.WhatIsNotWritten(format));
        }

        return keyword.Kind switch
        {
            SchemaKeywordKind.Assertion => new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Enforced),
            SchemaKeywordKind.Annotation => new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Annotation),
            SchemaKeywordKind.Ineffective => new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Annotation, "It has no effect here: another draft's keyword, or hidden by the $ref beside it."),
            _ => new EnforcementEntry(keyword.Pointer, keyword.Name, Enforcement.Unknown, "No draft knows this keyword, so it constrains nothing.", KeywordCatalog.Nearest(keyword.Name) is { } near ? $"Did you mean '{near}'?" : null),
        };
    }

    /// <summary>What the author probably did not mean.</summary>
    private Dictionary<(string Pointer, string Keyword), string> Warnings(SchemaGraph graph)
    {
        var warnings = new Dictionary<(string, string), string>(graph.Warnings);
        foreach (var node in graph.Nodes)
        {
            if (node.Pattern is { } pattern && DialectSigns.Warning(pattern) is { } foreign) warnings[(node.Place, "pattern")] = foreign;
            if (node.PatternProperties is { } named && string.Join(" ", named.Select(one => DialectSigns.Warning(one.Key)).OfType<string>()) is { Length: > 0 } joined)
                warnings[(node.Place, "patternProperties")] = joined;
            if (node.PropertyNames is { Boolean: null } names && HoldsNoString(names))
                warnings[(node.Place, "propertyNames")] = "No string satisfies this schema, and names are strings: no member can exist. Write a schema of strings, or maxProperties: 0 if that is meant.";
        }

        return warnings;
    }

    private bool HoldsNoString(SchemaNode node)
    {
        try
        {
            return builder.Arena.Patterns.IsEmpty(builder.Scalars.PossibleStringsOf(builder.Fold(node, 0)));
        }
        catch (ConstraintLimitException)
        {
            return false;
        }
    }

    private Dictionary<(string Pointer, string Keyword), PatternException> Troubles(SchemaGraph graph)
    {
        var troubles = new Dictionary<(string, string), PatternException>();
        foreach (var node in graph.Nodes)
        {
            if (node.Pattern is { } pattern && Trouble(pattern) is { } bad) troubles[(node.Place, "pattern")] = bad;
            foreach (var (expression, _) in node.PatternProperties ?? [])
                if (Trouble(expression) is { } worse) troubles[(node.Place, "patternProperties")] = worse;
        }

        return troubles;
    }

    private PatternException? Trouble(string expression)
    {
        try
        {
            builder.Arena.Patterns.Search(expression);
            return null;
        }
        catch (PatternException exception)
        {
            return exception;
        }
    }

    private static ConstraintError ToError(KeyValuePair<(string Pointer, string Keyword), PatternException> trouble)
        => new(trouble.Key.Pointer, trouble.Key.Keyword, trouble.Value.Message);
}
