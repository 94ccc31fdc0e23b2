using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Finds where in the source text each scalar of the data stands. Stateless, safe to share between threads.</summary>
public static class EvidenceFinder
{
    /// <summary>Looks every scalar up: exactly, then normalised (case, white space, quotes, dashes, Unicode forms, forms of numbers, dates and times).</summary>
    /// <remarks>
    /// Short values must stand as words of their own. At most 1,000 places are listed for a value. Time is linear in the text and in the
    /// number of different values; beyond about 400 values of a 10 MB text the rest goes without evidence.
    /// </remarks>
    /// <param name="data">The data. Booleans, nulls and empty strings have no evidence.</param>
    /// <param name="text">The text it was extracted from.</param>
    /// <returns>JSON pointer → places in order, UTF-16 offsets, end exclusive. A scalar that is found nowhere has no entry.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> Find(JsonElement data, string text)
    {
        var scalars = DataScalars.Collect(data);
        var search = new EvidenceSearch(text, scalars.Select(scalar => scalar.Value).Distinct());
        var evidence = new OrderedDictionary<string, IReadOnlyList<TextSpan>>(StringComparer.Ordinal);
        foreach (var (pointer, value) in scalars)
        {
            if (search.Of(value) is { Count: > 0 } places)
                evidence[pointer] = places;
        }

        return evidence;
    }
}
