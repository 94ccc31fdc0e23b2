using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Tests.Hosting;
using StructGen.Generation.Models;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Api.Tests.Chat;

/// <summary>The service with scripted models, for what a real model does not do at will.</summary>
internal static class ChatService
{
    public const string Address = "/v1/chat/completions";

    /// <summary>With a local model that writes this text as far as it may.</summary>
    public static Task<ServiceUnderTest> WritingAsync(string text, params string[] settings) => WithAsync(FakeTokenModel.Writing(text), settings);

    /// <summary>With a local model.</summary>
    public static Task<ServiceUnderTest> WithAsync(FakeTokenModel model, params string[] settings)
        => ServiceUnderTest.StartWithAsync(services => services.AddSingleton<ITokenModelProvider>(new FixedTokenModels(model)), null, settings);

    /// <summary>With a remote model named <c>remote/model</c>.</summary>
    public static Task<ServiceUnderTest> WithAsync(ScriptedChatClient client, TextModelCapabilities capabilities)
        => ServiceUnderTest.StartWithAsync(services => services.AddSingleton<ITextModelProvider>(new FixedTextModels(new TextModel("remote/model", client, capabilities))));

    /// <summary>A request with one message of the user.</summary>
    public static string Ask(string members, string model = "fake") => $$"""{"model": "{{model}}", "messages": [{"role": "user", "content": "Hello"}], {{members}}}""";

    /// <summary>The first choice of an answer.</summary>
    public static async Task<JsonElement> ChoiceAsync(ServiceUnderTest service, string body)
        => (await ProblemAssert.OkAsync(await service.PostAsync(Address, body))).GetProperty("choices")[0];

    /// <summary>The events of a stream; the last one is <c>[DONE]</c>.</summary>
    public static async Task<IReadOnlyList<string>> EventsAsync(ServiceUnderTest service, string body)
    {
        var lines = (await (await service.PostAsync(Address, body)).EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('\n');
        return [.. lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];
    }

    /// <summary>The deltas of a stream, in order.</summary>
    public static IReadOnlyList<JsonElement> Deltas(IReadOnlyList<string> events)
        => [.. events.SkipLast(1).Select(text => JsonElement.Parse(text)).Where(chunk => chunk.GetProperty("choices").GetArrayLength() > 0).Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta"))];

    /// <summary>What the deltas' members of this name join to.</summary>
    public static string Join(IEnumerable<JsonElement> deltas, string member)
        => string.Concat(deltas.Where(delta => delta.TryGetProperty(member, out _)).Select(delta => delta.GetProperty(member).GetString()));
}
