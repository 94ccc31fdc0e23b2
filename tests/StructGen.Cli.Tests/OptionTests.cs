using System.CommandLine;

namespace StructGen.Cli.Tests;

/// <summary>Options of all verbs: wrong values and the help.</summary>
public sealed class OptionTests
{
    /// <summary>Every option that takes something else than text, with its verb.</summary>
    public static TheoryData<string, string> Typed => [.. CommandLine.Create().Subcommands.SelectMany(verb => verb.Options
        .Where(option => (option.ValueType != typeof(string) && option.ValueType != typeof(string[]) && option.ValueType != typeof(bool)) || IsList(option.HelpName))
        .Select(option => (verb.Name, option.Name)))];

    public static TheoryData<string> Verbs => [.. CommandLine.Create().Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Typed))]
    public void AWrongValue_IsAnsweredInTheUsersWords(string verb, string option)
    {
        var error = Assert.Single(CommandLine.Create().Parse([verb, option, "nonsense"]).Errors, error => error.Message.Contains("nonsense", StringComparison.Ordinal)).Message;
        Assert.StartsWith($"'nonsense' is not a value of {option}: expected ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("StructGen.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mode", "grammer", "auto, prompt, grammar or native; did you mean 'grammar'?")]
    [InlineData("--surface", "jsn", "json or yaml; did you mean 'json'?")]
    [InlineData("--absent", "omitt", "null, omit, default or error; did you mean 'omit'?")]
    [InlineData("--encoder", "toml", "json, yaml, csv or xml.")]
    [InlineData("--layout", "chta", "text or chat; did you mean 'chat'?")]
    [InlineData("--use-tags", "tru", "true or false; did you mean 'true'?")]
    [InlineData("--max-tokens", "1e3", "a whole number of at most 2147483647.")]
    [InlineData("--timeout", "NaN", "a number.")]
    public void AValueThatWasMeant_IsSuggestedAsTheHelpWritesIt(string option, string written, string expected)
    {
        var error = Assert.Single(CommandLine.Create().Parse(["extract", option, written]).Errors).Message;
        Assert.Equal($"'{written}' is not a value of {option}: expected {expected}", error);
    }

    [Theory]
    [InlineData("--mode", "Grammar")]
    [InlineData("--mode", "grammar")]
    [InlineData("--temperature", "0.5")]
    [InlineData("--use-tags", "false")]
    public void ARightValue_IsTaken(string option, string written) => Assert.Empty(CommandLine.Create().Parse(["extract", option, written]).Errors);

    [Theory]
    [MemberData(nameof(Verbs))]
    public void TheHelp_NamesEveryOptionWithItsDescriptionOnce(string verb)
    {
        var help = Help(verb);
        foreach (var option in CommandLine.Create().Subcommands.Single(command => command.Name == verb).Options)
        {
            var row = Assert.Single(help.Split('\n'), line => line.StartsWith("  -", StringComparison.Ordinal) && line.Trim().Split("  ")[0].Split(' ', ',').Contains(option.Name));
            Assert.Contains(option.Description!.Split(' ')[0], row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheHelpOfExtract_BeginsWithSchemaAndText_AndGroupsThePromptsOptions()
    {
        var help = Help("extract");
        var places = new[] { "Options:", "--schema <", "--text <", "--mode <", "--surface <", "Prompt options:", "--compat", "--descriptor <", "--instruction-template <", "Examples:" }
            .Select(part => help.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    /// <summary>Names such as <c>json|yaml</c>, in contrast to <c>FILE|NAME</c>.</summary>
    private static bool IsList(string? helpName) => helpName is not null && helpName.Contains('|', StringComparison.Ordinal) && helpName.All(letter => !char.IsUpper(letter));

    private static string Help(string verb)
    {
        var output = new StringWriter();
        CommandLine.Create().Parse([verb, "--help"]).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString();
    }
}
