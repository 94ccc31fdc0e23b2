namespace StructGen.Api.OpenApi;

/// <summary>Says that a created thing is named in the answer by what another operation takes.</summary>
/// <param name="Operation">Identifier of the other operation.</param>
/// <param name="Parameter">Its parameter.</param>
/// <param name="Expression">Where the value is (OpenAPI's runtime expression).</param>
internal sealed record LinkMetadata(string Operation, string Parameter, string Expression);
