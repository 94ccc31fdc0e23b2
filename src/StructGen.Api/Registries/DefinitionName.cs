using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>A name and what of its newest version lists show, a row of <c>names</c>. It outlives its versions, so that no number is given twice.</summary>
/// <remarks>Every change of a name raises <see cref="Revision"/>: of two changes that read the same row one finds that it came too late, and begins anew.</remarks>
internal sealed class DefinitionName
{
    /// <summary>Schema or tool.</summary>
    public required DefinitionKind Kind { get; init; }

    /// <summary>The name that requests use.</summary>
    public required string Name { get; init; }

    /// <summary>The newest version; 0 where all were deleted.</summary>
    public int Newest { get; private set; }

    /// <summary>The highest version ever given.</summary>
    public int Last { get; private set; }

    /// <summary>The newest version's hash; empty where there is none.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The newest version's description.</summary>
    public string? Description { get; private set; }

    /// <summary>When the newest version was written.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Name and description in lower case.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>How often the row was changed.</summary>
    public int Revision { get; private set; }

    /// <summary>A text as <see cref="SearchText"/> has it.</summary>
    public static string Searchable(string text) => text.ToLowerInvariant();

    /// <summary>The newest version; null where there is none.</summary>
    public CatalogItem? ToItem() => Newest == 0 ? null : new(Name, Newest, Hash, CreatedAt, Description);

    /// <summary>Takes a version as the newest; null where none is left.</summary>
    public void Show(Definition? newest)
    {
        Newest = newest?.Version ?? 0;
        Last = Math.Max(Last, Newest);
        Hash = newest?.Hash ?? "";
        Description = newest?.Description;
        CreatedAt = newest?.CreatedAt ?? CreatedAt;
        SearchText = Searchable($"{Name}\n{Description}");
        Revision++;
    }
}
