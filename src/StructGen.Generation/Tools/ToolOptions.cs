using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tools;

/// <summary>How tools are executed, section <c>Tools</c>.</summary>
public sealed class ToolOptions
{
    /// <summary>Most iterations that a run may ask for. Default: 20.</summary>
    [Range(1, 1_000)]
    public int MaxIterations { get; set; } = 20;

    /// <summary>Section <c>Tools:Http</c>.</summary>
    [ValidateObjectMembers]
    public HttpToolOptions Http { get; set; } = new();

    /// <summary>Section <c>Tools:Secrets</c>: a name → the text that <c>{secret:NAME}</c> stands for in a tool's headers. Never logged, never shown.</summary>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
