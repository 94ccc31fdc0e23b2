using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.Chat.Errors;
using StructGen.Api.OpenApi;
using StructGen.Generation.Models;

namespace StructGen.Api.Models;

/// <summary><c>GET /v1/models</c>.</summary>
internal static class ModelEndpoints
{
    public static RouteGroupBuilder MapModels(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/models").WithTags("Models");
        group.MapGet("/", List)
            .WithName("listModels").WithSummary("Lists the available models")
            .WithDescription("Local models first: `items` with context length and modes, `data` the same in OpenAI's form.");
        group.MapGet("/{**id}", Get)
            .WithName("getModel").WithSummary("One model, in OpenAI's form")
            .WithDescription("The name may hold a slash (`provider/name`), encoded or not.")
            .ProducesChatErrors(404)
            .WithExample("id", "\"structgen-extract-135m\"");
        return group;
    }

    private static Ok<ModelList> List(ModelCatalog catalog, ServiceStart start) => TypedResults.Ok(ModelList.From(catalog, start.UnixSeconds));

    // Routing decodes everything but the slash.
    private static Ok<ModelCard> Get(string id, ModelCatalog catalog, ServiceStart start)
        => TypedResults.Ok(ModelCard.From(catalog.Describe(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)), start.UnixSeconds));
}
