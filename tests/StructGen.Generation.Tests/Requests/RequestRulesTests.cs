using System.Text.Json;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Tests.Requests;

public class RequestRulesTests
{
    private static readonly GenerationLimits Limits = new() { TextBytes = 1000 };
    private static readonly JsonElement Schema = PipelineSetup.Person;

    public static TheoryData<string, GenerationRequest> Faulty => new()
    {
        { "", new GenerationRequest { Text = "t" } },
        { "/spec", new GenerationRequest { Schema = Schema, Spec = Schema, Text = "t" } },
        { "", new GenerationRequest { Schema = Schema } },
        { "/messages", new GenerationRequest { Schema = Schema, Text = "t", Messages = [new("user", "t")] } },
        { "/text", new GenerationRequest { Schema = Schema, Text = " \n" } },
        { "/messages", new GenerationRequest { Schema = Schema, Messages = [new("system", "t")] } },
        { "/messages/0/role", new GenerationRequest { Schema = Schema, Messages = [new("tool", "t")] } },
        { "/prompt/encoder", new GenerationRequest { Schema = Schema, Text = "t", Prompt = new PromptOptions { Encoder = "toml" } } },
        { "/prompt/layout", new GenerationRequest { Schema = Schema, Text = "t", Prompt = new PromptOptions { Layout = "html" } } },
        { "/surface", new GenerationRequest { Schema = Schema, Text = "t", Surface = AnswerSurface.Yaml, Prompt = new PromptOptions { Encoder = "csv" } } },
        { "/temperature", new GenerationRequest { Schema = Schema, Text = "t", Sampling = new() { Temperature = float.NaN } } },
        { "/topP", new GenerationRequest { Schema = Schema, Text = "t", Sampling = new() { TopP = 0 } } },
        { "/topK", new GenerationRequest { Schema = Schema, Text = "t", Sampling = new() { TopK = 0 } } },
        { "/maxTokens", new GenerationRequest { Schema = Schema, Text = "t", Sampling = new() { MaxTokens = int.MaxValue } } },
        { "/retries", new GenerationRequest { Schema = Schema, Text = "t", Retries = 11 } },
        { "/timeoutSeconds", new GenerationRequest { Schema = Schema, Text = "t", Timeout = TimeSpan.Zero } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Check_FaultyRequest_NamesTheMember(string pointer, GenerationRequest request)
        => Assert.Equal(pointer, Assert.Throws<MalformedRequestException>(() => RequestRules.Check(request, Limits)).Pointer);

    [Fact]
    public void Check_LargeText_GivesBothNumbers()
    {
        var fault = Assert.Throws<RequestTooLargeException>(() => RequestRules.Check(new GenerationRequest { Schema = Schema, Text = new string('ä', 501) }, Limits));
        Assert.Equal((1002, 1000), (fault.Size, fault.Limit));
    }

    [Fact]
    public void Check_NoTools_IsRefusedUnlessNoneIsWanted()
    {
        Assert.Equal("/tools", Assert.Throws<MalformedRequestException>(() => RequestRules.Check(new ToolCallRequest { Input = "t", Tools = [] }, Limits)).Pointer);
        RequestRules.Check(new ToolCallRequest { Input = "t", Tools = [], Choice = ToolChoice.None }, Limits);
    }
}
