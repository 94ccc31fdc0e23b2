using System.Diagnostics.CodeAnalysis;

namespace StructGen.Api.OpenApi;

/// <summary>A value that a request may be sent with as it stands.</summary>
/// <param name="Parameter">The path or query parameter; null is the body.</param>
/// <param name="Json">The value as JSON.</param>
internal sealed record ExampleMetadata(string? Parameter, string Json);

/// <summary>Gives endpoints the examples of the document. Each succeeds as sent; a test sends them all.</summary>
internal static class ExampleExtensions
{
    /// <summary>An example of the body.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, [StringSyntax(StringSyntaxAttribute.Json)] string body)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ExampleMetadata(null, body));

    /// <summary>An example of a parameter.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, string parameter, [StringSyntax(StringSyntaxAttribute.Json)] string value)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ExampleMetadata(parameter, value));
}
