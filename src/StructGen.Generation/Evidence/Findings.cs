using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>Collects the places of the spellings that are looked for; all others are passed over.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, List<TextSpan>> _places = new(StringComparer.Ordinal);

    public bool IsEmpty => _places.Count == 0;

    public void Want(string spelling) => _places.TryAdd(spelling, []);

    public void Report(string spelling, TextSpan span)
    {
        if (_places.TryGetValue(spelling, out var places) && places.Count < Places.Max && (places.Count == 0 || places[^1].Start != span.Start))
            places.Add(span);
    }

    public IReadOnlyList<TextSpan> Of(string spelling) => _places.TryGetValue(spelling, out var places) ? places : [];
}
