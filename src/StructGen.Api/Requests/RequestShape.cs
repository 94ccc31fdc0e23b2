using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StructGen.Api.Problems;
using StructGen.Generation.Requests;

namespace StructGen.Api.Requests;

/// <summary>
/// Compares a request's JSON with the record it is to become and says what is wrong at once, in the client's words.
/// Example: <c>{"shema": {}, "retries": "2"}</c> → <c>/shema: unknown member; did you mean 'schema'?</c> and
/// <c>/retries: expected an integer, found a string</c>.
/// </summary>
/// <remarks>The deserializer alone would stop at the first fault and name CLR types.</remarks>
internal static class RequestShape
{
    /// <summary>A longer one is no slip of a known name.</summary>
    private const int LongestName = 100;

    /// <summary>The faults, up to one more than a problem lists; empty when the JSON can become the type.</summary>
    public static List<ProblemError> Faults(JsonElement json, JsonTypeInfo type, string pointer = "")
    {
        var faults = new List<ProblemError>();
        Check(json, type, pointer, faults);
        return faults;
    }

    private static void Check(JsonElement json, JsonTypeInfo type, string pointer, List<ProblemError> faults)
    {
        if (type.Type == typeof(JsonElement) || IsFull(faults))
            return;
        if (type.Kind == JsonTypeInfoKind.Object)
            CheckObject(json, type, pointer, faults);
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
            CheckArray(json, type, pointer, faults);
        else if (type.Kind == JsonTypeInfoKind.Dictionary)
            CheckDictionary(json, type, pointer, faults);
        else if (Expected(json, type.Type) is { } expected)
            faults.Add(new(pointer, null, $"{Place(pointer)}: expected {expected}, found {Describe(json)}."));
    }

    private static void CheckObject(JsonElement json, JsonTypeInfo type, string pointer, List<ProblemError> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(pointer, null, $"{Place(pointer)}: expected an object, found {Describe(json)}."));
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (IsFull(faults))
                return;
            var place = $"{pointer}/{JsonPointers.Escape(member.Name)}";
            if (type.Properties.FirstOrDefault(property => property.Name == member.Name) is not { } property)
            {
                if (type.UnmappedMemberHandling != JsonUnmappedMemberHandling.Skip)
                    faults.Add(new(place, null, Unknown(place, member.Name, type)));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null || property.IsRequired)
                Check(member.Value, type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), place, faults);
        }

        CheckMissing(json, type, pointer, faults);
    }

    private static void CheckMissing(JsonElement json, JsonTypeInfo type, string pointer, List<ProblemError> faults)
    {
        foreach (var property in type.Properties)
        {
            if (property.IsRequired && !json.TryGetProperty(property.Name, out _))
                faults.Add(new(pointer, null, $"{Place(pointer)}: the member '{property.Name}' is missing."));
        }
    }

    private static void CheckArray(JsonElement json, JsonTypeInfo type, string pointer, List<ProblemError> faults)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new(pointer, null, $"{Place(pointer)}: expected an array, found {Describe(json)}."));
            return;
        }

        var element = type.Options.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (IsFull(faults))
                return;
            Check(item, element, $"{pointer}/{index++}", faults);
        }
    }

    private static void CheckDictionary(JsonElement json, JsonTypeInfo type, string pointer, List<ProblemError> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(pointer, null, $"{Place(pointer)}: expected an object, found {Describe(json)}."));
            return;
        }

        var element = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var member in json.EnumerateObject().TakeWhile(_ => !IsFull(faults)))
            Check(member.Value, element, $"{pointer}/{JsonPointers.Escape(member.Name)}", faults);
    }

    /// <summary>One more than is told, so that it is known that there are more.</summary>
    private static bool IsFull(List<ProblemError> faults) => faults.Count > ProblemBounds.MostErrors;

    private static string Unknown(string place, string name, JsonTypeInfo type)
    {
        var known = type.Properties.Select(property => property.Name).ToList();
        var remedy = name.Length <= LongestName && NearestName.Of(name, known) is { } near ? $"did you mean '{near}'?" : $"known are {string.Join(", ", known)}.";
        return $"{ReportBounds.Cut(place, ReportBounds.MostPointer)}: unknown member; {remedy}";
    }

    /// <summary>What the type takes, when the JSON is something else; null when it fits.</summary>
    private static string? Expected(JsonElement json, Type type)
    {
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
            return json.ValueKind == JsonValueKind.String && names.Contains(json.GetString()!, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"one of {string.Join(", ", names)}";
        }

        return type switch
        {
            _ when type == typeof(DateTimeOffset) => json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out _) ? null : "a time such as \"2030-01-31T00:00:00Z\"",
            _ when type == typeof(string) => json.ValueKind == JsonValueKind.String ? null : "a string",
            _ when type == typeof(bool) => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
            _ when type == typeof(long) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _) ? null : "an integer",
            _ when type == typeof(int) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _) ? null : "an integer",
            _ => json.ValueKind == JsonValueKind.Number ? null : "a number",
        };
    }

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString() is { Length: <= 40 } text ? $"\"{text}\"" : "a long string",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
            => json.GetRawText() is { Length: <= 40 } text ? text : "a long number",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    private static string Place(string pointer) => pointer.Length == 0 ? "(body)" : pointer;
}
