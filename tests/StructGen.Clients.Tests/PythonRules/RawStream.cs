using System.Text;
using System.Text.Json.Nodes;

namespace StructGen.Clients.Tests.PythonRules;

/// <summary>A streamed answer as it came over the wire.</summary>
/// <param name="Lines">Every line.</param>
/// <param name="IsWhole">Whether the response came to its own end; false when the connection was dropped.</param>
internal sealed record RawStream(IReadOnlyList<string> Lines, bool IsWhole)
{
    private const string Data = "data: ";

    /// <summary>The events' data.</summary>
    public IReadOnlyList<string> Events => [.. Lines.Where(line => line.StartsWith(Data, StringComparison.Ordinal)).Select(line => line[Data.Length..])];

    /// <summary>The events but the last, <c>[DONE]</c>.</summary>
    public IReadOnlyList<JsonObject> Chunks => [.. Events.Where(text => text != "[DONE]").Select(text => JsonNode.Parse(text)!.AsObject())];

    public static async Task<RawStream> ReadAsync(HttpClient http, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, await (response.IsSuccessStatusCode ? Task.FromResult("") : response.Content.ReadAsStringAsync()));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var lines = new List<string>();
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(), new UTF8Encoding(false, throwOnInvalidBytes: true));
            while (await reader.ReadLineAsync() is { } line) lines.Add(line);
        }
        catch (IOException)
        {
            return new RawStream(lines, IsWhole: false);
        }

        return new RawStream(lines, IsWhole: true);
    }
}
