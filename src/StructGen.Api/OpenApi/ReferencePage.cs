using Scalar.AspNetCore;

namespace StructGen.Api.OpenApi;

/// <summary><c>GET /scalar</c>, the reference page, and the way there from <c>/</c>.</summary>
internal static class ReferencePage
{
    public static RouteGroupBuilder MapReferencePage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/");
        // Scalar's own services (hosting, SDKs, an assistant, a registry) would get a private service's document.
        group.MapScalarApiReference(page => page.WithTitle("StructGen")
            .HideDeveloperTools().DisableAgent().DisableMcp().DisableTelemetry().HideClientButton().DisableDefaultFonts());
        // Relative, so that it also leads there behind a proxy that puts the service under a path.
        group.MapGet("/", () => TypedResults.Redirect("scalar")).ExcludeFromDescription();
        return group;
    }
}
