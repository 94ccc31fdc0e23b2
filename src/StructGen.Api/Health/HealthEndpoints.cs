using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.Registries;

namespace StructGen.Api.Health;

/// <summary><c>GET /healthz</c> (the process lives) and <c>GET /readyz</c> (it can do its work).</summary>
internal static class HealthEndpoints
{
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/").WithTags("Health");
        group.MapGet("/healthz", () => TypedResults.Text("ok")).WithName("healthz").WithSummary("Whether the process lives");
        group.MapGet("/readyz", ReadyAsync)
            .WithName("readyz").WithSummary("Whether the default model is loaded and the store reached")
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        return group;
    }

    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> ReadyAsync(
        DefaultModel model, RegistryDatabase store, CancellationToken cancellationToken)
    {
        var readiness = new Readiness(
            model.State(),
            await store.IsReachableAsync(cancellationToken) ? "ok" : "the store cannot be reached; the service's log says why");
        return readiness.IsReady ? TypedResults.Ok(readiness) : TypedResults.Json(readiness, ApiJson.Wire.Readiness, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
