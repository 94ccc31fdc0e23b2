using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Planning;

/// <summary>What constraints are compiled for when a model writes under them: objects closed and numbers plain, unless the request wants them open.</summary>
internal static class MaskOptions
{
    public static ConstraintOptions Of(SamplingOptions sampling, bool isLenient = false)
        => ConstraintOptions.Default with { Lenient = isLenient, CloseObjects = !sampling.OpenObjects, PlainNumbers = !sampling.OpenNumbers };
}
