using System.Text.Json;
using CsCheck;
using StructGen.Generation.Chats;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Tests.Chats;

public class CallSplitterTests
{
    private static readonly ToolDefinition[] Tools = [new("look", "looks"), new("look_up", "searches")];
    private static readonly ChatAsk Auto = new(null, Tools, ToolChoice.Auto, Parallel: true);
    private static readonly ChatAsk WithData = new(PipelineSetup.Person, Tools, ToolChoice.Auto, Parallel: true);

    private static readonly string[] Texts =
    [
        "",
        "Hello.",
        """{"name": "look", "arguments": {}}""",
        """{"name":"look_up","arguments":{"a":[{"b":"}]\"{"}],"c":{}}}""",
        """[{"name": "look", "arguments": {"at": "sky"}}, {"name": "look_up", "arguments": {"q": "[,{\\"}}]""",
        """[{"name":"look","arguments":{"at":"🙂,"}},{"name":"look","arguments":{}},{"name":"look_up","arguments":{"n":-1.5e3}}]""",
        """{"name": "reply", "arguments": {"text": "a \"b\" \\ \u00e9 \ud83d\ude42 {}[],\n🙂"}}""",
        """{"name": "Ann", "age": 41}""",
        """{"name": "look", "age": 41}""",
        """{"name": "look", "arguments": 5}""",
        """[1, 2]""",
        """{"age": 41, "name": "look"}""",
    ];

    [Fact]
    public void Append_AnyWayTheTextIsCut_TellsTheSame()
        => Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Bool, Gen.Int[1, 6].Array[1, 12]).Sample((text, withData, steps) =>
        {
            var ask = withData ? WithData : Auto;
            return Told(ask, Texts[text], steps) == Told(ask, Texts[text], [1000]);
        });

    [Fact]
    public void Append_Calls_GivesTheArgumentsAsTheyWereWritten()
    {
        var tale = Split(Auto, Texts[5], [3]);
        Assert.Equal(["look", "look", "look_up"], tale.Calls().Select(call => call.Name));
        Assert.Equal(["""{"at":"🙂,"}""", "{}", """{"n":-1.5e3}"""], tale.Calls().Select(call => call.Arguments));
        Assert.Equal(3, tale.Calls().Select(call => call.Id).Distinct().Count());
        Assert.Null(tale.Content());
    }

    [Fact]
    public void Append_Calls_EndOneBeforeTheNextBegins()
    {
        var indexes = Split(Auto, Texts[4], [2]).Pieces.Select(piece => piece is CallPiece call ? call.Index : ((ArgumentsPiece)piece).Index).ToList();
        Assert.Equal(indexes.Order(), indexes);
    }

    [Fact]
    public void Append_Reply_IsDecodedContent()
    {
        var tale = Split(Auto, Texts[6], [1]);
        Assert.Equal("a \"b\" \\ é 🙂 {}[],\n🙂", tale.Content());
        Assert.Empty(tale.Calls());
        Assert.All(tale.Pieces, piece => Assert.False(char.IsHighSurrogate(((ContentPiece)piece).Text[^1])));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void Append_Data_IsContent(int text)
    {
        var tale = Split(WithData, Texts[text], [1]);
        Assert.Equal(Texts[text], tale.Content());
        Assert.Empty(tale.Calls());
    }

    [Theory]
    [InlineData("a {\"name\": \"look\"")]
    [InlineData("{\"na")]
    public void Append_NoTools_IsContentAtOnce(string text)
    {
        var tale = new ChatTale(tell: null);
        new CallSplitter(new ChatAsk(null, [], ToolChoice.None, Parallel: true), tale.Add).Append(text);
        Assert.Equal(text, tale.Content());
    }

    [Fact]
    public void Append_NameOfNoFunction_IsToldAtItsFirstForeignLetter()
    {
        var tale = new ChatTale(tell: null);
        new CallSplitter(WithData, tale.Add).Append("""{"name": "loom""");
        Assert.Equal("""{"name": "loom""", tale.Content());
    }

    [Fact]
    public void Append_RandomReplies_DecodeAsJsonDoes()
        => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
        {
            var json = $$$"""{"name": "reply", "arguments": {"text": {{{JsonSerializer.Serialize(text)}}}}}""";
            return (Split(Auto, json, [3]).Content() ?? "") == text;
        });

    private static string Told(ChatAsk ask, string text, int[] steps)
    {
        var tale = Split(ask, text, steps);
        return string.Join('|', [tale.Content(), .. tale.Calls().Select(call => $"{call.Name} {call.Arguments}")]);
    }

    /// <summary>Cuts the text in pieces of these lengths, over and over; a surrogate pair is never cut, as the decoder never does.</summary>
    private static ChatTale Split(ChatAsk ask, string text, int[] steps)
    {
        var tale = new ChatTale(tell: null);
        var splitter = new CallSplitter(ask, tale.Add);
        for (int at = 0, turn = 0; at < text.Length; turn++)
        {
            var length = Math.Min(steps[turn % steps.Length], text.Length - at);
            if (char.IsHighSurrogate(text[at + length - 1])) length++;
            splitter.Append(text.AsSpan(at, length));
            at += length;
        }

        splitter.End();
        return tale;
    }
}
