using Microsoft.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compiling;
using StructGen.Generation.Requests;

namespace StructGen.Api.Tools.Imports;

/// <summary>The story of an import: document → operations → tools → registry. What cannot become a tool is told and the rest goes on.</summary>
internal static class ToolImport
{
    public static async Task<ToolImportAnswer> RunAsync(ToolImportBody body, ToolCatalog catalog, CompileQueue queue, CancellationToken cancellationToken)
    {
        var document = await queue.RunAsync(_ => ApiDescription.Read(body.Document), cancellationToken);
        var created = new List<string>();
        var skipped = new List<SkippedOperation>();
        foreach (var operation in Chosen(document, body.Operations))
        {
            try
            {
                var name = operation.NameWith(body.Prefix);
                if (created.Contains(name)) throw new OperationException($"Another operation has become the tool '{name}' already.");
                var tool = await queue.RunAsync(
                    token => new OperationTool(document, token).Create(operation, name, ServerOf(document, operation, body.ServerUrl), body.Headers), cancellationToken);
                await catalog.PutAsync(tool, cancellationToken: cancellationToken);
                created.Add(name);
            }
            catch (Exception fault) when (fault is OperationException or MalformedRequestException or ConstraintException)
            {
                skipped.Add(new SkippedOperation(ReportBounds.Cut(operation.Label, ReportBounds.MostPointer), ReportBounds.Cut(fault.Message, ReportBounds.MostMessage)));
            }
        }

        return new ToolImportAnswer(created, skipped);
    }

    /// <exception cref="ProblemException">One that is asked for is not there.</exception>
    private static List<DescribedOperation> Chosen(OpenApiDocument document, IReadOnlyList<string>? wanted)
    {
        var all = DescribedOperation.All(document).ToList();
        if (wanted is null) return all;
        var missing = wanted.Select((name, index) => (name, index)).Where(entry => !all.Any(operation => operation.Is(entry.name)))
            .Select(entry => new ProblemError($"/operations/{entry.index}", null, $"/operations/{entry.index}: the document has no operation '{entry.name}'.")).ToList();
        return missing.Count == 0 ? [.. all.Where(operation => wanted.Any(operation.Is))] : throw RequestJson.Malformed(missing);
    }

    /// <summary>The client's address, else the nearest one that the document gives, with the defaults of its variables.</summary>
    private static string ServerOf(OpenApiDocument document, DescribedOperation operation, string? given)
    {
        if (given is not null) return given;
        var server = operation.Operation.Servers?.FirstOrDefault() ?? operation.Item.Servers?.FirstOrDefault() ?? document.Servers?.FirstOrDefault();
        var url = server?.Url ?? "";
        foreach (var (name, variable) in server?.Variables ?? new Dictionary<string, OpenApiServerVariable>())
            url = url.Replace($"{{{name}}}", variable.Default, StringComparison.Ordinal);
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? url
            : throw new OperationException("The document does not say where the API is: send serverUrl.");
    }
}
