using System.CommandLine;
using StructGen.Api;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen health</c>: exit code 0 if a service is ready. Needs no curl, so an image's HEALTHCHECK can call it.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Argument<string?>("URL") { Description = "Where the service listens. Default: port ASPNETCORE_HTTP_PORTS of this machine, else 8080.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("health", "Exit with 0 if the service is ready, else with 1.") { url };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(url) ?? Default(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            Console.Error.WriteLine($"structgen: '{url}' is no address; write http://HOST:PORT.");
            return ExitCode.BadInput;
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(new Uri(address, "/readyz"), cancellationToken);
            Console.Error.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.NotValid;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"structgen: {address.GetLeftPart(UriPartial.Authority)} does not answer.");
            return ExitCode.NotValid;
        }
    }

    private static string Default()
        => Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0] is { Length: > 0 } port ? $"http://127.0.0.1:{port}" : StructGenApi.DefaultUrl;
}
