namespace StructGen.Generation.Prompting.Shapes;

/// <summary>JSON types that a shape admits. <see cref="Number"/> without <see cref="Integer"/> never occurs.</summary>
[Flags]
internal enum ShapeTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Object = 32,
    Array = 64,
    Any = Null | Boolean | Integer | Number | String | Object | Array,
}
