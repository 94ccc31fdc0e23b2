using NJsonSchema.CodeGeneration.CSharp;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.Generated;

/// <summary>Clients that NSwag generates from the served document, with both of its serializers, against the running service.</summary>
public sealed class GeneratedClientTests(GeneratedClients clients, RunningService service) : IClassFixture<GeneratedClients>
{
    private static readonly string[] Checks = ["Extract", "Problem", "ToolCalls", "Chat", "Registry", "Prompts", "Models"];

    public static TheoryData<CSharpJsonLibrary, string> All
        => [.. new[] { CSharpJsonLibrary.SystemTextJson, CSharpJsonLibrary.NewtonsoftJson }.SelectMany(serializer => Checks.Select(check => (serializer, check)))];

    [Theory]
    [MemberData(nameof(All))]
    public Task Check_Holds(CSharpJsonLibrary serializer, string check) => clients.Of(serializer).RunAsync(check, service.Http);

    [Fact]
    public void AnyJson_IsNoClass() => Assert.DoesNotContain(clients.Of(CSharpJsonLibrary.SystemTextJson).Classes, name => name.StartsWith("JsonElement", StringComparison.Ordinal));
}
