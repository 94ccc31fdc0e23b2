namespace StructGen.Generation.Requests;

/// <summary>What becomes of a property whose value the text does not hold. Schemas name it per property as <c>x-absent</c>.</summary>
public enum AbsencePolicy
{
    /// <summary>The data has null there, where the property's schema admits it; an optional property is left out otherwise.</summary>
    Null,

    /// <summary>The property is left out; a required one is an <see cref="GenerationOutcome.AbsentValue"/> unless it admits null.</summary>
    Omit,

    /// <summary>The <c>default</c> of the property's schema is taken.</summary>
    Default,

    /// <summary>There is no data: <see cref="GenerationOutcome.AbsentValue"/>.</summary>
    Error,
}
