using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace StructGen.Api.Requests;

/// <summary>A request's body that is any JSON, such as a schema.</summary>
/// <param name="Json">The body.</param>
internal sealed record RequestDocument(JsonElement Json) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<RequestDocument?> BindAsync(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<ApiLimits>>().Value;
        return new(RequestJson.Parse(await BodyReader.ReadAsync(context), limits.RequestDepth));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json", "application/*+json"], typeof(JsonElement)));
}
