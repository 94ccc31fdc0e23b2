using System.Text.RegularExpressions;
using StructGen.Api.Problems;

namespace StructGen.Api.Registries;

/// <summary>What a registered thing may be called: something that fits in a URL, in a file's name and, for tools, in a model's answer.</summary>
internal static partial class DefinitionName
{
    /// <summary>Refuses any other name.</summary>
    /// <exception cref="ProblemException">The name is none.</exception>
    public static void Require(DefinitionKind kind, string name)
    {
        if (!IsValid(kind, name))
            throw new ProblemException(ProblemKind.MalformedRequest, kind == DefinitionKind.Schema
                ? "A schema's name is 1 to 128 letters, digits, '.', '_' or '-', and begins with a letter or digit."
                : "A tool's name is 1 to 64 letters, digits, '_' or '-', and begins with a letter or '_'.");
    }

    /// <summary>Whether the name may be used.</summary>
    public static bool IsValid(DefinitionKind kind, string name)
        => (kind == DefinitionKind.Schema ? Schema() : Tool()).IsMatch(name);

    [GeneratedRegex("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\z")]
    private static partial Regex Schema();

    [GeneratedRegex("\\A[A-Za-z_][A-Za-z0-9_-]{0,63}\\z")]
    private static partial Regex Tool();
}
