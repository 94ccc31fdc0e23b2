namespace StructGen.Constraints.Patterns;

/// <content>Patterns from text: ECMA-262 and formats.</content>
internal sealed partial class PatternArena
{
    private readonly Dictionary<string, Pattern> _searches = [];

    private readonly Dictionary<string, Pattern?> _formats = [];

    /// <summary>All strings in which an ECMA-262 regular expression is found, as JSON Schema's <c>pattern</c> means it.</summary>
    /// <exception cref="PatternException">It is no ECMA-262, or cannot be enforced (back-references).</exception>
    public Pattern Search(string ecmaPattern) => _searches.TryGetValue(ecmaPattern, out var found) ? found : throw new PatternException(ecmaPattern, 0, "not yet", false);

    /// <summary>The language of a JSON Schema format, null where the name is unknown.</summary>
    public Pattern? Format(string name) => _formats.GetValueOrDefault(name);
}
