using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.Problems;
using StructGen.Api.Registries;
using StructGen.Api.Requests;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Tools;

/// <summary><c>/v1/tools</c>: tools by name.</summary>
internal static class ToolEndpoints
{
    public static RouteGroupBuilder MapTools(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tools").WithTags("Tools");
        group.MapGet("/", ListAsync)
            .WithName("listTools").WithSummary("Lists the tools")
            .WithDescription("The newest version of each, ordered by name. `next` is what to send as `after` for the next page; null on the last.")
            .ProducesProblems(400, 503);
        group.MapGet("/{name}", GetAsync)
            .WithName("getTool").WithSummary("Returns a tool")
            .WithDescription("`name`, `name@version` or `name@latest`. The ETag is the tool's hash.")
            .ProducesProblems(404, 503);
        group.MapPut("/{name}", PutAsync)
            .WithName("putTool").WithSummary("Registers a tool under a name")
            .WithDescription("201 if the name is new, 200 if it was there. With `If-Match` only if the newest version has that hash.")
            .ProducesProblems(400, 409, 413, 422, 503);
        group.MapDelete("/{name}", DeleteAsync)
            .WithName("deleteTool").WithSummary("Forgets a tool")
            .WithDescription("All its versions. A file of the same name shows again.")
            .ProducesProblems(404, 503);
        return group;
    }

    private static async Task<Ok<RegistryPage>> ListAsync(ToolCatalog catalog, CancellationToken cancellationToken, string? after = null, int? limit = null)
    {
        var page = await catalog.ListAsync(after, PageLimit.Check(limit), cancellationToken);
        return TypedResults.Ok(new RegistryPage([.. page.Items.Select(Item)], page.Next));
    }

    private static async Task<Ok<ToolBody>> GetAsync(string name, ToolCatalog catalog, HttpResponse response, CancellationToken cancellationToken)
    {
        var tool = await catalog.GetAsync(name, cancellationToken);
        EntityTags.Write(response, tool.Hash);
        return TypedResults.Ok(ToolBody.From(tool.Definition));
    }

    private static async Task<Results<Created<RegistryItem>, Ok<RegistryItem>>> PutAsync(
        string name, RequestBody<ToolBody> body, ToolCatalog catalog, HttpContext context, CancellationToken cancellationToken)
    {
        var change = await catalog.PutAsync(body.Value.ToDefinition(name), EntityTags.Expected(context.Request), cancellationToken);
        EntityTags.Write(context.Response, change.Item.Hash);
        return change.Created ? TypedResults.Created($"/v1/tools/{name}", Item(change.Item)) : TypedResults.Ok(Item(change.Item));
    }

    private static async Task<NoContent> DeleteAsync(string name, ToolCatalog catalog, CancellationToken cancellationToken)
        => await catalog.DeleteAsync(name, cancellationToken) ? TypedResults.NoContent() : throw new UnknownToolException(name);

    private static RegistryItem Item(StoredTool tool) => new(tool.Name, tool.Version, tool.Hash, tool.CreatedAt);
}
