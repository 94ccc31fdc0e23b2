using System.Text.Json;

namespace StructGen.Generation.Tools.Http;

/// <summary>What a binding must satisfy to be registered.</summary>
internal static class HttpBindingRules
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Headers that the connection decides on, not a tool.</summary>
    private static readonly string[] Reserved = ["Host", "Connection", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Expect", "Proxy-Authorization", "Proxy-Connection", "Accept-Encoding"];

    private static readonly string[] Sensitive = ["authorization", "cookie", "token", "secret", "password", "apikey", "api-key", "access-key", "subscription-key"];

    /// <summary>The first fault, with its pointer into the binding; null where there is none.</summary>
    public static (string Pointer, string Message)? Fault(HttpBinding binding, JsonElement? parameters)
    {
        if (binding.Method is { } method && !Methods.Contains(method)) return ("/method", $"The method '{method}' is not possible: write {string.Join(", ", Methods)}.");
        if (FaultOfUrl(binding.Url) is { } fault) return ("/url", fault);
        foreach (var (name, value) in binding.Headers ?? new Dictionary<string, string>())
        {
            if (FaultOfHeader(name, value) is { } wrong) return ($"/headers/{Escape(name)}", wrong);
        }

        foreach (var (name, value) in binding.Query ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || ArgumentTemplate.IsBroken(value)) return ($"/query/{Escape(name)}", $"'{value}' has braces that name no argument: write {{name}}.");
            if (ArgumentTemplate.SecretsIn(value).Any()) return ($"/query/{Escape(name)}", "A secret can only stand in a header: addresses are logged on their way.");
        }

        if (binding.TimeoutSeconds is <= 0 or > 3600 or double.NaN) return ("/timeoutSeconds", $"{binding.TimeoutSeconds} is not above 0 and at most 3600.");
        if (binding.MaxResponseBytes is <= 0) return ("/maxResponseBytes", $"{binding.MaxResponseBytes} is not above 0.");
        return Used(binding).FirstOrDefault(name => !Declares(parameters, name)) is { } unknown
            ? ("", $"The binding uses the argument '{unknown}', which the parameters do not declare.")
            : null;
    }

    /// <summary>The arguments that stand somewhere in the binding.</summary>
    public static IEnumerable<string> Used(HttpBinding binding)
        => new[] { binding.Url }.Concat(binding.Headers?.Values ?? []).Concat(binding.Query?.Values ?? []).SelectMany(ArgumentTemplate.NamesIn).Concat(binding.Body is null ? [] : [binding.Body]);

    private static string? FaultOfUrl(string url)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? url[..(url.IndexOfAny(['/', '?', '#'], scheme + 3) is >= 0 and var end ? end : url.Length)] : "";
        if (!Uri.TryCreate(url.Replace('{', '_').Replace('}', '_'), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || authority.Length == 0)
            return $"'{url}' is no absolute http or https address.";
        if (authority.AsSpan().IndexOfAny('{', '}', '\\') >= 0) return "Scheme, host and port are fixed: {name} can only stand in path and query.";
        if (address.UserInfo.Length > 0) return "Leave user and password out of the address: use a header with {secret:NAME}.";
        if (address.Fragment.Length > 0 || url.Contains('#', StringComparison.Ordinal)) return "Leave the fragment out of the address: servers never see it.";
        if (PathSegments.LeadsElsewhere(url[authority.Length..].Split('?')[0])) return "Write the path without segments that are '.' or '..', encoded or not.";
        if (ArgumentTemplate.IsBroken(url)) return $"'{url}' has braces that name no argument: write {{name}}.";
        return ArgumentTemplate.SecretsIn(url).Any() ? "A secret can only stand in a header: addresses are logged on their way." : null;
    }

    private static string? FaultOfHeader(string name, string value)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) return $"'{name}' is no name of a header: write letters, digits and '-'.";
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) return $"The header {name} is not a tool's to set.";
        if (ArgumentTemplate.IsBroken(value)) return "The value has braces that name no argument: write {name} or {secret:NAME}.";
        if (!IsSendable(value)) return "The value has characters that no header can hold: write printable ASCII.";
        return Sensitive.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) && !ArgumentTemplate.SecretsIn(value).Any()
            ? $"The header {name} tells who is calling, so its value is not kept here: set Tools:Secrets:NAME in the configuration and write {{secret:NAME}}."
            : null;
    }

    /// <summary>Whether a header can hold a value: printable ASCII, no line breaks.</summary>
    public static bool IsSendable(string value) => value.All(c => c is >= ' ' and <= '~');

    private static bool Declares(JsonElement? parameters, string name)
        => parameters is { } schema && schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out _);

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
