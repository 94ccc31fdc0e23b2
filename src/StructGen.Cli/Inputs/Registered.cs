using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation.Catalogs;

namespace StructGen.Cli.Inputs;

/// <summary>Looks registered names up before any work is done for them; an unknown one is answered with those that there are.</summary>
internal static class Registered
{
    private const int MostNames = 20;

    /// <summary>The schema of a source's name; null where the source brings its own.</summary>
    public static async Task<StoredSchema?> FindSchemaAsync(IServiceProvider parts, SchemaSource source, CancellationToken cancellationToken)
    {
        if (source.Name is null) return null;
        try
        {
            return await parts.GetRequiredService<SchemaCatalog>().GetAsync(source.Name, cancellationToken);
        }
        catch (UnknownSchemaException)
        {
            var known = await NamesAsync(parts.GetRequiredService<SchemaCatalog>(), cancellationToken);
            throw Unknown(
                ProblemKind.UnknownSchema,
                "schema",
                source.Name,
                known,
                "Give --schema a file, JSON or one of these names, or put NAME.schema.json into the schema folder (Schemas:Path).");
        }
    }

    /// <summary>Fails unless there is a tool of this name.</summary>
    public static async Task CheckToolAsync(IServiceProvider parts, string name, CancellationToken cancellationToken)
    {
        try
        {
            await parts.GetRequiredService<ToolCatalog>().GetAsync(name, cancellationToken);
        }
        catch (UnknownToolException)
        {
            var known = await NamesAsync(parts.GetRequiredService<ToolCatalog>(), cancellationToken);
            throw Unknown(
                ProblemKind.UnknownTool,
                "tool",
                name,
                known,
                "Give --tools a file, a folder or one of these names, or put NAME.tool.json into the folder 'tools' of Schemas:Path.");
        }
    }

    private static async Task<IReadOnlyList<string>> NamesAsync<T>(Catalog<T> catalog, CancellationToken cancellationToken)
        where T : class
    {
        var names = new List<string>();
        CatalogPage page;
        var query = new CatalogQuery { Limit = 1000 };
        do
        {
            page = await catalog.ListAsync(query, cancellationToken);
            names.AddRange(page.Items.Select(item => item.Name));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return names;
    }

    private static ProblemException Unknown(ProblemKind kind, string noun, string written, IReadOnlyList<string> known, string remedy)
    {
        var name = written.Split('@')[0];
        if (known.Contains(name))
            return new(kind, $"There is no version '{written}' of the {noun} '{name}'; '{name}' alone is the newest.");
        var near = NearestName.Of(name, known) is { } found ? $" Did you mean '{found}'?" : "";
        var more = known.Count > MostNames ? $" and {known.Count - MostNames} more" : "";
        var list = known.Count == 0 ? $"There are no {noun}s." : $"There are: {string.Join(", ", known.Take(MostNames))}{more}.";
        return new(kind, $"There is no {noun} '{written}'.{near} {list} {remedy}");
    }
}
