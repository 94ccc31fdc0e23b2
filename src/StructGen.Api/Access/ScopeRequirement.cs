using Microsoft.AspNetCore.Authorization;

namespace StructGen.Api.Access;

/// <summary>What an endpoint asks of its caller.</summary>
/// <param name="Scope">The scope needed; null: any caller that is known.</param>
/// <param name="EvenWhenOff">Whether the endpoint stays closed where authentication is off.</param>
/// <param name="OrLoopback">Whether a process on the same machine may come without.</param>
internal sealed record ScopeRequirement(string? Scope, bool EvenWhenOff = false, bool OrLoopback = false) : IAuthorizationRequirement;
