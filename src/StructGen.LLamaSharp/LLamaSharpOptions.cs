using System.ComponentModel.DataAnnotations;

namespace StructGen.LLamaSharp;

/// <summary>Which local models there are and how they run. Bound to the configuration section <c>Models</c>.</summary>
public sealed class LLamaSharpOptions
{
    /// <summary>Folders of GGUF files (or single files), separated by <c>;</c>. Default: <c>models</c>.</summary>
    /// <remarks>A relative folder is looked for in the working directory and, upwards, from where the program lies. Both are used.</remarks>
    [Required]
    public string Path { get; set; } = "models";

    /// <summary>The model that a request without a name gets (a file's stem). Default: the first by name.</summary>
    public string? Default { get; set; }

    /// <summary>Threads that compute. Default: the processors that the machine or the container's quota gives. More than are free is ruinous.</summary>
    [Range(1, 1024)]
    public int? Threads { get; set; }

    /// <summary>Most tokens of prompt and answer together. Default: what the model was made for, at most 8,192.</summary>
    [Range(64, 1 << 20)]
    public int? ContextLength { get; set; }

    /// <summary>Answers of one model that are made at the same time; each has its own cache in memory. Default: 2.</summary>
    [Range(1, 64)]
    public int Contexts { get; set; } = 2;

    /// <summary>Requests of one model that may wait for a context; one more is refused as overloaded. Default: 32.</summary>
    [Range(0, 100_000)]
    public int QueueLength { get; set; } = 32;

    /// <summary>Most tokens computed in one step of reading a prompt. Default: 512.</summary>
    [Range(1, 8192)]
    public int BatchSize { get; set; } = 512;

    /// <summary>Layers that a GPU backend takes; without one it has no effect. Default: 0.</summary>
    [Range(0, 10_000)]
    public int GpuLayers { get; set; }

    /// <summary>Chat template by llama.cpp's name (<c>chatml</c>, <c>llama3</c>, …) in place of the model's own. Default: the model's own.</summary>
    public string? ChatTemplate { get; set; }

    /// <summary>The options' faults, one sentence each; empty where they can be used.</summary>
    internal IReadOnlyList<string> Faults()
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), faults, validateAllProperties: true);
        return [.. faults.Select(fault => fault.ErrorMessage ?? "invalid")];
    }
}
