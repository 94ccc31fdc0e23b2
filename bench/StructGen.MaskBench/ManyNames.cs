using System.Globalization;
using System.Text;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>First masks of objects with thousands of names: compile and the mask before the first byte, and the mask where the first name begins.</summary>
internal static class ManyNames
{
    private const int WarmUp = 30;

    private const int Repeats = 300;

    private static readonly (string Name, Func<int, string> Write)[] s_forms =
    [
        ("declared, closed", count => $$"""{"type":"object","properties":{ {{Members(count)}} },"additionalProperties":false}"""),
        ("declared, open", count => $$"""{"type":"object","properties":{ {{Members(count)}} } }"""),
        ("declared, all required", count => $$"""{"type":"object","properties":{ {{Members(count)}} },"required":[{{Names(count)}}],"additionalProperties":false }"""),
        ("propertyNames enum", count => $$"""{"type":"object","propertyNames":{"enum":[{{Names(count)}}] },"additionalProperties":{"type":"integer"} }"""),
        ("value enum", count => $$"""{"type":"object","properties":{"kind":{"enum":[{{Names(count)}}]} },"required":["kind"] }"""),
    ];

    /// <summary>Prints microseconds for each form of schema; each constraint is compiled anew.</summary>
    public static void Run(BenchOptions options, TextWriter writer)
    {
        var compiler = new ConstraintCompiler(BenchData.ReadVocabulary(options.VocabularyPath));
        var how = ConstraintOptions.Default with { Order = options.Order };
        var repeats = Math.Min(options.Limit, Repeats);
        writer.WriteLine($"{options.Names} names, order {options.Order}, {repeats} compiles each, microseconds");
        foreach (var (name, write) in s_forms)
        {
            using var document = JsonDocument.Parse(write(options.Names));
            var (compiles, firsts, begun) = (new List<long>(), new List<long>(), new List<long>());
            for (var i = -WarmUp; i < repeats; i++)
            {
                var start = Clock.Now();
                var matcher = compiler.Compile(document.RootElement, how).CreateMatcher();
                var compiled = Clock.Now();
                if (matcher.Mask.IndexOfAnyExcept(0UL) < 0) throw new InvalidOperationException($"{name}: the first mask is empty.");
                var first = Clock.Now();
                matcher.TryAcceptBytes("{\""u8);
                if (matcher.Mask.IndexOfAnyExcept(0UL) < 0) throw new InvalidOperationException($"{name}: the mask of the first name is empty.");
                var second = Clock.Now();
                if (i < 0) continue;
                compiles.Add(compiled - start);
                firsts.Add(first - start);
                begun.Add(second - first);
            }

            writer.WriteLine($"{name,-24} compile          {Percentiles.Of(compiles)}");
            writer.WriteLine($"{"",-24} and first mask   {Percentiles.Of(firsts)}");
            writer.WriteLine($"{"",-24} mask of the name {Percentiles.Of(begun)}");
        }
    }

    private static string Names(int count) => string.Join(',', Enumerable.Range(0, count).Select(Quoted));

    private static string Members(int count)
    {
        var members = new StringBuilder();
        for (var i = 0; i < count; i++) members.Append(i == 0 ? "" : ",").Append(Quoted(i)).Append(i % 2 == 0 ? ":{\"type\":\"string\"}" : ":{\"type\":\"integer\"}");
        return members.ToString();
    }

    private static string Quoted(int number) => string.Create(CultureInfo.InvariantCulture, $"\"{Word(number)}_{number}\"");

    private static string Word(int number) => new[] { "customer", "order", "price", "address", "line", "total", "date", "status", "item", "code" }[number % 10];
}
