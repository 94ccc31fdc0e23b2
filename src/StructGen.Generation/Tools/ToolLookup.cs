using StructGen.Generation.Catalogs;

namespace StructGen.Generation.Tools;

/// <summary>Finds the tools that a request names: those of the program itself first, so that nobody can register another in their place, then the catalog's.</summary>
internal sealed class ToolLookup(ToolCatalog catalog, IEnumerable<IToolExecutor> executors)
{
    private readonly IReadOnlyList<IToolExecutor> _executors = [.. executors];

    /// <exception cref="UnknownToolException">A name is not known.</exception>
    public async ValueTask<IReadOnlyList<ToolDefinition>> FindAsync(IReadOnlyList<ToolReference> references, CancellationToken cancellationToken)
    {
        var found = new List<ToolDefinition>(references.Count);
        foreach (var reference in references)
            found.Add(reference.Definition ?? Own(reference.Name) ?? (await catalog.GetAsync(reference.Name, cancellationToken).ConfigureAwait(false)).Definition);
        return found;
    }

    /// <summary>Who makes a tool's calls; null where nobody does.</summary>
    public IToolExecutor? ExecutorOf(ToolDefinition tool) => _executors.FirstOrDefault(executor => executor.CanExecute(tool));

    private ToolDefinition? Own(string name) => _executors.SelectMany(executor => executor.Tools).FirstOrDefault(tool => tool.Name == name);
}
