using StructGen.Generation.Parsing;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Parsing;

public class AnswerPlacesTests
{
    [Theory]
    [InlineData("{\"a\":\"hello wor|\",\"b\":{\"c\":0,\"d\":[]}}", "/a /b/c /b/d")]
    [InlineData("{\"a\":1,|\"b\":\"\"}", "/b")]
    [InlineData("{\"a\":[1,2|]}", "/a/1")]
    [InlineData("{\"a\":[{\"x\":\"é\"},|{\"x\":\"\"}]}", "/a/1/x")]
    [InlineData("{\"a/b\":1,\"c~d\":[|]}", "/c~0d")]
    [InlineData("12|3", "")]
    [InlineData("{\"a\":\"x\"|}", null)]
    [InlineData("{\"a\":1}|", null)]
    public void From_Json_ListsWhatEndsBehind(string text, string? pointers)
        => Assert.Equal(pointers?.Split(' ') ?? [], AnswerPlaces.From(text.Replace("|", ""), text.IndexOf('|'), AnswerSurface.Json));

    [Theory]
    [InlineData("a: \"hel|lo\"\nb:\n  c: 0\n  d: []\n", "/a /b/c /b/d")]
    [InlineData("a: 1\n|b: \"\"\n", "/b")]
    [InlineData("- x: 1\n- |x: 2\n", "/1/x")]
    public void From_Yaml_ListsWhatEndsBehind(string text, string pointers)
        => Assert.Equal(pointers.Split(' '), AnswerPlaces.From(text.Replace("|", ""), text.IndexOf('|'), AnswerSurface.Yaml));

    [Theory]
    [InlineData("{\"a\":[1,{\"b\":\"xx|x\"}]}", "/a/1/b")]
    [InlineData("{\"a\":[1,{\"b\":\"xxx\"}|]}", "/a/1")]
    [InlineData("{\"a\":\"0000|", "")]
    public void At_Json_IsTheInnermostValue(string text, string pointer)
        => Assert.Equal(pointer, AnswerPlaces.At(text.Replace("|", ""), text.IndexOf('|'), AnswerSurface.Json));
}
