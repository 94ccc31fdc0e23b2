using System.ClientModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using StructGen.Generation.Models;

namespace StructGen.SemanticKernel;

/// <summary>Says what a provider's failure means: may another try succeed, when, and why in words that hold no key, prompt or address.</summary>
/// <remarks>
/// Providers echo keys and prompts in their error texts, so nothing of a text is taken over but a code of a few letters (<c>model_not_found</c>), and the
/// original exception is not kept as the inner one: whoever logs it would log the text. The reason of a rejected request (400, 422) is the exception: without
/// it the sender cannot mend the request. It is one line of at most 500 characters, without the key and whatever looks like one, and it is not logged.
/// </remarks>
internal static partial class ProviderFaults
{
    private const int MaxReason = 500;
    private const string Struck = "[secret]";

    /// <summary>Whether a failure is the provider's; the caller's cancellation is not.</summary>
    public static bool Concerns(Exception fault, CancellationToken cancellationToken)
        => fault is not (ModelCallException or OutOfMemoryException or StackOverflowException) && !(fault is OperationCanceledException && cancellationToken.IsCancellationRequested);

    public static ModelCallException Translate(Exception fault, string provider, string? key) => fault switch
    {
        AggregateException { InnerException: { } inner } => Translate(inner, provider, key),
        ClientResultException { Status: 400 or 422 } rejected => new ModelCallException(ReasonOf(rejected, key), isTransient: false) { IsRejection = true },
        ClientResultException { Status: > 0 } answered => Answered(answered.Status, CodeOf(answered), RetryAfterOf(answered), provider),
        HttpRequestException { StatusCode: { } status } => Answered((int)status, null, null, provider),
        HttpRequestException or IOException or ClientResultException => new ModelCallException("the connection to its provider failed.", isTransient: true),
        OperationCanceledException => new ModelCallException("its provider closed the connection.", isTransient: true),
        _ => new ModelCallException("its provider answered with something that is not the protocol.", isTransient: true),
    };

    private static ModelCallException Answered(int status, string? code, TimeSpan? retryAfter, string provider)
    {
        var told = code is null ? $"{status}" : $"{status} {code}";
        return (HttpStatusCode)status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                => new ModelCallException($"its provider refused the key ({told}): check Providers:{provider}:ApiKey.", isTransient: false),
            HttpStatusCode.NotFound
                => new ModelCallException($"its provider knows no such model or address ({told}): check Providers:{provider}:Model and :Endpoint.", isTransient: false),
            HttpStatusCode.TooManyRequests when code == "insufficient_quota"
                => new ModelCallException($"the provider's quota is used up ({told}).", isTransient: false),
            HttpStatusCode.TooManyRequests => new ModelCallException($"its provider is busy ({told}).", isTransient: true, retryAfter),
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError
                => new ModelCallException($"its provider failed ({told}).", isTransient: true, retryAfter),
            _ => new ModelCallException($"its provider refused the request ({told}).", isTransient: false),
        };
    }

    private static string? CodeOf(ClientResultException fault) => Read(fault, error => Word(error, "code") ?? Word(error, "type"));

    /// <summary>Why a provider rejects a request, in its own words.</summary>
    private static string ReasonOf(ClientResultException fault, string? key)
    {
        var reason = Read(fault, error => error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null);
        if (string.IsNullOrWhiteSpace(reason)) return CodeOf(fault) is { } code ? $"{fault.Status} {code}." : $"{fault.Status} without a reason.";
        if (!string.IsNullOrEmpty(key)) reason = reason.Replace(key, Struck, StringComparison.Ordinal);
        reason = KeyLike().Replace(string.Join(' ', reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Struck);
        return reason.Length <= MaxReason ? reason : reason[..MaxReason] + "…";
    }

    private static string? Read(ClientResultException fault, Func<JsonElement, string?> read)
    {
        try
        {
            using var body = JsonDocument.Parse(fault.GetRawResponse()?.Content ?? BinaryData.FromString("{}"));
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object) return null;
            return read(error);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Long words of letters, digits and marks with a digit in them, as keys and tokens are, and what follows a prefix of keys.</summary>
    [GeneratedRegex(@"\b(?:sk|pk|key)-[\w\-*.]{4,}|\bBearer\s+\S+|\b(?=\w*\d)[\w\-]{32,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyLike();

    /// <summary>A member's value if it is a code: lower-case words joined by underscores, no text and no key.</summary>
    private static string? Word(JsonElement error, string member)
        => error.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 48 } text
            && text.All(c => c is '_' or (>= 'a' and <= 'z'))
            ? text
            : null;

    private static TimeSpan? RetryAfterOf(ClientResultException fault)
    {
        if (fault.GetRawResponse() is not { } response) return null;
        if (response.Headers.TryGetValue("retry-after-ms", out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
            return milliseconds >= 0 && milliseconds < int.MaxValue ? TimeSpan.FromMilliseconds(milliseconds) : null;
        if (!response.Headers.TryGetValue("Retry-After", out text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return null;
    }
}
