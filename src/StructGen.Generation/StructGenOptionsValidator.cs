using Microsoft.Extensions.Options;

namespace StructGen.Generation;

/// <summary>Checks the annotations of <see cref="StructGenOptions"/>; generated, no reflection.</summary>
[OptionsValidator]
internal sealed partial class StructGenOptionsValidator : IValidateOptions<StructGenOptions>;
