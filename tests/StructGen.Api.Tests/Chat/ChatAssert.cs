using System.Text.Json;

namespace StructGen.Api.Tests.Chat;

/// <summary>Reads a response and fails unless it is the error that was expected, in the form that OpenAI's clients read.</summary>
internal static class ChatAssert
{
    public static async Task<string> ErrorAsync(HttpResponseMessage response, int status, string? param, string? code, string type = "invalid_request_error", bool retry = false)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"expected {status}, got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var document = JsonElement.Parse(body);
        Assert.Equal("error", Assert.Single(document.EnumerateObject()).Name);
        var error = document.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(retry ? [] : ["false"], response.Headers.TryGetValues("x-should-retry", out var values) ? values : []);
        Assert.NotEmpty(response.Headers.GetValues("x-request-id"));
        Assert.DoesNotContain("/work/", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        return error.GetProperty("message").GetString()!;
    }
}
