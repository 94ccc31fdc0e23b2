using System.Security.Claims;

namespace StructGen.Api.Access;

/// <summary>A caller as ASP.NET Core's authentication has it.</summary>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity([new Claim("sub", caller.Id)], scheme, "sub", "role")
{
    public Caller Caller => caller;

    /// <summary>The identity alone, as a principal.</summary>
    public static ClaimsPrincipal Principal(Caller caller, string scheme) => new(new CallerIdentity(caller, scheme));
}
