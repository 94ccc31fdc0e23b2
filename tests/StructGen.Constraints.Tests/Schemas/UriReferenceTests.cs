using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Tests.Schemas;

/// <summary>The examples of RFC 3986 section 5.4 and what schemas use beside them.</summary>
public sealed class UriReferenceTests
{
    [Theory]
    [InlineData("g:h", "g:h")]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./../g", "http://a/b/g")]
    [InlineData("g/./h", "http://a/b/c/g/h")]
    [InlineData("g/../h", "http://a/b/c/h")]
    public void Resolve_ExamplesOfTheRfc_AsPrescribed(string reference, string expected)
        => Assert.Equal((expected, ""), UriReference.Resolve("http://a/b/c/d;p?q", reference));

    [Theory]
    [InlineData("", "#/a", "", "/a")]
    [InlineData("", "b.json#c", "b.json", "c")]
    [InlineData("urn:uuid:1-2", "#/a", "urn:uuid:1-2", "/a")]
    [InlineData("http://a", "b", "http://a/b", "")]
    [InlineData("http://a/b#", "#/%25", "http://a/b", "/%")]
    public void Resolve_FragmentsAndOtherBases_Split(string source, string reference, string uri, string fragment)
        => Assert.Equal((uri, fragment), UriReference.Resolve(source, reference));
}
