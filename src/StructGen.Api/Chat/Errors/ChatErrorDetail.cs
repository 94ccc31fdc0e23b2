using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Errors;

/// <summary>What is wrong; all four members are always there.</summary>
/// <param name="Message">Place, value and remedy.</param>
/// <param name="Type">Such as <c>invalid_request_error</c>.</param>
/// <param name="Param">The request's member, such as <c>messages[2].content</c>; null where none is.</param>
/// <param name="Code">Stable name such as <c>model_not_found</c>; null where there is none.</param>
public sealed record ChatErrorDetail(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("param")] string? Param,
    [property: JsonPropertyName("code")] string? Code);
