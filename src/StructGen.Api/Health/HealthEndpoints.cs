using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.Registries;
using StructGen.Generation.Models;

namespace StructGen.Api.Health;

/// <summary><c>GET /healthz</c> (the process lives) and <c>GET /readyz</c> (it can do its work).</summary>
internal static class HealthEndpoints
{
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/").WithTags("Health");
        group.MapGet("/healthz", () => TypedResults.Text("ok")).WithName("healthz").WithSummary("Whether the process lives");
        group.MapGet("/readyz", ReadyAsync)
            .WithName("readyz").WithSummary("Whether a model can be used and the store reached")
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        return group;
    }

    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> ReadyAsync(
        ModelCatalog models, RegistryDatabase store, CancellationToken cancellationToken)
    {
        var readiness = new Readiness(
            models.List().Any(model => model.Name == models.DefaultName) ? "ok" : "no model can be used: put a GGUF file into the folder that Models:Path names, or configure a provider",
            await store.IsReachableAsync(cancellationToken) ? "ok" : "the store cannot be reached; the service's log says why");
        return readiness.IsReady ? TypedResults.Ok(readiness) : TypedResults.Json(readiness, ApiJson.Wire.Readiness, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
