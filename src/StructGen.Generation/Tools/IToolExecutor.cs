using System.Text.Json;

namespace StructGen.Generation.Tools;

/// <summary>Makes the calls of some tools. Implementations are safe to share between threads.</summary>
/// <remarks>Executors are registered as services; the first that can execute a tool does.</remarks>
public interface IToolExecutor
{
    /// <summary>Tools that it brings along, which requests name like registered ones; empty where it executes registered ones.</summary>
    IReadOnlyList<ToolDefinition> Tools { get; }

    /// <summary>Whether it executes this tool.</summary>
    bool CanExecute(ToolDefinition tool);

    /// <summary>Why no call of a tool can succeed as things are configured, safe to show to a client; null where one may. Runs ask before the model is asked.</summary>
    /// <param name="tool">A tool that it can execute.</param>
    string? Obstacle(ToolDefinition tool) => null;

    /// <summary>Makes one call. A failure of the tool is an output, for the model to read; only cancellation is thrown.</summary>
    /// <param name="tool">A tool that it can execute.</param>
    /// <param name="arguments">An object that satisfies the tool's parameters.</param>
    /// <param name="cancellationToken">Ends the call when the time of the run is over or the caller has left.</param>
    Task<ToolOutput> ExecuteAsync(ToolDefinition tool, JsonElement arguments, CancellationToken cancellationToken);
}
