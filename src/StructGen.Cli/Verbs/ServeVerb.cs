using System.CommandLine;
using StructGen.Api;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen serve</c>: the HTTP service, until SIGTERM or Ctrl-C; requests in flight finish.</summary>
internal static class ServeVerb
{
    public const string Name = "serve";

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen; several separated by ';'. Default: ASPNETCORE_URLS, else {StructGenApi.DefaultUrl}.", HelpName = "U" };
        var command = new Command(Name, "Run the HTTP service.") { urls };
        command.SetAction(async parsed =>
        {
            await using var app = StructGenApi.Build(parsed.GetValue(urls) is { } given ? ["--urls", given] : []);
            await app.RunAsync();
            return ExitCode.Ok;
        });
        return command;
    }
}
