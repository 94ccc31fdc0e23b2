using Microsoft.OpenApi;

namespace StructGen.Api.Tools.Imports;

/// <summary>An operation with its place in the document.</summary>
/// <param name="Method">GET and so on.</param>
/// <param name="Path">The path with its templates.</param>
/// <param name="Item">What all operations of the path share.</param>
/// <param name="Operation">The operation.</param>
internal sealed record DescribedOperation(string Method, string Path, IOpenApiPathItem Item, OpenApiOperation Operation)
{
    /// <summary>Its <c>operationId</c>, else method and path.</summary>
    public string Label => string.IsNullOrWhiteSpace(Operation.OperationId) ? $"{Method} {Path}" : Operation.OperationId;

    public static IEnumerable<DescribedOperation> All(OpenApiDocument document)
        => from path in document.Paths ?? []
           from operation in path.Value.Operations ?? []
           select new DescribedOperation(operation.Key.Method.ToUpperInvariant(), path.Key, path.Value, operation.Value);

    /// <summary>Whether a client names this operation.</summary>
    public bool Is(string wanted) => wanted == Operation.OperationId || wanted.Equals($"{Method} {Path}", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path's parameters and the operation's, which replace those of the same name and place.</summary>
    public IEnumerable<IOpenApiParameter> Parameters()
        => (Item.Parameters ?? []).Concat(Operation.Parameters ?? []).GroupBy(parameter => (parameter.Name, parameter.In)).Select(group => group.Last());

    /// <summary>A name for the tool: letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    public string NameWith(string? prefix)
    {
        var name = (prefix ?? "") + (string.IsNullOrWhiteSpace(Operation.OperationId) ? $"{Method.ToLowerInvariant()}{Path}" : Operation.OperationId);
        name = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_'));
        while (name.Contains("__", StringComparison.Ordinal)) name = name.Replace("__", "_", StringComparison.Ordinal);
        name = name.Trim('_');
        return name.Length <= 64 ? name : name[..64];
    }
}
