namespace StructGen.Api.Access;

/// <summary>Who may ask, section <c>Auth</c> of the configuration. Where it names neither keys nor a token issuer, everybody may.</summary>
public sealed class AuthOptions
{
    /// <summary>API keys by name. Needed at least to make the first key over HTTP.</summary>
    public Dictionary<string, ConfiguredKey> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Bearer tokens of an issuer.</summary>
    public TokenOptions Jwt { get; set; } = new();

    /// <summary>Whether requests are authenticated.</summary>
    internal bool IsOn => Keys.Count > 0 || Jwt.IsOn;
}
