using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.Generated;

/// <summary>A C# client that NSwag generates from the served document, compiled with a program that uses it (<c>Generated/Usage.cs.txt</c>).</summary>
internal sealed class GeneratedClient
{
    private readonly Assembly _assembly;

    private GeneratedClient(Assembly assembly) => _assembly = assembly;

    /// <summary>Generates and compiles the client.</summary>
    public static async Task<GeneratedClient> CreateAsync(RunningService service, CSharpJsonLibrary serializer)
    {
        var document = await OpenApiDocument.FromJsonAsync(await service.Http.GetStringAsync("/openapi/v1.json"));
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "StructGenClient",
            UseBaseUrl = false,
            GenerateOptionalParameters = true,
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
        };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = serializer;
        var code = new CSharpClientGenerator(document, settings).GenerateFile();
        return new(Compile(code, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Generated", "Usage.cs.txt"))));
    }

    /// <summary>The classes that were generated.</summary>
    public IEnumerable<string> Classes => _assembly.GetTypes().Where(type => type.Namespace == "Generated").Select(type => type.Name);

    /// <summary>Runs one of the program's checks; it throws where something is not as it should be.</summary>
    public async Task RunAsync(string check, HttpClient http)
        => await (Task)_assembly.GetType("Usage")!.GetMethod(check)!.Invoke(null, [http])!;

    private static Assembly Compile(params IEnumerable<string> sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("StructGen.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            $"generated-{Guid.NewGuid():N}",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(20)));
        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true).LoadFromStream(image);
    }
}
