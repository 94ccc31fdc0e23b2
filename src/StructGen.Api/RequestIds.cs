using System.Security.Cryptography;

namespace StructGen.Api;

/// <summary>Gives every response an <c>x-request-id</c>, so that a client's report and the log can be brought together.</summary>
internal static class RequestIds
{
    private const string Header = "x-request-id";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int MostLetters = 128;

    /// <summary>Takes the client's own identifier where it sends a decent one, else makes one. Also the log's trace identifier.</summary>
    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var sent = context.Request.Headers[Header].ToString();
        var id = IsDecent(sent) ? sent : "req_" + RandomNumberGenerator.GetString(Letters, 24);
        context.TraceIdentifier = id;
        // Set when the response starts: an error clears what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static bool IsDecent(string id) => id.Length is > 0 and <= MostLetters && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
