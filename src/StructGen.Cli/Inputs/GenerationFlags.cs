using System.CommandLine;
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
    private readonly Option<bool> _openObjects = new("--open-objects") { Description = "Let a local model write members that the schema does not declare." };
    private readonly Option<bool> _openNumbers = new("--open-numbers") { Description = "Let a local model spell numbers in every way of JSON." };
    private readonly Option<bool> _noRepetitionGuard = new("--no-repetition-guard") { Description = "Do not end values in which the model only repeats itself." };
    private readonly Option<int> _retries = new("--retries") { Description = "Repair attempts after the first.", HelpName = "N", DefaultValueFactory = _ => 2 };
    private readonly Option<double?> _timeout = new("--timeout") { Description = "Seconds for all attempts together.", HelpName = "S" };

    /// <summary>Whether the log tells more.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Tell on standard error what is going on." };

    /// <summary>Whether the whole response is printed.</summary>
    public Option<bool> Full { get; } = new("--full") { Description = "Print the whole response: attempts, usage, validation, evidence, warnings." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _model, _temperature, _seed, _maxTokens, _openObjects, _openNumbers, _noRepetitionGuard, _retries, _timeout, Full, Verbose })
            command.Add(option);
    }

    public GenerationMode Mode(ParseResult parsed) => parsed.GetValue(_mode);

    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    public SamplingOptions Sampling(ParseResult parsed) => new()
    {
        Temperature = parsed.GetValue(_temperature),
        Seed = parsed.GetValue(_seed),
        MaxTokens = parsed.GetValue(_maxTokens),
        OpenObjects = parsed.GetValue(_openObjects),
        OpenNumbers = parsed.GetValue(_openNumbers),
        RepetitionGuard = !parsed.GetValue(_noRepetitionGuard),
    };

    public int Retries(ParseResult parsed) => parsed.GetValue(_retries);

    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1e9, 1e9)) : null;
}
