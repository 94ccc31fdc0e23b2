using Microsoft.Extensions.AI;
using StructGen.Generation.Models;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Decoding;

public sealed class TokenModelChatClientTests
{
    private static readonly ChatMessage[] Messages = [new(ChatRole.System, "Be short."), new(ChatRole.User, "Hi")];

    [Fact]
    public async Task GetResponse_Messages_GivesTextUsageAndReason()
    {
        using var client = new TokenModelChatClient(FakeTokenModel.Writing("Hello"));
        var response = await client.GetResponseAsync(Messages, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Hello", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("fake", response.ModelId);
        Assert.Equal(5, response.Usage!.OutputTokenCount);
        Assert.Equal(response.Usage.InputTokenCount + 5, response.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task GetResponse_Options_Count()
    {
        using var client = new TokenModelChatClient(FakeTokenModel.Writing("Hello there"));
        var cut = await client.GetResponseAsync(Messages, new ChatOptions { MaxOutputTokens = 3 }, TestContext.Current.CancellationToken);
        Assert.Equal(("Hel", ChatFinishReason.Length), (cut.Text, cut.FinishReason!.Value));
        var stopped = await client.GetResponseAsync(Messages, new ChatOptions { StopSequences = [" th"] }, TestContext.Current.CancellationToken);
        Assert.Equal(("Hello", ChatFinishReason.Stop), (stopped.Text, stopped.FinishReason!.Value));
    }

    [Fact]
    public async Task GetStreamingResponse_Messages_JoinsToTheSameResponse()
    {
        using var client = new TokenModelChatClient(FakeTokenModel.Writing("Hello 🙂"));
        var response = await client.GetStreamingResponseAsync(Messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Hello 🙂", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.NotNull(response.Usage);
    }

    [Fact]
    public async Task GetResponse_Picture_IsRefused()
    {
        using var client = new TokenModelChatClient(FakeTokenModel.Writing("Hello"));
        var message = new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]);
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync([message]));
    }

    [Fact]
    public void GetService_KnowsItselfItsMetadataAndItsModel()
    {
        using var client = new TokenModelChatClient(FakeTokenModel.Writing("Hello"));
        Assert.Same(client, client.GetService<TokenModelChatClient>());
        Assert.Equal("fake", client.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.NotNull(client.GetService<ITokenModel>());
        Assert.Null(client.GetService<string>());
    }
}
