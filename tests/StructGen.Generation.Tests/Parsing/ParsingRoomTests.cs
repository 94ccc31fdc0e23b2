using System.Text.RegularExpressions;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>The reader of answers is a pure room: no pipeline, model, transport or I/O, so that it can move to a project of its own.</summary>
public sealed partial class ParsingRoomTests
{
    [Fact]
    public void Reading_UsesOnlyShapesAndRepairs()
    {
        var folder = Path.Combine(TestFiles.Root(), "src", "StructGen.Generation", "Parsing");
        foreach (var room in new[] { "Reading", "Choosing", "Coercion", "Lenient", "Yaml" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, room), "*.cs"))
            {
                foreach (Match used in Usings().Matches(File.ReadAllText(file)))
                {
                    var name = used.Groups[1].Value;
                    Assert.True(
                        !name.StartsWith("StructGen.", StringComparison.Ordinal)
                            || name.StartsWith("StructGen.Generation.Parsing", StringComparison.Ordinal)
                            || name is "StructGen.Generation.Prompting.Shapes" or "StructGen.Generation.Requests" or "StructGen.Generation.Evidence" or "StructGen.Constraints",
                        $"{Path.GetFileName(file)} uses {name}");
                    Assert.False(name is "System.IO" or "System.Net.Http" || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal), $"{Path.GetFileName(file)} uses {name}");
                }
            }
        }
    }

    [GeneratedRegex(@"^using ([A-Za-z.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
