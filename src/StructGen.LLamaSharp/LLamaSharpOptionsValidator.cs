using Microsoft.Extensions.Options;

namespace StructGen.LLamaSharp;

/// <summary>Checks <see cref="LLamaSharpOptions"/> by their annotations when the host starts.</summary>
internal sealed class LLamaSharpOptionsValidator : IValidateOptions<LLamaSharpOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LLamaSharpOptions options)
        => options.Faults() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
