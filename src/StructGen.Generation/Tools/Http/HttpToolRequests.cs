using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StructGen.Generation.Tools.Http;

/// <summary>A binding and arguments → the request.</summary>
internal static class HttpToolRequests
{
    /// <exception cref="ToolFaultException">The arguments cannot be sent this way.</exception>
    public static HttpRequestMessage Build(HttpBinding binding, JsonElement arguments, ToolSecrets secrets)
    {
        var method = HttpMethod.Parse(binding.Method ?? "GET");
        var used = HttpBindingRules.Used(binding).ToHashSet(StringComparer.Ordinal);
        var rest = arguments.EnumerateObject().Where(member => !used.Contains(member.Name)).ToList();
        var hasBody = method != HttpMethod.Get && method != HttpMethod.Delete;
        var parameters = (binding.Query ?? new Dictionary<string, string>()).SelectMany(parameter => Parameter(parameter.Key, parameter.Value, arguments));
        if (!hasBody || binding.Body is not null) parameters = parameters.Concat(rest.SelectMany(member => Values(member.Name, member.Value)));
        var request = new HttpRequestMessage(method, Address(binding.Url, arguments, string.Join('&', parameters)));
        if (binding.Body is { } body)
        {
            if (arguments.TryGetProperty(body, out var whole)) request.Content = Json(whole.GetRawText());
        }
        else if (hasBody)
        {
            request.Content = Json(new JsonObject(rest.Select(member => KeyValuePair.Create(member.Name, JsonSerializer.SerializeToNode(member.Value)))).ToJsonString());
        }

        request.Headers.Accept.ParseAdd("application/json, text/*;q=0.5");
        request.Headers.UserAgent.ParseAdd("StructGen");
        foreach (var (name, template) in binding.Headers ?? new Dictionary<string, string>())
        {
            if (ArgumentTemplate.OnlyName(template) is { } only && !Has(arguments, only)) continue;
            var value = ArgumentTemplate.Fill(template, arguments, text => HttpBindingRules.IsSendable(text) ? text : throw new ToolFaultException($"The header {name} can hold printable ASCII only."), secrets.Find);
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Uri Address(string template, JsonElement arguments, string parameters)
    {
        var filled = ArgumentTemplate.Fill(template, arguments, text => text.Length == 0 ? throw new ToolFaultException("An argument that is part of the address is empty.") : Uri.EscapeDataString(text));
        var query = filled.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? filled : filled[..query];
        if (PathSegments.LeadsElsewhere(path)) throw new ToolFaultException("An argument would make the address lead elsewhere.");
        return new Uri(parameters.Length == 0 ? filled : filled + (query < 0 ? "?" : "&") + parameters);
    }

    private static IEnumerable<string> Parameter(string name, string template, JsonElement arguments)
    {
        if (ArgumentTemplate.OnlyName(template) is not { } only) return [Pair(name, ArgumentTemplate.Fill(template, arguments, text => text))];
        return arguments.TryGetProperty(only, out var value) ? Values(name, value) : [];
    }

    private static IEnumerable<string> Values(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) return value.EnumerateArray().SelectMany(item => ArgumentTemplate.TextOf(item) is { } text ? [Pair(name, text)] : Array.Empty<string>());
        return ArgumentTemplate.TextOf(value) is { } single ? [Pair(name, single)] : [];
    }

    private static string Pair(string name, string value) => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";

    private static bool Has(JsonElement arguments, string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
