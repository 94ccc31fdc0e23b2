using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace StructGen.Api.Access.Tokens;

/// <summary>How JSON Web Tokens are checked (RFC 8725): one kind of signature, issuer, audience and time; then the scopes are read.</summary>
internal sealed class TokenValidation(IOptions<AuthOptions> options) : IConfigureNamedOptions<JwtBearerOptions>
{
    private const int LongestSubject = 200;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public void Configure(JwtBearerOptions bearer) => Configure(JwtBearerDefaults.AuthenticationScheme, bearer);

    public void Configure(string? name, JwtBearerOptions bearer)
    {
        var jwt = options.Value.Jwt;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.Authority = jwt.Authority;
        bearer.RequireHttpsMetadata = jwt.Authority is null || !new Uri(jwt.Authority).IsLoopback;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = jwt.Audience,
            ValidIssuer = jwt.Issuer,
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            NameClaimType = "sub",
        };
        if (jwt.SigningKey is { } secret)
        {
            bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
            bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];
        }

        bearer.Events = new JwtBearerEvents { OnTokenValidated = context => ReadCaller(context, jwt) };
    }

    private static Task ReadCaller(TokenValidatedContext context, TokenOptions jwt)
    {
        var claims = context.Principal!;
        var scopes = claims.Claims.Where(claim => claim.Type is "scope" or "scp").SelectMany(claim => Scope.Split(claim.Value)).Distinct().ToArray();
        var subject = claims.FindFirstValue("sub") ?? claims.FindFirstValue("client_id") ?? claims.FindFirstValue("azp");
        if (context.SecurityToken is not JsonWebToken token || token.TryGetHeaderValue<object>("crit", out _))
            context.Fail(new SecurityTokenException("The token asks for extensions that are not understood here (RFC 7515, 4.1.11)."));
        else if (string.IsNullOrWhiteSpace(subject) || subject.Length > LongestSubject || subject.Any(char.IsControl))
            context.Fail(new SecurityTokenException("The token names no subject that can be kept."));
        else
            context.Principal = CallerIdentity.Principal(new Caller($"jwt:{subject}", scopes, jwt.RequestsPerMinute, jwt.TokensPerDay), context.Scheme.Name);
        return Task.CompletedTask;
    }
}
