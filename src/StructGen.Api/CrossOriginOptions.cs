namespace StructGen.Api;

/// <summary>Which pages may ask from a browser, section <c>Cors</c> of the configuration. Cookies are never part of it.</summary>
public sealed class CrossOriginOptions
{
    /// <summary>Origins such as <c>https://app.example.org</c>, or <c>*</c>. Default: none.</summary>
    public IList<string> Origins { get; } = [];
}
