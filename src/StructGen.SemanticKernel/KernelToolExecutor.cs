using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using StructGen.Generation.Tools;

namespace StructGen.SemanticKernel;

/// <summary>The functions of a kernel's plugins as tools, named <c>plugin-function</c> as the kernel's own connectors do. Safe to share between threads, as kernels are.</summary>
internal sealed partial class KernelToolExecutor : IToolExecutor
{
    private readonly Kernel _kernel;
    private readonly ILogger<KernelToolExecutor>? _logger;
    private readonly Dictionary<ToolDefinition, KernelFunction> _functions = new(ReferenceEqualityComparer.Instance);

    public KernelToolExecutor(Kernel kernel, ILogger<KernelToolExecutor>? logger)
    {
        _kernel = kernel;
        _logger = logger;
        foreach (var function in kernel.Plugins.SelectMany(plugin => plugin)) _functions.Add(ToolOf(function), function);
        Tools = [.. _functions.Keys];
    }

    public IReadOnlyList<ToolDefinition> Tools { get; }

    /// <summary>Only its own definitions: another tool of the same name is another tool.</summary>
    public bool CanExecute(ToolDefinition tool) => _functions.ContainsKey(tool);

    public async Task<ToolOutput> ExecuteAsync(ToolDefinition tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var given = new KernelArguments();
        foreach (var member in arguments.EnumerateObject()) given[member.Name] = member.Value;
        try
        {
            var result = await _functions[tool].InvokeAsync(_kernel, given, cancellationToken).ConfigureAwait(false);
            return Read(result.GetValue<object>());
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (_logger is not null) FunctionFailed(_logger, tool.Name, fault);
            // What an argument lacks is for the model to mend; other messages may hold anything.
            return ToolOutput.Failed(fault is ArgumentException or FormatException ? fault.Message : "The function failed.");
        }
    }

    private static ToolDefinition ToolOf(KernelFunction function)
        => new(function.PluginName is { } plugin ? $"{plugin}-{function.Name}" : function.Name, function.Description is { Length: > 0 } words ? words : null, function.JsonSchema, Strict: false);

    private static ToolOutput Read(object? value) => value switch
    {
        null => ToolOutput.Of(""),
        string text => ToolOutput.Of(text),
        JsonElement json => ToolOutput.Of(json),
        _ => ToolOutput.Of(JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions)),
    };

    [LoggerMessage(1, LogLevel.Warning, "The kernel function {Tool} failed.")]
    private static partial void FunctionFailed(ILogger logger, string tool, Exception fault);
}
