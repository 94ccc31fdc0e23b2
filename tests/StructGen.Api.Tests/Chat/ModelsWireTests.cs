using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Chat;

/// <summary><c>/v1/models</c> as OpenAI's clients read it.</summary>
public sealed class ModelsWireTests(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task ModelsAreListedInBothForms()
    {
        var list = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/models"));
        Assert.Equal("list", list.GetProperty("object").GetString());
        var cards = list.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()), cards.Select(card => card.GetProperty("id").GetString()));
        Assert.All(cards, card => Assert.Equal("model", card.GetProperty("object").GetString()));
        Assert.All(cards, card => Assert.True(card.GetProperty("created").GetInt64() > 1_700_000_000));
        Assert.Equal("fake", cards.Single(card => card.GetProperty("id").GetString() == "fake/model").GetProperty("owned_by").GetString());
    }

    [Theory]
    [InlineData("structgen-extract-135m", "structgen-extract-135m")]
    [InlineData("fake/model", "fake/model")]
    [InlineData("fake%2Fmodel", "fake/model")]
    public async Task AModelIsFoundByItsName(string path, string name)
    {
        var card = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/models/" + path));
        Assert.Equal(["id", "created", "owned_by", "object"], card.EnumerateObject().Select(member => member.Name));
        Assert.Equal(name, card.GetProperty("id").GetString());
    }
}
