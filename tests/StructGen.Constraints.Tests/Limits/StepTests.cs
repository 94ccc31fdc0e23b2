using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Limits;

/// <summary>Work stops by its steps, not by luck: when the caller leaves, and when the time is up.</summary>
public sealed class StepTests
{
    /// <summary>Steps that may be counted after the caller has left: the interval between two looks, and one step that counts for many.</summary>
    private const long MostStepsAfter = 20_000;

    private static readonly Vocabulary Bytes = new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []], [256]);

    private static Dictionary<string, Func<string>> Schemas { get; } = new()
    {
        ["2,000 divisors"] = () => $$"""{"type":"number","allOf":[ {{Join(2_000, i => $"{{\"multipleOf\":{(i * 2) + 3}}}")}} ] }""",
        ["300 excluded divisors"] = () => $$"""{"type":"integer","minimum":1,"allOf":[ {{Join(300, i => $"{{\"not\":{{\"multipleOf\":{i + 2}}}}}")}} ] }""",
        ["8,000 branches of oneOf"] = () => $$"""{"oneOf":[ {{Join(8_000, i => $"{{\"type\":\"object\",\"properties\":{{\"a\":{{\"minimum\":{i}}}}}}}")}} ] }""",
        ["10,000 constants in anyOf"] = () => $$"""{"anyOf":[ {{Join(10_000, i => $"{{\"const\":{i * 7919L}}}")}} ] }""",
        ["anyOf within allOf"] = () => $$"""{"allOf":[ {{Join(14, i => $"{{\"anyOf\":[{Join(12, j => $"{{\"type\":\"object\",\"properties\":{{\"p{i}\":{{\"const\":{j}}},\"q{j}\":{{\"minimum\":{i}}}}}}}")}]}}")}} ] }""",
        ["nested counts"] = () => """{"type":"string","allOf":[{"pattern":"^(a{1,1000}b?){1,1000}$"},{"pattern":"^(a?b{1,1000}){1,1000}$"},{"pattern":"x.{500}y"}]}""",
        ["divisors of 900 digits"] = () => $$"""{"type":"number","minimum":1,"allOf":[ {{Join(40, i => $"{{\"multipleOf\":{new string((char)('1' + (i % 9)), 900)}{i}}}")}} ] }""",
        ["50,000 conditions on names"] = () => $$"""{"type":"object","minProperties":2,"properties":{ {{Join(20_000, i => $"\"p{i}\":{{\"minimum\":{i}}}")}} },"patternProperties":{ {{Join(7, i => $"\"{i}\":{{\"maximum\":{i}}}")}} } }""",
    };

    public static TheoryData<string> Names => [.. Schemas.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Compile_CallerLeaves_StopsWithinCountedSteps(string name)
    {
        var schema = JsonElement.Parse(Schemas[name]());
        using var leaves = new CancellationTokenSource();
        Work? work = null;
        var options = new ConstraintOptions { Limits = ConstraintLimits.Default with { CompileTime = TimeSpan.FromMinutes(5), AutomatonStates = 5_000_000, Alternatives = 1_000_000 } };
        var compile = Task.Run(() => new ConstraintCompiler(Bytes).Compile(schema, options, clock => Volatile.Write(ref work, clock), leaves.Token));
        while (!compile.IsCompleted && (Volatile.Read(ref work)?.Steps ?? 0) < 2_000) await Task.Delay(1);
        await leaves.CancelAsync();
        var then = Volatile.Read(ref work)?.Steps ?? 0;
        try
        {
            await compile;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ConstraintException)
        {
            // Left in time, or done before.
        }

        Assert.InRange((Volatile.Read(ref work)?.Steps ?? 0) - then, 0, MostStepsAfter);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compile_CallerHasLeft_DoesNotBegin(string name)
    {
        Work? work = null;
        var limits = ConstraintLimits.Default with { CompileTime = TimeSpan.FromMinutes(5) };
        var exception = Record.Exception(() => new ConstraintCompiler(Bytes).Compile(JsonElement.Parse(Schemas[name]()), new ConstraintOptions { Limits = limits }, clock => work = clock, new CancellationToken(true)));
        Assert.True(exception is OperationCanceledException or ConstraintException, $"{exception}");
        Assert.InRange(work!.Steps, 0, MostStepsAfter);
    }

    [Fact]
    public void Compile_TimeIsUp_NamesThePlace()
    {
        var options = new ConstraintOptions { Limits = ConstraintLimits.Default with { CompileTime = TimeSpan.FromMilliseconds(1), Alternatives = 1_000_000 } };
        var schema = JsonElement.Parse($$"""{"type":"object","properties":{"deep":{{Schemas["8,000 branches of oneOf"]()}} },"required":["deep"]}""");
        var error = Assert.Throws<ConstraintLimitException>(() => new ConstraintCompiler(Bytes).Compile(schema, options)).Errors[0];
        Assert.Contains("CompileTime", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("/properties/deep", error.Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_CallerHasLeft_Stops()
    {
        var schema = SchemaValidator.Create(JsonElement.Parse("""{"items": {"allOf": [{"minimum": 1}, {"maximum": 5}]}}"""));
        var instance = JsonElement.Parse("[" + string.Join(',', Enumerable.Repeat("3", 100_000)) + "]");
        Assert.Throws<OperationCanceledException>(() => schema.IsValid(instance, new CancellationToken(true)));
        Assert.Throws<OperationCanceledException>(() => schema.Validate(instance, new CancellationToken(true)));
    }

    private static string Join(int count, Func<int, string> item)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(i > 0 ? "," : "").Append(item(i));
        return text.ToString();
    }
}
