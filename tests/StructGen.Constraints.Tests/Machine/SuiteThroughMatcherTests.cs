using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>The JSON-Schema-Test-Suite through the matcher, instance by instance: the masks and the validator are of one mind.</summary>
public sealed class SuiteThroughMatcherTests(ITestOutputHelper output)
{
    public static TheoryData<string> Drafts => [.. SuiteFile.Drafts];

    [Theory]
    [MemberData(nameof(Drafts))]
    public void Matcher_RequiredTestsOfTheSuite_GivesTheSameVerdicts(string draft)
    {
        var wrong = new List<string>();
        var cases = 0;
        foreach (var file in SuiteFile.In(draft))
        {
            var options = new ConstraintOptions { Order = PropertyOrder.Any, AssertFormats = false, Documents = file.Remotes };
            foreach (var group in file.Cases().GroupBy(test => test.Schema.GetRawText()))
            {
                CompiledConstraint? constraint;
                try
                {
                    constraint = MatcherVerdicts.Compile(group.First().Schema, options);
                }
                catch (Exception exception)
                {
                    cases += group.Count();
                    wrong.Add($"{group.First().Name}: {exception.GetType().Name}: {exception.Message}");
                    continue;
                }

                foreach (var test in group)
                {
                    cases++;
                    var accepted = false;
                    try
                    {
                        accepted = MatcherVerdicts.Accepts(constraint, MatcherVerdicts.Write(test.Instance));
                    }
                    catch (Exception exception)
                    {
                        wrong.Add($"{test.Name}: {exception.GetType().Name}: {exception.Message}");
                        continue;
                    }

                    if (accepted != test.IsValid) wrong.Add($"{test.Name}: {(accepted ? "accepted" : "refused")} {test.Instance.GetRawText()}");
                }
            }
        }

        output.WriteLine($"{draft}: {cases - wrong.Count} of {cases}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
