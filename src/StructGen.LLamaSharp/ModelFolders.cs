namespace StructGen.LLamaSharp;

/// <summary>Finds model files in configured folders.</summary>
/// <remarks>
/// A relative folder is taken in the working directory and in the nearest directory above the program that has it: so <c>models</c> is
/// found from <c>dotnet run</c> in a clone (working directory anywhere) and in a container (<c>/app/models</c>).
/// </remarks>
internal static class ModelFolders
{
    private const string Extension = ".gguf";

    /// <summary>The model files by name (file stem, case ignored), ordered by name. Where two have a name, the first folder wins.</summary>
    public static IReadOnlyDictionary<string, string> Scan(string configured, string workingDirectory, string programDirectory)
    {
        var files = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in Places(configured, workingDirectory, programDirectory))
        {
            foreach (var file in FilesIn(place)) files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }

        return files;
    }

    private static IEnumerable<string> Places(string configured, string workingDirectory, string programDirectory)
    {
        var parts = configured.Split([';', Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var part in parts)
        {
            // A rooted part stays as it is.
            yield return Path.GetFullPath(part, workingDirectory);
            if (Path.IsPathRooted(part)) continue;
            for (var folder = new DirectoryInfo(programDirectory); folder is not null; folder = folder.Parent)
            {
                var place = Path.GetFullPath(part, folder.FullName);
                if (!Path.Exists(place)) continue;
                yield return place;
                break;
            }
        }
    }

    private static IEnumerable<string> FilesIn(string place)
    {
        if (File.Exists(place)) return IsModel(place) ? [place] : [];
        if (!Directory.Exists(place)) return [];
        try
        {
            return [.. Directory.EnumerateFiles(place).Where(IsModel).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsModel(string file) => file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
