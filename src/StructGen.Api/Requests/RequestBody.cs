using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace StructGen.Api.Requests;

/// <summary>A request's body, read strictly: a handler that takes one gets a record without faults or is not called.</summary>
/// <param name="Value">The body.</param>
internal sealed record RequestBody<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<RequestBody<T>?> BindAsync(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<ApiLimits>>().Value;
        var json = RequestJson.Parse(await BodyReader.ReadAsync(context), limits.RequestDepth);
        return new(RequestJson.Read(json, (JsonTypeInfo<T>)ApiJson.Wire.GetTypeInfo(typeof(T))!));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json", "application/*+json"], typeof(T)));
}
