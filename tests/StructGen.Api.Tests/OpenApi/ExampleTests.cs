using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.OpenApi;

/// <summary>Sends the document's example of every operation, as the reference page does, to a service with the bundled model.</summary>
public sealed class ExampleTests
{
    private static readonly string[] Order = ["put", "post", "get", "delete"];
    private static readonly string Key = "sg_" + Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task EveryExampleSucceedsAsSentAndItsAnswerIsWhatTheDocumentSays()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            null, $"Auth:Keys:all:Key={Key}", "Auth:Keys:all:Scopes=extract tools chat registry:read registry:write admin", "Models:Default=structgen-extract-135m");
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var contract = await ApiContract.ReadAsync(service.Client);
        while (!(await service.Client.GetAsync("/readyz")).IsSuccessStatusCode)
            await Task.Delay(200, TestContext.Current.CancellationToken);
        var links = new Dictionary<string, Dictionary<string, string>>();
        var sent = new List<string>();
        foreach (var operation in contract.Operations.OrderBy(operation => Array.IndexOf(Order, operation.Method)))
        {
            using var request = Request(operation, links.GetValueOrDefault(operation.Id));
            using var response = await service.Client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{operation}: {(int)response.StatusCode} {body}");
            Check(operation, response, body);
            Follow(operation, (int)response.StatusCode, body, links);
            sent.Add(operation.Id);
        }

        Assert.Equal(28, sent.Count);
    }

    private static HttpRequestMessage Request(ApiOperation operation, Dictionary<string, string>? linked)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var isRequired = parameter.TryGetProperty("required", out var required) && required.GetBoolean();
            if (!isRequired && !parameter.TryGetProperty("example", out _)) continue;
            var value = linked?.GetValueOrDefault(name) ?? Text(parameter, operation);
            if (parameter.GetProperty("in").GetString() == "path") path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            else query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        var request = new HttpRequestMessage(new HttpMethod(operation.Method.ToUpperInvariant()), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}");
        if (operation.Body is not { } body) return request;
        var example = body.GetProperty("example");
        Assert.Empty(operation.Contract.Faults(body.GetProperty("schema"), example));
        request.Content = ServiceUnderTest.Json(example.GetRawText());
        return request;
    }

    private static string Text(JsonElement parameter, ApiOperation operation)
    {
        Assert.True(parameter.TryGetProperty("example", out var example), $"{operation}: {parameter.GetProperty("name")} has no example");
        return example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
    }

    private static void Check(ApiOperation operation, HttpResponseMessage response, string body)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        Assert.True(operation.HasStatus(status), $"{operation} does not mention {status}");
        var described = operation.Responses.GetProperty(status);
        foreach (var header in new[] { "x-request-id", "ETag", "Location" })
        {
            if (header is "x-request-id" || operation.HasHeader(status, header))
                Assert.True(response.Headers.Contains(header), $"{operation} has no {header}");
        }

        if (!described.TryGetProperty("content", out var content)) return;
        var type = content.GetProperty(response.Content.Headers.ContentType!.MediaType!);
        if (response.Content.Headers.ContentType.MediaType == "application/json")
            Assert.Empty(operation.Contract.Faults(type.GetProperty("schema"), JsonElement.Parse(body)));
    }

    /// <summary>Takes the values that an answer has for other operations.</summary>
    private static void Follow(ApiOperation operation, int status, string body, Dictionary<string, Dictionary<string, string>> links)
    {
        if (!operation.Responses.GetProperty($"{status}").TryGetProperty("links", out var found)) return;
        foreach (var link in found.EnumerateObject())
        {
            links[link.Value.GetProperty("operationId").GetString()!] = link.Value.GetProperty("parameters").EnumerateObject().ToDictionary(
                parameter => parameter.Name,
                parameter => parameter.Value.GetString()!.Replace("$response.body#/", "", StringComparison.Ordinal).Split('/')
                    .Aggregate(JsonElement.Parse(body), (at, name) => at.GetProperty(name)).GetString()!);
        }
    }
}
