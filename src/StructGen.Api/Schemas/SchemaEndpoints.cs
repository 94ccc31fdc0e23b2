using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.Problems;
using StructGen.Api.Registries;
using StructGen.Api.Requests;
using StructGen.Generation;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Schemas;

/// <summary><c>/v1/schemas</c>: schemas by name, and what becomes of a schema's keywords.</summary>
internal static class SchemaEndpoints
{
    public static RouteGroupBuilder MapSchemas(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/schemas").WithTags("Schemas");
        group.MapGet("/", ListAsync)
            .WithName("listSchemas").WithSummary("Lists the schemas")
            .WithDescription("The newest version of each, ordered by name. `next` is what to send as `after` for the next page; null on the last.")
            .ProducesProblems(400, 503);
        group.MapPost("/check", CheckAsync)
            .WithName("checkSchema").WithSummary("Says what becomes of every keyword of a schema")
            .WithDescription("The body is the schema. Answers with an entry per keyword: enforced while the model writes, checked afterwards, an annotation, unknown or refused. With `dialect=openai` also whether OpenAI's own service would take the schema with `strict: true`.")
            .ProducesProblems(400, 413, 422);
        group.MapGet("/{name}", GetAsync)
            .WithName("getSchema").WithSummary("Returns a schema")
            .WithDescription("`name`, `name@version` or `name@latest`. The ETag is the schema's hash.")
            .Produces<JsonElement>()
            .ProducesProblems(404, 503);
        group.MapPut("/{name}", PutAsync)
            .WithName("putSchema").WithSummary("Registers a schema under a name")
            .WithDescription("The body is the schema itself. 201 if the name is new, 200 if it was there. With `If-Match` only if the newest version has that hash.")
            .ProducesProblems(400, 409, 413, 422, 503);
        group.MapDelete("/{name}", DeleteAsync)
            .WithName("deleteSchema").WithSummary("Forgets a schema")
            .WithDescription("All its versions. A file of the same name shows again.")
            .ProducesProblems(404, 503);
        return group;
    }

    private static async Task<Ok<RegistryPage>> ListAsync(SchemaCatalog catalog, CancellationToken cancellationToken, string? after = null, int? limit = null)
    {
        var page = await catalog.ListAsync(after, PageLimit.Check(limit), cancellationToken);
        return TypedResults.Ok(new RegistryPage([.. page.Items.Select(Item)], page.Next));
    }

    private static async Task<ContentHttpResult> GetAsync(string name, SchemaCatalog catalog, HttpResponse response, CancellationToken cancellationToken)
    {
        var schema = await catalog.GetAsync(name, cancellationToken);
        EntityTags.Write(response, schema.Hash);
        return TypedResults.Text(schema.Schema.GetRawText(), "application/json");
    }

    private static async Task<Results<Created<RegistryItem>, Ok<RegistryItem>>> PutAsync(
        string name, RequestDocument body, SchemaCatalog catalog, HttpContext context, CancellationToken cancellationToken)
    {
        var change = await catalog.PutAsync(name, body.Json, EntityTags.Expected(context.Request), cancellationToken);
        EntityTags.Write(context.Response, change.Item.Hash);
        return change.Created ? TypedResults.Created($"/v1/schemas/{name}", Item(change.Item)) : TypedResults.Ok(Item(change.Item));
    }

    private static async Task<NoContent> DeleteAsync(string name, SchemaCatalog catalog, CancellationToken cancellationToken)
        => await catalog.DeleteAsync(name, cancellationToken) ? TypedResults.NoContent() : throw new UnknownSchemaException(name);

    private static async Task<Ok<SchemaCheck>> CheckAsync(RequestDocument body, StructuredGenerator generator, CancellationToken cancellationToken, string? dialect = null)
    {
        if (dialect is not (null or "openai")) throw new ProblemException(ProblemKind.MalformedRequest, $"The dialect '{dialect}' is unknown; write openai, or leave it out.");
        var report = await generator.CheckSchemaAsync(body.Json, cancellationToken);
        return TypedResults.Ok(new SchemaCheck(report.IsComplete, report.Entries) { Dialect = dialect is null ? null : Dialect(dialect, OpenAISubset.Check(body.Json)) });
    }

    private static DialectCheck Dialect(string name, IReadOnlyList<ProblemError> errors) => new(name, errors.Count == 0, errors);

    private static RegistryItem Item(StoredSchema schema) => new(schema.Name, schema.Version, schema.Hash, schema.CreatedAt);
}
