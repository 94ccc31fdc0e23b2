namespace StructGen.Generation.Parsing.Decoders;
internal static class XmlAnswers { public static ParsedAnswer Read(string raw, Prompting.Shapes.TypeShape? shape) => throw new NotImplementedException(); }
