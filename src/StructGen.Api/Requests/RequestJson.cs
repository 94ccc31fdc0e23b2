using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using StructGen.Api.Problems;

namespace StructGen.Api.Requests;

/// <summary>Bytes of a body or a file → JSON → a request record; every way in which they are no such thing is a <c>malformed-request</c>.</summary>
internal static class RequestJson
{
    /// <summary>Nesting depth where nobody sets another: as deep as the engine reads schemas.</summary>
    public const int DefaultDepth = 256;

    /// <summary>Reads strict JSON: UTF-8, no duplicate members, no lone surrogates, bounded depth.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8, int maxDepth = DefaultDepth, string subject = "The body")
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (utf8.IsEmpty)
            throw Malformed($"{subject} is empty; JSON is expected.");
        if (!Utf8.IsValid(utf8.Span))
            throw Malformed($"{subject} is not UTF-8; JSON in UTF-8 is expected.");
        try
        {
            RejectLoneSurrogates(utf8.Span, maxDepth);
            return JsonElement.Parse(utf8.Span, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw Malformed(Explain(exception, maxDepth, subject));
        }
    }

    /// <summary>Makes the record, or says everything that is wrong with the JSON.</summary>
    public static T Read<T>(JsonElement json, JsonTypeInfo<T> type, string pointer = "")
        where T : class
    {
        if (RequestShape.Faults(json, type, pointer) is { Count: > 0 } faults)
            throw Malformed(faults);
        return json.Deserialize(type)!;
    }

    /// <summary>A <c>malformed-request</c> with places.</summary>
    public static ProblemException Malformed(IReadOnlyList<ProblemError> faults)
        => new(new Problem(ProblemKind.MalformedRequest, string.Join(" ", faults.Take(5).Select(fault => fault.Message))) { Errors = faults });

    private static ProblemException Malformed(string detail) => new(ProblemKind.MalformedRequest, detail);

    /// <summary>A string such as <c>"\ud800"</c> is JSON but no text; reading it later would fail far from its place.</summary>
    private static void RejectLoneSurrogates(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        if (utf8.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Malformed($"The string at byte {reader.TokenStartIndex} holds half of a surrogate pair; write the character whole.");
            }
        }
    }

    private static string Explain(JsonException exception, int maxDepth, string subject)
    {
        if (exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) && exception.Message.Contains("exceeded", StringComparison.Ordinal))
            return $"{subject} is nested deeper than {maxDepth} levels.";
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? exception.Message : exception.Message[..end];
        var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "";
        return $"{subject} is not JSON{place}: {reason}";
    }
}
