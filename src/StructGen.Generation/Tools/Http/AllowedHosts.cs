namespace StructGen.Generation.Tools.Http;

/// <summary>The list of hosts that tools may call: <c>api.example.com</c>, <c>api.example.com:8443</c>, <c>*.example.com</c>.</summary>
internal static class AllowedHosts
{
    /// <summary>Why an address may not be called; null where it may.</summary>
    public static string? Refusal(Uri address, HttpToolOptions options)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !(options.AllowHttp && address.Scheme == Uri.UriSchemeHttp))
            return $"The scheme {address.Scheme} is not allowed here (Tools:Http:AllowHttp).";
        return options.AllowedHosts.Any(entry => Matches(entry.Trim(), address)) ? null : $"The host '{address.Authority}' is not allowed here (Tools:Http:AllowedHosts).";
    }

    private static bool Matches(string entry, Uri address)
    {
        var host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost.TrimEnd('.');
        var colon = entry.LastIndexOf(':');
        var hasPort = colon > entry.LastIndexOf(']') && colon >= 0;
        if (hasPort ? entry[(colon + 1)..] != $"{address.Port}" : !address.IsDefaultPort) return false;
        var name = hasPort ? entry[..colon] : entry;
        return name.StartsWith("*.", StringComparison.Ordinal)
            ? address.HostNameType == UriHostNameType.Dns && name.Length > 2 && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
