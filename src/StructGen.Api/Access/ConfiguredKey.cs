namespace StructGen.Api.Access;

/// <summary>An API key that stands in the configuration, section <c>Auth:Keys:NAME</c>.</summary>
public sealed class ConfiguredKey
{
    /// <summary>The key in clear, from the environment; at least 32 characters without dots and blanks. Either this or <see cref="Hash"/>.</summary>
    public string? Key { get; set; }

    /// <summary>SHA-256 of the key in UTF-8, 64 hexadecimal digits.</summary>
    public string? Hash { get; set; }

    /// <summary>What it may do: scopes with blanks between.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>Most requests in a minute. Default: any number.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Most tokens of prompts and answers in a day (UTC). Default: any number.</summary>
    public long? TokensPerDay { get; set; }

    /// <summary>When it ends to count. Default: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
