using System.CommandLine;
using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Inputs;

/// <summary>The options that every verb that asks a model has.</summary>
internal sealed class GenerationFlags
{
    private readonly Option<GenerationMode> _mode = new("--mode") { Description = "How the answer is made: auto, grammar, native or prompt.", DefaultValueFactory = _ => GenerationMode.Auto };
    private readonly Option<string?> _model = new("--model") { Description = "A model that 'structgen models' lists; default is the configured one.", HelpName = "NAME" };
    private readonly Option<float> _temperature = new("--temperature") { Description = "0 takes the likeliest token.", HelpName = "T" };
    private readonly Option<int?> _seed = new("--seed") { Description = "Seed of the draw.", HelpName = "N" };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Most tokens of one attempt.", HelpName = "N" };
    private readonly Option<int> _retries = new("--retries") { Description = "Repair attempts after the first.", HelpName = "N", DefaultValueFactory = _ => 2 };
    private readonly Option<double?> _timeout = new("--timeout") { Description = "Seconds for all attempts together.", HelpName = "S" };

    private readonly Option<PropertyOrder> _order = new("--order") { Description = "In grammar mode, the order of members: declared (as in the schema) or any." };

    /// <summary>Whether the log tells more.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Tell on standard error what is going on." };

    /// <summary>Whether the whole response is printed.</summary>
    public Option<bool> Full { get; } = new("--full") { Description = "Print the whole response: attempts, usage, validation, evidence, warnings." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _model, _temperature, _seed, _maxTokens, _retries, _timeout, _order, Full, Verbose })
            command.Add(option);
    }

    public GenerationMode Mode(ParseResult parsed) => parsed.GetValue(_mode);

    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    public SamplingOptions Sampling(ParseResult parsed) => new()
    {
        Temperature = parsed.GetValue(_temperature),
        Seed = parsed.GetValue(_seed),
        MaxTokens = parsed.GetValue(_maxTokens),
    };

    public PropertyOrder Order(ParseResult parsed) => parsed.GetValue(_order);

    public int Retries(ParseResult parsed) => parsed.GetValue(_retries);

    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1e9, 1e9)) : null;
}
