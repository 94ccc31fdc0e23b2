namespace StructGen.Generation.Parsing.Decoders;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text: as written in quotes, else trimmed.</param>
/// <param name="Quoted">Whether it stood in quotes.</param>
/// <param name="Offset">UTF-16 offset into the answer.</param>
internal readonly record struct TableCell(string Text, bool Quoted, int Offset);
