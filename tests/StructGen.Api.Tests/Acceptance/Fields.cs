using System.Text.Json;

namespace StructGen.Api.Tests.Acceptance;

/// <summary>Compares data field by field, as the model card does: a field is a scalar (or an empty list or object) at its pointer.</summary>
internal static class Fields
{
    /// <summary>How many fields are exactly right, of all that are expected or were written.</summary>
    public static (int Right, int All) Compare(JsonElement expected, JsonElement actual)
    {
        var wanted = Of(expected, "").ToDictionary(field => field.Pointer, field => field.Value);
        var got = Of(actual, "").ToDictionary(field => field.Pointer, field => field.Value);
        var right = wanted.Count(field => got.TryGetValue(field.Key, out var value) && JsonElement.DeepEquals(field.Value, value));
        return (right, wanted.Keys.Union(got.Keys).Count());
    }

    private static IEnumerable<(string Pointer, JsonElement Value)> Of(JsonElement data, string pointer) => data.ValueKind switch
    {
        JsonValueKind.Object when data.EnumerateObject().Any() => data.EnumerateObject().SelectMany(member => Of(member.Value, $"{pointer}/{member.Name}")),
        JsonValueKind.Array when data.GetArrayLength() > 0 => data.EnumerateArray().SelectMany((item, index) => Of(item, $"{pointer}/{index}")),
        _ => [(pointer, data)],
    };
}
