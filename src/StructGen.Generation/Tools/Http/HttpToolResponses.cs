using System.Text;
using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools.Http;

/// <summary>A response → an output: JSON or text of bounded size, without the call's secrets; a status that is no success is an error that the model reads.</summary>
internal static class HttpToolResponses
{
    /// <summary>Characters of an error's body that are told.</summary>
    private const int ErrorLength = 1000;

    /// <exception cref="ToolFaultException">It is too long, or neither JSON nor text.</exception>
    public static async Task<ToolOutput> ReadAsync(HttpResponseMessage response, int most, ToolSecrets secrets, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return ToolOutput.Failed($"The server answered {status}, a redirection; redirections are not followed.");
        if (status is < 200 or >= 400 && !IsReadable(response)) return ToolOutput.Failed($"The server answered {status}.");
        var text = secrets.Strike(await TextAsync(response, most, cancellationToken).ConfigureAwait(false));
        if (!response.IsSuccessStatusCode) return ToolOutput.Failed(Explain(status, text));
        if (text.Length == 0 || !IsJson(response)) return ToolOutput.Of(text);
        try
        {
            return ToolOutput.Of(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            throw new ToolFaultException("The server says that its answer is JSON, and it is not.");
        }
    }

    private static string Explain(int status, string text)
        => text.Length == 0 ? $"The server answered {status}." : $"The server answered {status}: {ReportBounds.Cut(text, ErrorLength)}";

    private static async Task<string> TextAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > most) throw TooLong(most);
        using var body = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[8192];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > most) throw TooLong(most);
                body.Write(buffer, 0, read);
            }
        }

        if (body.Length == 0) return "";
        if (!IsReadable(response)) throw new ToolFaultException($"The answer is {response.Content.Headers.ContentType?.MediaType ?? "of no stated type"}, not JSON or text.");
        return EncodingOf(response).GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static ToolFaultException TooLong(int most) => new($"The answer is longer than the {most} bytes that are allowed.");

    private static bool IsReadable(HttpResponseMessage response)
        => response.Content.Headers.ContentEncoding.Count == 0
            && (IsJson(response) || response.Content.Headers.ContentType?.MediaType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsJson(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is { } type
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static Encoding EncodingOf(HttpResponseMessage response)
    {
        try
        {
            return response.Content.Headers.ContentType?.CharSet is { } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new ToolFaultException("The answer is in an encoding that is not known here.");
        }
    }
}
