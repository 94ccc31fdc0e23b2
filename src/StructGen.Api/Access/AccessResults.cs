using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using StructGen.Api.Problems;

namespace StructGen.Api.Access;

/// <summary>Answers those who are not let in: 401 to the unknown, 403 to those who lack a scope, with the challenge of RFC 6750.</summary>
internal sealed class AccessResults(IOptions<AuthOptions> options) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Succeeded)
            await next(context);
        else
            await RefuseAsync(context, policy.Requirements.OfType<ScopeRequirement>().FirstOrDefault()?.Scope);
    }

    private async Task RefuseAsync(HttpContext context, string? scope)
    {
        if (!options.Value.IsOn)
        {
            await AnswerAsync(context, null, ProblemKind.Forbidden, $"This address needs the scope '{scope}', and the service runs without authentication: set Auth:Keys or Auth:Jwt.");
        }
        else if (Caller.Of(context) is not null)
        {
            await AnswerAsync(
                context,
                $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"",
                ProblemKind.Forbidden,
                $"{context.Request.Method} {context.Request.Path} needs the scope '{scope}', which this key or token does not have.");
        }
        else
        {
            var failure = (await context.AuthenticateAsync()).Failure; // What the middleware before found, not another try.
            await AnswerAsync(context, failure is null ? "Bearer" : "Bearer error=\"invalid_token\"", ProblemKind.Unauthenticated, Explain(failure));
        }
    }

    private static Task AnswerAsync(HttpContext context, string? challenge, ProblemKind kind, string detail)
    {
        if (challenge is not null)
            context.Response.Headers.WWWAuthenticate = challenge;
        return ProblemHandler.WriteAsync(context, new Problem(kind, detail), context.RequestAborted);
    }

    /// <summary>Says no more than whoever holds the key or token knows already.</summary>
    private static string Explain(Exception? failure) => failure switch
    {
        null => "Send an API key as 'Authorization: Bearer sg_…' or 'X-Api-Key: sg_…', or a token as 'Authorization: Bearer …'.",
        SecurityTokenExpiredException => "The token has expired; get a new one.",
        SecurityTokenException or SecurityTokenArgumentException => "The token does not count here: signature, issuer, audience and time must be right.",
        _ => "The API key is not known here, or it has expired; send another one.",
    };
}
