using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.Generation.Catalogs;

/// <summary>The entries of a folder, each a file <c>NAME</c> + suffix, read once; a file that cannot be used is not listed and says why when it is asked for.</summary>
internal sealed class CatalogFiles<T>
    where T : class
{
    private readonly SortedDictionary<string, T> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InvalidSchemaException> _faults = new(StringComparer.Ordinal);

    private CatalogFiles()
    {
    }

    /// <summary>What can be used, in order of names.</summary>
    public IEnumerable<T> Entries => _entries.Values;

    /// <summary>The entry of a name; null where there is no file, or none that can be used.</summary>
    public T? TryFind(string name) => _entries.GetValueOrDefault(name);

    /// <summary>What cannot.</summary>
    public IEnumerable<InvalidSchemaException> Faults => _faults.Values;

    /// <summary>Reads a folder; one that does not exist is empty.</summary>
    /// <param name="folder">A relative one is looked for in the working directory, then beside the program.</param>
    /// <param name="suffix">How the files' names end.</param>
    /// <param name="read">Makes an entry of name, content and time; an <see cref="InvalidSchemaException"/> is kept as the file's fault.</param>
    public static CatalogFiles<T> Read(string folder, string suffix, Func<string, JsonElement, DateTimeOffset, T> read)
    {
        var files = new CatalogFiles<T>();
        if (!Directory.Exists(folder)) folder = Path.Combine(AppContext.BaseDirectory, folder);
        if (!Directory.Exists(folder)) return files;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + suffix))
        {
            var name = Path.GetFileName(path)[..^suffix.Length];
            if (CatalogReference.IsName(name)) files.Add(name, path, read);
        }

        return files;
    }

    /// <summary>The entry of a name; null where there is no such file.</summary>
    /// <exception cref="InvalidSchemaException">The file is there and cannot be used.</exception>
    public T? Find(string name) => _faults.TryGetValue(name, out var fault) ? throw fault : _entries.GetValueOrDefault(name);

    private void Add(string name, string path, Func<string, JsonElement, DateTimeOffset, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            _entries.Add(name, read(name, document.RootElement.Clone(), File.GetLastWriteTimeUtc(path)));
        }
        catch (InvalidSchemaException fault)
        {
            _faults.Add(name, fault);
        }
        catch (JsonException fault)
        {
            _faults.Add(name, Fault($"The file {Path.GetFileName(path)} is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults.Add(name, Fault($"The file {Path.GetFileName(path)} cannot be read."));
        }
    }

    private static InvalidSchemaException Fault(string message) => new([new ConstraintError("", "", message)]);
}
