using System.Text;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.TestKit.Gguf;

namespace StructGen.LLamaSharp.Tests;

public sealed class LLamaSharpModelTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    [Fact]
    public async Task Load_TinyModel_ShowsNameLengthAndMetadata()
    {
        using var model = await file.LoadAsync();
        Assert.Equal("tiny", model.Name);
        Assert.Equal(2048, model.ContextLength);
        Assert.Equal("Extract:\n{type}", model.Metadata["structgen.prompt.extract"]);
        Assert.Equal(TinyModel.VocabularySize, model.Vocabulary.Count);
    }

    [Fact]
    public async Task Vocabulary_TinyModel_HasRawBytesAndNoTextOfControlTokens()
    {
        using var model = await file.LoadAsync();
        for (var value = 0; value < 256; value++) Assert.Equal([(byte)value], model.Vocabulary.GetBytes(value).ToArray());
        Assert.Equal("hello"u8.ToArray(), model.Vocabulary.GetBytes(259).ToArray());
        Assert.False(model.Vocabulary.IsText(TinyModel.MessageStart));
        Assert.Empty(model.Vocabulary.GetBytes(TinyModel.MessageStart).ToArray());
        Assert.Contains(TinyModel.MessageEnd, model.Vocabulary.EndTokens);
        Assert.DoesNotContain(TinyModel.MessageStart, model.Vocabulary.EndTokens);
    }

    [Theory]
    [InlineData("hello {\"a\": 1}")]
    [InlineData("Zażółć 漢字 🙂\n\t")]
    [InlineData("")]
    public async Task Tokenize_Text_GivesTheSameBytesBack(string text)
    {
        using var model = await file.LoadAsync();
        Assert.Equal(text, Text(model, model.Tokenize(text, parseSpecial: false)));
    }

    [Fact]
    public async Task Tokenize_RoleText_IsATokenOnlyWhenParsed()
    {
        using var model = await file.LoadAsync();
        Assert.Equal([TinyModel.MessageEnd], model.Tokenize("<|im_end|>", parseSpecial: true));
        Assert.DoesNotContain(TinyModel.MessageEnd, model.Tokenize("<|im_end|>", parseSpecial: false));
    }

    [Fact]
    public async Task Open_PromptThatFillsTheContext_Throws()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, ContextLength = 256 });
        var exception = await Assert.ThrowsAsync<ContextExceededException>(async () => await model.OpenAsync(Enumerable.Repeat(65, 256).ToArray(), default));
        Assert.Equal(256, exception.Tokens);
        Assert.Equal(256, exception.Limit);
    }

    [Fact]
    public async Task Open_NoToken_Throws()
    {
        using var model = await file.LoadAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await model.OpenAsync(ReadOnlyMemory<int>.Empty, default));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public async Task Open_TokenOutsideTheVocabulary_ThrowsAndTheContextIsFreeAgain(int token)
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await model.OpenAsync(new[] { 65, token }, default));
        using var session = await model.OpenAsync(new[] { 65 }, TestContext.Current.CancellationToken);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Append([token], default));
    }

    [Fact]
    public async Task Dispose_WithAnOpenSession_SessionGoesOnAndNewOnesAreRefused()
    {
        var model = await file.LoadAsync();
        using var session = await model.OpenAsync(new[] { 65, 66 }, default);
        model.Dispose();
        session.Append([67], default);
        Assert.Equal(3, session.Position);
        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await model.OpenAsync(new[] { 65 }, default));
    }

    [Fact]
    public async Task Load_ConfiguredTemplateThatNobodyKnows_SaysSoAndNamesSome()
    {
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => file.LoadAsync(new LLamaSharpOptions { Threads = 1, ChatTemplate = "no such" }));
        Assert.Contains("'tiny'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no such", exception.Message, StringComparison.Ordinal);
        Assert.Contains("chatml", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ something else }}", "does not know its chat template")]
    [InlineData(null, "has no chat template")]
    public async Task Load_TemplateUnknownOrMissing_SaysSoAndAnOverrideHelps(string? template, string expected)
    {
        var path = file.Write($"template{template?.Length}.gguf", new TinyModel { ChatTemplate = template }.ToArray());
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => TinyModelFile.LoadAsync(path));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        using var model = await TinyModelFile.LoadAsync(path, new LLamaSharpOptions { Threads = 1, ChatTemplate = "chatml" });
        Assert.NotEmpty(model.TokenizeChat([new("user", "hi")]));
    }

    [Fact]
    public async Task Load_OptionsOutOfRange_Throws()
        => await Assert.ThrowsAsync<ArgumentException>(() => file.LoadAsync(new LLamaSharpOptions { Contexts = 0 }));

    internal static string Text(LLamaSharpModel model, IEnumerable<int> tokens)
        => Encoding.UTF8.GetString([.. tokens.SelectMany(token => model.Vocabulary.GetBytes(token).ToArray())]);
}
