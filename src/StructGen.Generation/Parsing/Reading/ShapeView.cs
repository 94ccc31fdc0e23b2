using System.Numerics;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>What a reader needs of one or several shapes that may stand at a place: the names of members, the types, the shapes further in.</summary>
/// <remarks>The branches of a union are looked at together; <see cref="MissingMembers"/> takes the branch that misses the fewest.</remarks>
internal sealed class ShapeView
{
    /// <summary>Members of one view that are tracked one by one.</summary>
    public const int MaxTracked = 64;

    private readonly ShapeViews _views;
    private readonly List<TypeShape> _shapes;
    private readonly List<ulong> _required = [];
    private readonly HashSet<string>? _literals;
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private Dictionary<string, string?>? _spellings;
    private ShapeView? _items;
    private ShapeView? _additional;
    private bool _hasAdditional;

    public ShapeView(ShapeViews views, int id, List<TypeShape> shapes, bool isAny)
    {
        _views = views;
        _shapes = shapes;
        Id = id;
        IsAny = isAny;
        Types = shapes.Aggregate(ShapeTypes.None, (sum, shape) => sum | shape.Types);
        if (isAny)
            Types = ShapeTypes.Any;
        Closed = !isAny && shapes.TrueForAll(shape => shape.Closed || !shape.Admits(ShapeTypes.Object));
        if (shapes.Count > 0 && shapes.TrueForAll(shape => shape.Literals is not null))
        {
            _literals = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var literal in shapes.SelectMany(shape => shape.Literals!).Take(5_000))
                _literals.Add(literal.ValueKind == System.Text.Json.JsonValueKind.String ? JsonText.Text(literal) : literal.GetRawText());
        }

        ReadMembers();
    }

    public int Id { get; }

    public bool IsAny { get; }

    public ShapeTypes Types { get; }

    public bool Closed { get; }

    /// <summary>Whether every allowed value is listed.</summary>
    public bool IsLiteral => _literals is not null;

    public bool HasNames => _members.Count > 0;

    public bool Admits(ShapeTypes types) => (Types & types) != 0;

    public bool Declares(string name) => _members.ContainsKey(name);

    /// <summary>The bit of a declared member; 0 for others and beyond the tracked ones.</summary>
    public ulong BitOf(string name) => _members.TryGetValue(name, out var member) && member.Index < MaxTracked ? 1UL << member.Index : 0;

    /// <summary>The declared name that differs in case or punctuation only; null where there is none or several.</summary>
    public string? Similar(string name)
    {
        if (_spellings is null)
        {
            _spellings = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var declared in _members.Keys)
            {
                var bare = Coercion.MemberCoercion.Bare(declared);
                _spellings[bare] = _spellings.ContainsKey(bare) ? null : declared;
            }
        }

        return name.Length > 200 ? null : _spellings.GetValueOrDefault(Coercion.MemberCoercion.Bare(name));
    }

    /// <summary>What a member holds; for a name that is not declared what further members hold, null where nothing is said.</summary>
    public ShapeView? MemberAt(string name)
    {
        if (_members.TryGetValue(name, out var member))
            return member.View ??= _views.Of(member.Shapes);
        if (!_hasAdditional)
        {
            _hasAdditional = true;
            var more = _shapes.Where(shape => shape.Additional is not null).Select(shape => shape.Additional!).ToList();
            _additional = more.Count == 0 ? null : _views.Of(more);
        }

        return _additional;
    }

    /// <summary>What an item holds.</summary>
    public ShapeView ItemAt(int index)
    {
        if (_shapes.Exists(shape => shape.Prefix is not null))
            return _views.Of([.. _shapes.Select(shape => shape.Prefix is { } prefix && index < prefix.Count ? prefix[index] : shape.Items).OfType<TypeShape>()]);
        return _items ??= _views.Of([.. _shapes.Where(shape => shape.Items is not null).Select(shape => shape.Items!)]);
    }

    /// <summary>Whether every allowed value is listed and this text is none of them.</summary>
    public bool ExcludesLiteral(string text) => _literals is not null && !_literals.Contains(text.Trim());

    /// <summary>How many required members an object with these members lacks.</summary>
    public int MissingMembers(ulong seen)
    {
        var least = int.MaxValue;
        foreach (var required in _required)
            least = Math.Min(least, BitOperations.PopCount(required & ~seen));
        return least == int.MaxValue ? 0 : least;
    }

    private void ReadMembers()
    {
        foreach (var shape in _shapes.Where(shape => shape.Admits(ShapeTypes.Object)))
        {
            foreach (var property in shape.Properties)
            {
                if (!_members.TryGetValue(property.Name, out var member))
                    _members[property.Name] = member = new Member(_members.Count);
                if (!member.Shapes.Contains(property.Shape))
                    member.Shapes.Add(property.Shape);
            }
        }

        foreach (var shape in _shapes.Where(shape => shape.Admits(ShapeTypes.Object)))
            _required.Add(shape.Properties.Where(property => property.Required).Aggregate(0UL, (sum, property) => sum | BitOf(property.Name)));
    }

    private sealed class Member(int index)
    {
        public int Index { get; } = index;

        public List<TypeShape> Shapes { get; } = [];

        public ShapeView? View { get; set; }
    }
}
