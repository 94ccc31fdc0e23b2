using Microsoft.Extensions.Options;
using StructGen.Api.Access.Keys;

namespace StructGen.Api.Access;

/// <summary>Refuses at start what would leave a door open or locked by mistake. No message holds a key.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    private const int FewestCharacters = 32;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var faults = options.Keys.SelectMany(key => Faults($"Auth:Keys:{key.Key}", key.Value)).Concat(Faults(options.Jwt)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string place, ConfiguredKey key)
    {
        if (key.Key is null == key.Hash is null)
            yield return $"{place} needs either Key or Hash.";
        if (key.Key is { } clear && (clear.Length < FewestCharacters || clear.Any(letter => letter is '.' or <= ' ' or > '~')))
            yield return $"{place}:Key must have at least {FewestCharacters} ASCII characters without dots and blanks; make one of 32 random bytes.";
        if (key.Hash is { } hash && !ApiKey.IsHash(hash))
            yield return $"{place}:Hash must be the SHA-256 of the key, 64 hexadecimal digits.";
        var scopes = Scope.Split(key.Scopes);
        if (scopes.Count == 0 || scopes.Except(Scope.All).Any())
            yield return $"{place}:Scopes must name some of: {string.Join(' ', Scope.All)}.";
        if (key.RequestsPerMinute is < 1)
            yield return $"{place}:RequestsPerMinute must be 1 or more.";
        if (key.TokensPerDay is < 1)
            yield return $"{place}:TokensPerDay must be 1 or more.";
    }

    private static IEnumerable<string> Faults(TokenOptions jwt)
    {
        if (!jwt.IsOn)
        {
            if (jwt.Issuer is not null || jwt.Audience is not null)
                yield return "Auth:Jwt needs Authority or SigningKey.";
            yield break;
        }

        if (jwt.Authority is not null && jwt.SigningKey is not null)
            yield return "Auth:Jwt takes either Authority or SigningKey, not both.";
        if (string.IsNullOrEmpty(jwt.Audience))
            yield return "Auth:Jwt:Audience must be set: a token made for another service must not count here.";
        if (jwt.SigningKey is { } key && System.Text.Encoding.UTF8.GetByteCount(key) < FewestCharacters)
            yield return $"Auth:Jwt:SigningKey must have at least {FewestCharacters} bytes.";
        if (jwt.SigningKey is not null && string.IsNullOrEmpty(jwt.Issuer))
            yield return "Auth:Jwt:Issuer must be set beside SigningKey.";
        if (jwt.Authority is { } authority && !(Uri.TryCreate(authority, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))))
            yield return "Auth:Jwt:Authority must be an https address.";
        if (jwt.RequestsPerMinute is < 1)
            yield return "Auth:Jwt:RequestsPerMinute must be 1 or more.";
        if (jwt.TokensPerDay is < 1)
            yield return "Auth:Jwt:TokensPerDay must be 1 or more.";
    }
}
