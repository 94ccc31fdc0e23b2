namespace StructGen.Constraints.Tests.Validation;

/// <summary>The JSON-Schema-Test-Suite through <see cref="SchemaValidator"/>: all required tests, and the optional ones with their known gaps.</summary>
public sealed class TestSuiteTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> RequiredFiles() => [.. SuiteFile.Drafts.SelectMany(draft => SuiteFile.In(draft)).Select(file => (file.Draft, file.Path))];

    [Theory]
    [MemberData(nameof(RequiredFiles))]
    public void RequiredTests_FormatsAsAnnotations_AllPass(string draft, string path)
    {
        var (_, failures) = Run(new SuiteFile(draft, path), assertFormats: false);
        Assert.Empty(failures);
    }

    [Fact]
    public void RequiredTests_Counted_AreAllThere()
    {
        var counts = SuiteFile.Drafts.Select(draft => SuiteFile.In(draft).Sum(file => file.Cases().Count()));
        Assert.Equal([618, 839, 927, 1259, 1299], counts);
    }

    /// <summary>Only <c>content*</c> keywords are left out: they are annotations since 2019-09, and here in draft 7 as well.</summary>
    [Fact]
    public void OptionalTests_FormatsAsAnnotations_AllPassButContent()
    {
        var failures = SuiteFile.Drafts.SelectMany(draft => SuiteFile.In(draft, "optional")).SelectMany(file => Run(file, assertFormats: false).Failures).ToList();
        Assert.All(failures, failure => Assert.StartsWith("draft7/optional/content.json", failure, StringComparison.Ordinal));
        Assert.Equal(4, failures.Count);
    }

    [Theory]
    [InlineData("draft4", 219)]
    [InlineData("draft6", 325)]
    [InlineData("draft7", 676)]
    [InlineData("draft2019-09", 757)]
    [InlineData("draft2020-12", 764)]
    public void OptionalFormatTests_FormatsAsserted_AtLeast95PercentPass(string draft, int count)
    {
        var results = SuiteFile.In(draft, "optional/format").Select(file => Run(file, assertFormats: true)).ToList();
        var failures = results.SelectMany(result => result.Failures).ToList();
        foreach (var failure in failures) output.WriteLine(failure);
        Assert.Equal(count, results.Sum(result => result.Count));
        Assert.True(failures.Count <= count * 5 / 100, $"{failures.Count} of {count} fail: {string.Join(Environment.NewLine, failures)}");
    }

    private static (int Count, IReadOnlyList<string> Failures) Run(SuiteFile file, bool assertFormats)
    {
        var options = new SchemaValidatorOptions { AssertFormats = assertFormats, RegisteredDocuments = file.Remotes };
        var failures = new List<string>();
        var count = 0;
        foreach (var test in file.Cases())
        {
            count++;
            if (Judge(test, options) is { } failure) failures.Add($"{test.Name}: {failure}");
        }

        return (count, failures);
    }

    private static string? Judge(SuiteCase test, SchemaValidatorOptions options)
    {
        try
        {
            var validator = SchemaValidator.Create(test.Schema, options);
            var report = validator.Validate(test.Instance);
            if (validator.IsValid(test.Instance) != report.IsValid) return "IsValid and Validate disagree";
            return report.IsValid == test.IsValid ? null : report.IsValid ? "wrongly accepted" : $"wrongly rejected: {report.Errors[0]}";
        }
        catch (ConstraintException exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
