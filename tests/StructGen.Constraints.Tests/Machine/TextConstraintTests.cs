using System.Text;

namespace StructGen.Constraints.Tests.Machine;

public sealed class TextConstraintTests
{
    private static readonly ConstraintCompiler Compiler = new(MatcherVerdicts.Bytes);

    [Theory]
    [InlineData("^[a-z]+\\d$", "ab1", true)]
    [InlineData("^[a-z]+\\d$", "ab", false)]
    [InlineData("^\"é\\n$", "\"é\n", true)]
    [InlineData("cat", "a cat sat", true)]
    public void Regex_Text_IsJudgedWhole(string expression, string text, bool accepted)
        => Assert.Equal(accepted, MatcherVerdicts.Accepts(Compiler.CompileRegex(expression), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Choice_OnlyTheChoices_AreWritten()
    {
        var constraint = Compiler.CompileChoice(["yes", "no", "don't know"]);
        Assert.True(MatcherVerdicts.Accepts(constraint, "don't know"u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, "maybe"u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, "n"u8));
        Assert.Equal(2, constraint.MinBytes);
    }

    [Fact]
    public void Regex_BackReference_IsRefused()
        => Assert.Throws<UnsupportedKeywordException>(() => Compiler.CompileRegex("^(a+)\\1$"));

    [Fact]
    public void Regex_BadSyntax_IsInvalid()
        => Assert.Throws<InvalidSchemaException>(() => Compiler.CompileRegex("(a"));

    [Fact]
    public void Choice_Nothing_IsUnsatisfiable()
        => Assert.Throws<UnsatisfiableSchemaException>(() => Compiler.CompileChoice([]));
}
