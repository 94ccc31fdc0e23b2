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

    [Theory]
    [InlineData("optional")]
    [InlineData("optional/format")]
    public void OptionalTests_ByDraft_PassButForKnownGaps(string folder)
    {
        foreach (var draft in SuiteFile.Drafts)
        {
            var total = 0;
            var failed = new List<string>();
            foreach (var file in SuiteFile.In(draft, folder))
            {
                var (count, failures) = Run(file, assertFormats: folder.EndsWith("format", StringComparison.Ordinal));
                total += count;
                failed.AddRange(failures);
            }

            output.WriteLine($"{draft}/{folder}: {total - failed.Count} of {total} pass");
            foreach (var failure in failed) output.WriteLine($"  {failure}");
        }
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
