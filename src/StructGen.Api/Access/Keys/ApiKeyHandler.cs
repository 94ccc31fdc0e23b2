using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace StructGen.Api.Access.Keys;

/// <summary>Authenticates by an API key in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>; first those of the configuration, then those of the store.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IOptions<AuthOptions> auth, ConfiguredKeys configured, StoredKeys stored)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";
    private const string KeyHeader = "X-Api-Key";

    /// <summary>Nothing longer is a key or a token; it is not hashed.</summary>
    private const int MostCharacters = 16 * 1024;

    /// <summary>The key or token that a request brings; null where it brings none.</summary>
    public static string? Read(HttpRequest request)
    {
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        var sent = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..] : request.Headers[KeyHeader].ToString();
        sent = sent.Trim();
        return sent.Length == 0 ? null : sent;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!auth.Value.IsOn || Read(Request) is not { } key)
            return AuthenticateResult.NoResult();
        if (key.Length > MostCharacters)
            return AuthenticateResult.Fail("The key is too long.");
        var hash = ApiKey.HashOf(key);
        var caller = configured.Find(hash) ?? await stored.FindAsync(ApiKey.PrefixOf(key), hash, Context.RequestAborted);
        return caller is null
            ? AuthenticateResult.Fail("The key is not known.")
            : AuthenticateResult.Success(new AuthenticationTicket(CallerIdentity.Principal(caller, Scheme), Scheme));
    }
}
