using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>What schemas and tools have alike: lists, versions, deletion.</summary>
internal static class RegistryEndpoints
{
    /// <summary>Adds them to a group.</summary>
    /// <typeparam name="T">What the group's catalog holds.</typeparam>
    /// <param name="group">The group.</param>
    /// <param name="noun">The word for it, as <c>Schema</c>: operations are named after it.</param>
    /// <param name="shipped">A name that the repository's own files give, for the document's examples.</param>
    /// <param name="registered">The name that the example of PUT registers.</param>
    public static RouteGroupBuilder MapRegistry<T>(this RouteGroupBuilder group, string noun, string shipped, string registered)
        where T : class
    {
        var word = noun.ToLowerInvariant();
        group.MapGet("/", ListAsync<T>)
            .WithName($"list{noun}s").WithSummary($"Lists the {word}s")
            .WithDescription("The newest version of each, ordered by name. `search` keeps those that have the text in their name or description, whatever the case. "
                + "`next` is what to send as `after` for the next page; null on the last.")
            .ProducesProblems(400, 503);
        group.MapGet("/{name}/versions", ListVersionsAsync<T>)
            .WithName($"list{noun}Versions").WithSummary($"Lists the versions of a {word}")
            .WithDescription("From the first. A file is version 1 of its name. `next` is what to send as `after` for the next page; null on the last.")
            .ProducesProblems(400, 404, 503)
            .WithExample("name", $"\"{shipped}\"");
        group.MapDelete("/{name}", DeleteAsync<T>)
            .WithName($"delete{noun}").WithSummary($"Deletes a {word}")
            .WithDescription("`name`: all its versions; `name@version`: that one. Numbers are not given again. When nothing is stored any more, a file of the same name shows again. `If-Match` as with PUT.")
            .ProducesProblems(400, 404, 409, 503)
            .WithMetadata(EntityTagMetadata.Delete)
            .WithExample("name", $"\"{registered}\"");
        return group;
    }

    private static async Task<Ok<CatalogPage>> ListAsync<T>(
        Catalog<T> catalog, CancellationToken cancellationToken, string? after = null, int? limit = null, string? search = null)
        where T : class
        => TypedResults.Ok(await catalog.ListAsync(PageQuery.OfNames(after, limit, search), cancellationToken));

    private static async Task<Ok<CatalogPage>> ListVersionsAsync<T>(
        string name, Catalog<T> catalog, CancellationToken cancellationToken, int? after = null, int? limit = null)
        where T : class
        => TypedResults.Ok(await catalog.ListVersionsAsync(name, PageQuery.OfVersions(after, limit), cancellationToken));

    private static async Task<NoContent> DeleteAsync<T>(string name, Catalog<T> catalog, HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        await catalog.DeleteAsync(name, EntityTags.Condition(request), cancellationToken);
        return TypedResults.NoContent();
    }
}
