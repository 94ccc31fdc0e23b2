using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Registries;
using StructGen.Api.Requests;
using StructGen.Api.Tools.Imports;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compiling;

namespace StructGen.Api.Tools;

/// <summary><c>/v1/tools</c>: tools by name.</summary>
internal static class ToolEndpoints
{
    private const string Registered = "track_parcel";

    private const string Example = """
        {
          "description": "Track a parcel",
          "parameters": {
            "type": "object",
            "properties": {"number": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{6}$"}},
            "required": ["number"],
            "additionalProperties": false
          }
        }
        """;

    private const string Import = """
        {
          "document": {
            "openapi": "3.1.0",
            "info": {"title": "Weather", "version": "1"},
            "servers": [{"url": "https://api.example.com/v1"}],
            "paths": {
              "/forecasts/{city}": {
                "get": {
                  "operationId": "forecast",
                  "summary": "Weather forecast for a city",
                  "parameters": [{"name": "city", "in": "path", "required": true, "schema": {"type": "string"}}],
                  "responses": {"200": {"description": "The forecast"}}
                }
              }
            }
          },
          "prefix": "weather_"
        }
        """;

    public static RouteGroupBuilder MapTools(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tools").WithTags("Tools").MapRegistry<StoredTool>("Tool", "get_weather", Registered);
        group.MapGet("/{name}", GetAsync)
            .WithName("getTool").WithSummary("Returns a tool")
            .WithDescription("`name`, `name@version` or `name@latest`. The ETag is the tool's hash; with `If-None-Match` 304 if it is known.")
            .ProducesProblems(404, 503)
            .WithMetadata(EntityTagMetadata.Get)
            .WithExample("name", "\"get_weather\"");
        group.MapPut("/{name}", PutAsync)
            .WithName("putTool").WithSummary("Registers a tool under a name")
            .WithDescription("201 if the name is new, 200 if it was there. `If-Match` with an ETag: only if the newest version has that hash; `If-None-Match: *`: only if the name is new.")
            .ProducesProblems(400, 408, 409, 413, 422, 429, 503)
            .WithMetadata(EntityTagMetadata.Put)
            .WithExample("name", $"\"{Registered}\"")
            .WithExample(Example);
        group.MapPost("/import", ImportAsync)
            .WithName("importTools").WithSummary("Registers the operations of an OpenAPI document as tools")
            .WithDescription("OpenAPI 3.0 or 3.1, as JSON or as text in JSON or YAML. Operations that cannot become tools are told with the reason.")
            .ProducesProblems(400, 408, 413, 429, 503)
            .WithExample(Import);
        return group;
    }

    private static async Task<Results<Ok<ToolBody>, StatusCodeHttpResult>> GetAsync(string name, ToolCatalog catalog, HttpContext context, CancellationToken cancellationToken)
    {
        var tool = await catalog.GetAsync(name, cancellationToken);
        EntityTags.Write(context.Response, tool.Hash);
        return EntityTags.IsKnown(context.Request, tool.Hash)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ToolBody.From(tool.Definition));
    }

    private static async Task<Ok<ToolImportAnswer>> ImportAsync(RequestBody<ToolImportBody> body, ToolCatalog catalog, CompileQueue queue, CancellationToken cancellationToken)
        => TypedResults.Ok(await ToolImport.RunAsync(body.Value, catalog, queue, cancellationToken));

    private static async Task<Results<Created<CatalogItem>, Ok<CatalogItem>>> PutAsync(
        string name, RequestBody<ToolBody> body, ToolCatalog catalog, HttpContext context, CancellationToken cancellationToken)
    {
        var change = await catalog.PutAsync(body.Value.ToDefinition(name), EntityTags.Condition(context.Request), cancellationToken);
        EntityTags.Write(context.Response, change.Item.Hash);
        return change.Created ? TypedResults.Created($"/v1/tools/{name}", change.Item) : TypedResults.Ok(change.Item);
    }
}
