using Microsoft.Extensions.Options;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>All models that requests can name: local token models and remote text models. Safe to share between threads.</summary>
public sealed class ModelCatalog
{
    private readonly IReadOnlyList<ITokenModelProvider> _tokenProviders;
    private readonly IReadOnlyList<ITextModelProvider> _textProviders;
    private readonly string? _default;

    internal ModelCatalog(IOptions<StructGenOptions> options, IEnumerable<ITokenModelProvider> tokenProviders, IEnumerable<ITextModelProvider> textProviders)
    {
        _default = options.Value.Models.Default;
        _tokenProviders = [.. tokenProviders];
        _textProviders = [.. textProviders];
    }

    /// <summary>The model that requests get that name none: the configured one, else the first local one, else the first remote one; null where there is no model at all.</summary>
    public string? DefaultName => _default ?? _tokenProviders.Select(provider => provider.DefaultName).FirstOrDefault(name => name is not null) ?? (List() is [var first, ..] ? first.Name : null);

    /// <summary>What can be used, local models first, each kind ordered by name; no model is loaded and no network is asked.</summary>
    public IReadOnlyList<ModelDescription> List()
    {
        var local = _tokenProviders.SelectMany(provider => provider.List()).DistinctBy(model => model.Name).OrderBy(model => model.Name, StringComparer.Ordinal);
        var remote = _textProviders.SelectMany(provider => provider.List()).Select(Describe).OrderBy(model => model.Name, StringComparer.Ordinal);
        return [.. local.Concat(remote)];
    }

    /// <summary>Local models whose files are there and cannot be used, ordered by name.</summary>
    public IReadOnlyList<UnusableModel> Unusable()
        => [.. _tokenProviders.SelectMany(provider => provider.Unusable()).DistinctBy(model => model.Name).OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>The description of a model; nothing is loaded.</summary>
    /// <param name="name">Its name; null is <see cref="DefaultName"/>.</param>
    /// <exception cref="UnknownModelException">There is none of this name; the message lists those there are.</exception>
    /// <exception cref="ModelUnavailableException">The model's file is there and cannot be used; or no name was given and the default is not there.</exception>
    public ModelDescription Describe(string? name)
    {
        var models = List();
        var wanted = name ?? DefaultName ?? throw new ModelUnavailableException("There is no model: put a GGUF file into the model folder (Models:Path) or configure a provider (Providers:NAME).");
        if (models.FirstOrDefault(model => model.Name == wanted) is { } known) return known;
        if (_tokenProviders.Select(provider => provider.Fault(wanted)).FirstOrDefault(fault => fault is not null) is { } fault) throw new ModelUnavailableException(fault);
        if (name is null) throw new ModelUnavailableException($"The default model '{wanted}' is missing: put its file into the model folder (Models:Path) or name another (Models:Default).");
        throw new UnknownModelException(wanted, models.Select(model => model.Name));
    }

    /// <summary>The same with the modes that tool calls can be made in: a provider may take schemas and no tools, or the other way round.</summary>
    internal ModelDescription DescribeForTools(string? name)
    {
        var model = Describe(name);
        if (model.Modes.Contains(GenerationMode.Grammar) || FindTextModel(model.Name) is not { } text) return model;
        return model with { Modes = text.Capabilities.NativeTools ? [GenerationMode.Native, GenerationMode.Prompt] : [GenerationMode.Prompt] };
    }

    /// <summary>The token model of a name, loaded if need be; null where the name is a text model's.</summary>
    internal async ValueTask<ITokenModel?> FindTokenModelAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var provider in _tokenProviders)
        {
            if (await provider.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } model) return model;
        }

        return null;
    }

    /// <summary>The client of a remote text model; null where there is none of this name.</summary>
    internal TextModel? FindTextModel(string name) => _textProviders.SelectMany(provider => provider.List()).FirstOrDefault(model => model.Name == name);

    private static ModelDescription Describe(TextModel model)
    {
        IReadOnlyList<GenerationMode> modes = model.Capabilities.NativeSchema ? [GenerationMode.Native, GenerationMode.Prompt] : [GenerationMode.Prompt];
        return new ModelDescription(model.Name, model.Name.Split('/')[0], model.Capabilities.ContextLength, modes, IsLoaded: true);
    }
}
