using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Absence;

/// <summary>How a model may say that the text does not hold a value, and what becomes of it. Immutable, safe to share between threads.</summary>
/// <param name="Marked">The schema that the model answers to.</param>
/// <param name="Projection">Turns its answers into data of the caller's schema.</param>
internal sealed record AbsencePlan(AnswerSchema Marked, AnswerProjection Projection)
{
    /// <summary>The plan; null where neither the request nor the schema speak of absence.</summary>
    /// <exception cref="InexpressibleException">A policy lacks what it needs.</exception>
    /// <exception cref="ConstraintException">The marked schema passes a limit.</exception>
    public static AbsencePlan? Create(AnswerSchema schema, AbsencePolicy? requested)
    {
        if (requested is null && !schema.SpeaksOfAbsence) return null;
        var map = new SchemaMap(schema.Json);
        var rules = MemberRules.Read(map, requested);
        if (rules.Count == 0) return null;
        var marked = new MarkedSchemaWriter(map, rules.Values.Where(rule => !rule.AdmitsNull).Select(rule => rule.Pointer), rules.Keys).Write();
        return new AbsencePlan(AnswerSchema.Create(schema.Source.WithSchema(marked), marked, ContentHash.Of(marked)), new AnswerProjection(map, rules));
    }
}
