using System.Text.Json;

namespace StructGen.Generation.Tools.Http;

/// <summary>The secrets of one call: put into its headers, and struck out of what comes back, for servers echo what they are sent.</summary>
internal sealed class ToolSecrets(IDictionary<string, string> configured)
{
    private const string Struck = "[secret]";
    private readonly List<string> _used = [];

    /// <exception cref="ToolFaultException">It is not configured, or no header can hold it.</exception>
    public string Find(string name)
    {
        if (!configured.TryGetValue(name, out var secret) || secret.Length == 0) throw new ToolFaultException($"The secret '{name}' is not configured (Tools:Secrets:{name}).");
        if (!HttpBindingRules.IsSendable(secret)) throw new ToolFaultException($"The secret '{name}' has characters that no header can hold.");
        _used.Add(secret);
        return secret;
    }

    /// <summary>A text without the secrets, whether they stand in it as they are, as JSON or percent-encoded.</summary>
    public string Strike(string text)
    {
        foreach (var secret in _used)
        {
            foreach (var form in new[] { secret, JsonEncodedText.Encode(secret).ToString(), Uri.EscapeDataString(secret) }.Distinct())
                text = text.Replace(form, Struck, StringComparison.Ordinal);
        }

        return text;
    }
}
