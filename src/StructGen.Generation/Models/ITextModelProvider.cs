namespace StructGen.Generation.Models;

/// <summary>Where remote text models come from. Safe to share between threads.</summary>
public interface ITextModelProvider
{
    /// <summary>The models that can be used, each by its full name; no network is asked.</summary>
    IReadOnlyList<TextModel> List();
}
