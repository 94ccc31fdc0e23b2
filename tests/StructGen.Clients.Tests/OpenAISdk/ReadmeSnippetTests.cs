using System.ClientModel;
using System.Runtime.CompilerServices;
using OpenAI.Chat;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.OpenAISdk;

/// <summary>The C# of README.md for OpenAI's client, run.</summary>
public sealed class ReadmeSnippetTests(RunningService service)
{
    [Fact]
    public async Task TheReadmesSnippetPrintsWhatTheReadmeSays()
    {
        var printed = new List<string?>();

        // README begins
        var chat = new ChatClient("structgen-extract-135m", new ApiKeyCredential("any"), new() { Endpoint = new(service.Address, "/v1") });
        ChatCompletion answer = await chat.CompleteChatAsync(
            [new UserChatMessage("Please call Jane Roe at Initech, 555-0134.")],
            new() { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("contact", BinaryData.FromString(File.ReadAllText(Find("schemas/contact.schema.json")))) });
        printed.Add(answer.Content[0].Text); // {"name": "Jane Roe", "company": "Initech", "phone": "555-0134"}
        // README ends
        Assert.Equal("""{"name": "Jane Roe", "company": "Initech", "phone": "555-0134"}""", printed[0]);
    }

    [Fact]
    public async Task TheReadmeShowsTheSameSnippet()
    {
        var snippet = (await File.ReadAllLinesAsync(ThisFile())).SkipWhile(line => !line.Contains("// README begins", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// README ends", StringComparison.Ordinal))
            .Select(line => line.Trim()
                .Replace("printed.Add(", "Console.WriteLine(", StringComparison.Ordinal)
                .Replace("new(service.Address, \"/v1\")", "new(\"http://localhost:8080/v1\")", StringComparison.Ordinal)
                .Replace("Find(\"schemas/contact.schema.json\")", "\"schemas/contact.schema.json\"", StringComparison.Ordinal));
        var readme = await File.ReadAllTextAsync(Find("README.md"));
        Assert.All(snippet, line => Assert.Contains(line, readme, StringComparison.Ordinal));
    }

    private static string Find(string path) => Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../..", path);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
