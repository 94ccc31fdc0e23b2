using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Generation.Models;

namespace StructGen.Api.Models;

/// <summary><c>GET /v1/models</c>.</summary>
internal static class ModelEndpoints
{
    public static RouteGroupBuilder MapModels(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/models").WithTags("Models");
        group.MapGet("/", List)
            .WithName("listModels").WithSummary("What can be used")
            .WithDescription("Local models first, each with its context length and the modes it can be used in.");
        return group;
    }

    private static Ok<ModelList> List(ModelCatalog catalog) => TypedResults.Ok(ModelList.From(catalog));
}
