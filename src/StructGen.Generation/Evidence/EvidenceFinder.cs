using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Finds where in the source text each scalar of the data stands. Stateless, safe to share between threads.</summary>
public static class EvidenceFinder
{
    /// <summary>Looks every scalar up: exactly, then normalised (case, white space, quotes, dashes, Unicode forms, forms of numbers, dates and times).</summary>
    /// <param name="data">The data. Booleans, nulls and empty strings have no evidence.</param>
    /// <param name="text">The text it was extracted from.</param>
    /// <returns>JSON pointer → places in order, UTF-16 offsets, end exclusive. A scalar that is found nowhere has no entry.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> Find(JsonElement data, string text)
        => throw new NotImplementedException();
}
