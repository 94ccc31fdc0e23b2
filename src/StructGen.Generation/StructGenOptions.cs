using Microsoft.Extensions.Options;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Chats;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Tools;

namespace StructGen.Generation;

/// <summary>Everything that can be set; members are named as the sections of the configuration, so binding the root binds all.</summary>
public sealed class StructGenOptions
{
    /// <summary>Section <c>Models</c>.</summary>
    [ValidateObjectMembers]
    public ModelCatalogOptions Models { get; set; } = new();

    /// <summary>Section <c>Schemas</c>.</summary>
    [ValidateObjectMembers]
    public SchemaCatalogOptions Schemas { get; set; } = new();

    /// <summary>Section <c>Limits</c>.</summary>
    [ValidateObjectMembers]
    public GenerationLimits Limits { get; set; } = new();

    /// <summary>Section <c>Repairs</c>.</summary>
    [ValidateObjectMembers]
    public RepairOptions Repairs { get; set; } = new();

    /// <summary>Section <c>Transport</c>.</summary>
    [ValidateObjectMembers]
    public TransportOptions Transport { get; set; } = new();

    /// <summary>Section <c>Tools</c>.</summary>
    [ValidateObjectMembers]
    public ToolOptions Tools { get; set; } = new();

    /// <summary>Section <c>Chat</c>.</summary>
    public ConversationOptions Chat { get; set; } = new();
}
