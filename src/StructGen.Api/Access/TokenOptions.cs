namespace StructGen.Api.Access;

/// <summary>Which JSON Web Tokens count, section <c>Auth:Jwt</c>. Scopes are read from <c>scope</c> or <c>scp</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>An OpenID Connect issuer, whose keys are fetched from its metadata. Either this or <see cref="SigningKey"/>.</summary>
    public string? Authority { get; set; }

    /// <summary>A shared secret for HMAC-SHA-2 signatures, at least 32 bytes in UTF-8; belongs into the environment.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The <c>iss</c> that counts. Default: what the authority's metadata says.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> that counts. Must be set.</summary>
    public string? Audience { get; set; }

    /// <summary>Most requests of one subject in a minute. Default: any number.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Most tokens of one subject in a day (UTC). Default: any number.</summary>
    public long? TokensPerDay { get; set; }

    /// <summary>Whether tokens are accepted.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Authority) || !string.IsNullOrEmpty(SigningKey);
}
