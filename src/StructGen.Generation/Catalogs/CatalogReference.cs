using StructGen.Generation.Requests;

namespace StructGen.Generation.Catalogs;

/// <summary>How requests name an entry: <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; null is the newest.</param>
internal readonly record struct CatalogReference(string Name, int? Version)
{
    private const int MaxLength = 128;

    /// <summary>Reads a reference; null where it can be none, so that nothing is looked up for it.</summary>
    public static CatalogReference? TryParse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        if (!IsName(name)) return null;
        if (at < 0 || text[(at + 1)..] == "latest") return new CatalogReference(name, null);
        return int.TryParse(text.AsSpan(at + 1), System.Globalization.NumberStyles.None, null, out var version) && version > 0
            ? new CatalogReference(name, version)
            : null;
    }

    /// <summary>Refuses what cannot be a name.</summary>
    /// <exception cref="MalformedRequestException">It cannot.</exception>
    public static void CheckName(string name)
    {
        if (!IsName(name))
            throw new MalformedRequestException("/name", $"A name begins with a letter or digit and has letters, digits, '.', '_' and '-', at most {MaxLength} of them.");
    }

    public static bool IsName(string name) => name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
