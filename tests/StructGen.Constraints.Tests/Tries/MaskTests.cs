using System.Text;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>A mask is what stepping every token byte by byte says, nothing more and nothing less.</summary>
public class MaskTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "arrays", "[[\"a\\\\b\", 12.5, [true, \"\u20ac \ud83d\ude00\"],null],-0,\"x\"]" },
        { "objects", "{\"id\": 12,\"name\":\"Ada\", \"nickname\":\"x\u00e9y\",\"\":\"none\"}" },
        { "closed", "{\"name\": \"abcde\",\"id\":0.5}" },
        { "unique", "[\"abc\",\"bcd\"]" },
        { "ambiguous", "\"ab\"" },
        { "ambiguous", "\"abcdefg\",12" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mask_SmallVocabulary_EqualsBruteForce(string grammar, string text)
    {
        for (var seed = 0; seed < 4; seed++) Follow(Machine(grammar), ToyVocabularies.Small(seed), text, 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mask_LlamaVocabulary_EqualsBruteForce(string grammar, string text)
    {
        Assert.SkipWhen(ToyVocabularies.Llama is null, "Needs Llama 3's vocabulary.");
        Follow(Machine(grammar), ToyVocabularies.Llama, text, 3);
    }

    [Fact]
    public void Mask_TwoMachinesOneVocabulary_ShareLexemes()
    {
        var vocabulary = ToyVocabularies.Small(9);
        Follow(Machine("arrays"), vocabulary, "[\"ab\"]", 1);
        var entries = vocabulary.Lexemes.Count;
        Follow(Machine("arrays"), vocabulary, "[\"ab\"]", 1);
        Assert.Equal(entries, vocabulary.Lexemes.Count);
        Follow(Machine("objects"), vocabulary, "{\"x\":\"ab\"}", 1);
        Follow(Machine("closed"), vocabulary, "{\"name\":\"ab\"}", 1);
    }

    [Fact]
    public void Mask_CacheTooSmall_ForgetsAndStaysRight()
    {
        var vocabulary = ToyVocabularies.Small(3);
        var machine = Machine("objects");
        var constraint = Constraint(machine, vocabulary, new ConstraintLimits { MaskBytes = 3 * vocabulary.MaskLength * 8 });
        var matcher = constraint.CreateMatcher();
        var state = machine.Start;
        foreach (var value in Encoding.UTF8.GetBytes("{\"id\": 12,\"name\":\"Ada\"}"))
        {
            var expected = BruteForce(machine, vocabulary, state);
            Assert.True(matcher.Mask.SequenceEqual(expected));
            Assert.True(matcher.Mask.SequenceEqual(expected));
            Assert.True(constraint.CreateMatcher().Mask.SequenceEqual(BruteForce(machine, vocabulary, machine.Start)));
            Assert.True(matcher.TryAcceptBytes([value]));
            state = machine.Step(state, value);
        }
    }

    internal static CompiledConstraint Constraint(ToyMachine machine, Vocabulary vocabulary, ConstraintLimits? limits = null)
    {
        Exploration Explore() => new(machine, vocabulary, null, limits ?? ConstraintLimits.Default);
        return new CompiledConstraint(vocabulary, new EnforcementReport([]), Explore(), Explore);
    }

    internal static ToyMachine Machine(string grammar) => new(grammar switch
    {
        "arrays" => ToyGrammars.Arrays(),
        "objects" => ToyGrammars.Objects(),
        "closed" => ToyGrammars.Objects(others: false),
        "unique" => ToyGrammars.Unique(),
        _ => ToyGrammars.Ambiguous(),
    });

    internal static ulong[] BruteForce(ToyMachine machine, Vocabulary vocabulary, int state)
    {
        var mask = new ulong[vocabulary.MaskLength];
        for (var token = 0; token < vocabulary.Count; token++)
        {
            if (!vocabulary.IsText(token)) continue;
            var at = state;
            foreach (var value in vocabulary.GetBytes(token))
            {
                at = machine.Step(at, value);
                if (at == 0) break;
            }

            if (at != 0) mask[token >> 6] |= 1UL << token;
        }

        if (!machine.CanEnd(state)) return mask;
        foreach (var token in vocabulary.EndTokens) mask[token >> 6] |= 1UL << token;
        return mask;
    }

    private static void Follow(ToyMachine machine, Vocabulary vocabulary, string text, int every)
    {
        var constraint = Constraint(machine, vocabulary);
        var matcher = constraint.CreateMatcher();
        var bytes = Encoding.UTF8.GetBytes(text);
        var state = machine.Start;
        for (var i = 0; i <= bytes.Length; i++)
        {
            if (i % every == 0 || i == bytes.Length) Same(BruteForce(machine, vocabulary, state), matcher.Mask, vocabulary, text[..Math.Min(i, text.Length)]);
            if (i == bytes.Length) break;
            state = machine.Step(state, bytes[i]);
            Assert.True(matcher.TryAcceptBytes(bytes.AsSpan(i, 1)), $"{text} dies at byte {i}.");
        }

        Assert.True(matcher.CanEnd);
    }

    private static void Same(ulong[] expected, ReadOnlySpan<ulong> actual, Vocabulary vocabulary, string place)
    {
        for (var token = 0; token < vocabulary.Count; token++)
        {
            if (TokenMask.Contains(expected, token) != TokenMask.Contains(actual, token))
                Assert.Fail($"After {place} token {token} ({Encoding.UTF8.GetString(vocabulary.GetBytes(token))}) should be {(TokenMask.Contains(expected, token) ? "allowed" : "forbidden")}.");
        }
    }
}
