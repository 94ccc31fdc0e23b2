using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api;
using StructGen.Api.Problems;
using StructGen.Api.ToolCalls;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Generation;
using StructGen.Generation.Tools;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen tool</c>: a request in words in, calls out. Nothing is executed.</summary>
internal sealed class ToolVerb
{
    private const string Suffix = ".tool.json";
    private readonly Option<string[]> _tools = new("--tools") { Description = "Folders of NAME.tool.json, such files, or registered names.", HelpName = "DIR|FILE|NAME", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _input = new("--input", "-i") { Description = "The request in words.", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _choice = new("--choice") { Description = "auto, none, required or a tool's name.", HelpName = "C" };
    private readonly Option<bool> _parallel = new("--parallel") { Description = "Allow several calls at once." };
    private readonly GenerationFlags _generation = new();

    public static Command Create()
    {
        var verb = new ToolVerb();
        var command = new Command("tool", "Let the model choose a tool and fill in its arguments.") { verb._tools, verb._input, verb._choice, verb._parallel };
        verb._generation.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new ToolCallRequest
        {
            Input = parsed.GetRequiredValue(_input),
            Tools = [.. parsed.GetRequiredValue(_tools).SelectMany(Read)],
            Choice = ToolChoice.Parse(parsed.GetValue(_choice)),
            Parallel = parsed.GetValue(_parallel),
            PropertyOrder = _generation.Order(parsed),
            Mode = _generation.Mode(parsed),
            Model = _generation.Model(parsed),
            Sampling = _generation.Sampling(parsed),
            Retries = _generation.Retries(parsed),
            Timeout = _generation.Timeout(parsed),
        };
        await using var parts = PipelineHost.Create(parsed.GetValue(_generation.Verbose));
        var result = await parts.GetRequiredService<StructuredGenerator>().CallToolsAsync(request, cancellationToken);
        if (ProblemMapping.From(result) is { } problem)
            throw new ProblemException(problem);
        if (parsed.GetValue(_generation.Full))
        {
            JsonOutput.Write(ToolCallAnswer.From(result), json => json.ToolCallAnswer);
            return ExitCode.Ok;
        }

        JsonOutput.Write(result.Calls, json => json.IReadOnlyListToolCall);
        if (result is { Calls.Count: 0, Content: { } words })
            Console.Error.WriteLine($"structgen: no call; the model says: {words}");
        return ExitCode.Ok;
    }

    private static IEnumerable<ToolReference> Read(string place)
    {
        if (Directory.Exists(place))
            return Directory.EnumerateFiles(place, "*" + Suffix).Order(StringComparer.Ordinal).Select(ReadFile);
        return File.Exists(place) || place.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? [ReadFile(place)] : [new(place)];
    }

    /// <summary>A file holds <c>{description, parameters, strict}</c> under its own name, or the same with a <c>name</c>.</summary>
    private static ToolReference ReadFile(string path)
    {
        var json = JsonInput.Read(path);
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("name", out _))
        {
            var named = JsonInput.Read(json, path, ApiJson.Wire.InlineTool);
            return ToolReference.FromDefinition(new(named.Name, named.Description, named.Parameters, named.Strict ?? true));
        }

        var name = Path.GetFileName(path);
        name = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : Path.GetFileNameWithoutExtension(name);
        return ToolReference.FromDefinition(JsonInput.Read(json, path, ApiJson.Wire.ToolBody).ToDefinition(name));
    }
}
