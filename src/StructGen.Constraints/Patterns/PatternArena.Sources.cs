using System.Collections.Concurrent;
using StructGen.Constraints.Formats;
using StructGen.Constraints.Patterns.Ecma;

namespace StructGen.Constraints.Patterns;

/// <content>Patterns from text: ECMA-262 and formats.</content>
internal sealed partial class PatternArena
{
    private static readonly ConcurrentDictionary<string, EcmaNode> Known = new();

    /// <summary>Formats made once per process, each in an arena of its own that nobody uses afterwards.</summary>
    private static readonly ConcurrentDictionary<string, Pattern?> FormatTemplates = new();

    private readonly Dictionary<string, Pattern> _searches = [];

    private readonly Dictionary<string, Pattern?> _formats = [];

    /// <summary>All strings in which an ECMA-262 regular expression is found, as JSON Schema's <c>pattern</c> means it.</summary>
    /// <exception cref="PatternException">It is no ECMA-262, or cannot be enforced (back-references).</exception>
    public Pattern Search(string ecmaPattern)
    {
        if (_searches.TryGetValue(ecmaPattern, out var found)) return found;
        return _searches[ecmaPattern] = EcmaTranslator.Search(this, ecmaPattern, EcmaParser.Parse(ecmaPattern, _limits.PatternNodes));
    }

    /// <summary>The language of a JSON Schema format, null where the name is unknown; of a format that is no regular language a part of it.</summary>
    public Pattern? Format(string name)
    {
        if (_formats.TryGetValue(name, out var found)) return found;
        if (FormatPatterns.IsComposed(name)) return _formats[name] = FormatPatterns.Find(this, name);
        return Template(name, arena => FormatPatterns.Find(arena, name));
    }

    /// <summary>What surely holds the whole of a format; <see cref="Format"/> itself where that is exact.</summary>
    public Pattern? FormatOutside(string name) => FormatPatterns.IsApproximate(name) ? Template(name + " (outside)", arena => FormatPatterns.FindOutside(arena, name)) : Format(name);

    private Pattern? Template(string key, Func<PatternArena, Pattern?> find)
    {
        if (_formats.TryGetValue(key, out var found)) return found;
        var template = FormatTemplates.GetOrAdd(key, _ => find(new PatternArena(ConstraintLimits.Default)));
        return _formats[key] = template is null ? null : Import(template) ?? find(this);
    }

    /// <summary>A copy of another arena's pattern, already simplified there; null where it is defined by itself, hence tied to its arena.</summary>
    private Pattern? Import(Pattern pattern)
    {
        if (_interned.TryGetValue(pattern.Key, out var found)) return found;
        if (pattern.Kind == PatternKind.Recursive) return null;
        var parts = new Pattern[pattern.Parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Import(pattern.Parts[i]) is not { } part) return null;
            parts[i] = part;
        }

        return Intern(pattern.Key, (id, _) => pattern.CopyTo(id, parts));
    }

    /// <summary>The same for the patterns of formats, which are parsed once per process.</summary>
    internal Pattern SearchKnown(string ecmaPattern)
    {
        if (_searches.TryGetValue(ecmaPattern, out var found)) return found;
        return _searches[ecmaPattern] = EcmaTranslator.Search(this, ecmaPattern, Known.GetOrAdd(ecmaPattern, static text => EcmaParser.Parse(text, int.MaxValue)));
    }

    /// <summary>A pattern that is defined by itself; the definition is asked for when the derivative is.</summary>
    internal Pattern Recursive(UInt128 key, bool isNullable, long minLength, Func<Pattern> definition) =>
        Intern(key, (id, _) => new Pattern(id, PatternKind.Recursive, key) { IsNullable = isNullable, MinLength = minLength, Definition = definition, Residue = Pattern.Unbounded });

    /// <summary>What is left after a character, with the characters that lead there.</summary>
    internal IEnumerable<(CharSet Members, Pattern Target)> Branches(Pattern pattern)
    {
        var derivative = Derive(pattern);
        for (var number = 0; number < derivative.Targets.Length; number++) yield return (MembersOf(derivative.Partition, number), derivative.Targets[number]);
    }
}
