using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Absence;

/// <summary>What one subschema of an object's members says about absence. Immutable.</summary>
/// <param name="Pointer">The subschema's place in the caller's schema.</param>
/// <param name="Policy">What is to be done.</param>
/// <param name="IsOwn">Whether the subschema says so itself (<c>x-absent</c>); else the request does.</param>
/// <param name="AdmitsNull">Whether null is a value of the subschema.</param>
/// <param name="Default">Its default, a valid one; null where there is none.</param>
internal sealed record MemberRule(string Pointer, AbsencePolicy Policy, bool IsOwn, bool AdmitsNull, JsonElement? Default)
{
    /// <summary>What becomes of an absent member. Where a policy lacks what it needs, an optional member is left out.</summary>
    public AbsentMember Resolve(bool required) => Policy switch
    {
        AbsencePolicy.Default when Default is not null => AbsentMember.Default,
        AbsencePolicy.Error when required || IsOwn => AbsentMember.Error,
        AbsencePolicy.Null when AdmitsNull => AbsentMember.Null,
        _ when !required => AbsentMember.LeftOut,
        AbsencePolicy.Error => AbsentMember.Error,
        _ => AdmitsNull ? AbsentMember.Null : AbsentMember.Error,
    };
}
