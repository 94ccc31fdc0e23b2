using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tests.Tools.Http;

public class PathSegmentsTests
{
    private static readonly string[] Dots = [".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252e", "%25252e.", "..;", "..;x=1", "..%3Bx", "..%20", "..%00", "%09..", "..%2f..", "..%5c", "a%2f..", "a%5C..%5Cb", "%2e%2e%2fadmin"];

    private static readonly string[] Names = ["a", "...", ".a", "a.", "..a", "a..b", "%2ea", "a%2Fb", "a%5Cb", "100%25", "%C3%A9", "a;b", "1.0", "", "%zz"];

    [Fact]
    public void LeadsElsewhere_DotsHoweverTheyAreWritten_AreFoundAtEveryPlace()
    {
        foreach (var segment in Dots)
        {
            foreach (var path in new[] { $"/{segment}", $"/v1/{segment}/x", $"/{segment}/", $"/a\\{segment}\\b" })
                Assert.True(PathSegments.LeadsElsewhere(path), path);
        }
    }

    [Fact]
    public void LeadsElsewhere_OrdinarySegments_AreLeftAlone()
    {
        foreach (var segment in Names) Assert.False(PathSegments.LeadsElsewhere($"/v1/{segment}/x"), segment);
    }
}
