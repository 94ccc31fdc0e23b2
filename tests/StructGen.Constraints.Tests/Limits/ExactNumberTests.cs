using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Limits;

/// <summary>Numbers beyond double, against exact arithmetic that shares no code with the engine's.</summary>
public sealed class ExactNumberTests
{
    private static readonly Vocabulary Bytes = new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []], [256]);

    [Fact]
    public void Validate_NumbersOfAllSizes_AgreesWithExactArithmetic()
    {
        var random = new Random(20261201);
        for (var round = 0; round < 2_000; round++)
        {
            var (bound, value) = (Draw(random), Draw(random));
            var order = Compare(value, bound);
            Check("minimum", bound, value, order >= 0);
            Check("maximum", bound, value, order <= 0);
            Check("exclusiveMinimum", bound, value, order > 0);
            Check("exclusiveMaximum", bound, value, order < 0);
            Check("const", bound, value, order == 0);
            Check("const", bound, bound, true);
            if (bound.Mantissa.Sign > 0) Check("multipleOf", bound, value, IsMultiple(value, bound));
        }

        static void Check(string keyword, Number bound, Number value, bool expected)
        {
            var validator = SchemaValidator.Create(JsonElement.Parse($"{{\"{keyword}\": {bound.Text}}}"));
            Assert.True(validator.IsValid(JsonElement.Parse(value.Text)) == expected, $"{value.Text} under {keyword} {bound.Text}");
        }
    }

    [Fact]
    public void Compile_BoundsOfAllSizes_WritesANumberBetweenThem()
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            var (low, high) = (Draw(random), Draw(random));
            if (Compare(low, high) > 0) (low, high) = (high, low);
            var schema = JsonElement.Parse($"{{\"type\": \"number\", \"minimum\": {low.Text}, \"maximum\": {high.Text}}}");
            var matcher = new ConstraintCompiler(Bytes).Compile(schema).CreateMatcher();
            Assert.True(matcher.TryAcceptBytes(Encoding.ASCII.GetBytes(Plain(low))) && matcher.CanEnd, $"{low.Text} to {high.Text}");
            var written = Write(new ConstraintCompiler(Bytes).Compile(schema).CreateMatcher());
            Assert.True(SchemaValidator.Create(schema).IsValid(JsonElement.Parse(written)), $"{written} between {low.Text} and {high.Text}");
        }
    }

    [Theory]
    [InlineData("""{"type": "number", "minimum": 1e400}""")]
    [InlineData("""{"type": "integer", "exclusiveMinimum": 1e999}""")]
    [InlineData("""{"type": "number", "maximum": -1e500}""")]
    [InlineData("""{"type": "number", "exclusiveMinimum": 0, "maximum": 1e-500}""")]
    [InlineData("""{"const": 1e-900}""")]
    [InlineData("""{"type": "integer", "multipleOf": 1e400, "minimum": 1}""")]
    [InlineData("""{"type": "array", "maxItems": 1000000000000000000000}""")]
    [InlineData("""{"type": "string", "maxLength": 9223372036854775807}""")]
    [InlineData("""{"type": "string", "minLength": 1000000000}""")]
    public void Compile_NumbersThatCanBeWritten_Compiles(string schema) => Assert.NotNull(new ConstraintCompiler(Bytes).Compile(JsonElement.Parse(schema)));

    [Theory]
    [InlineData("""{"multipleOf": 1e-999999999}""", "", "multipleOf")]
    [InlineData("""{"properties": {"a": {"minimum": 1e20000}}}""", "/properties/a", "minimum")]
    [InlineData("""{"type": "array", "minItems": 1000000000000000000}""", "", "minItems")]
    [InlineData("""{"type": "object", "properties": {"a": {"minLength": 100000000000000000000}}, "required": ["a"]}""", "/properties/a", "minLength")]
    [InlineData("""{"type": "object", "minProperties": 1e30}""", "", "minProperties")]
    [InlineData("""{"type": "array", "contains": true, "minContains": 1e19}""", "", "minContains")]
    public void Compile_NumbersBeyondTheBounds_NamesPlaceAndKeyword(string schema, string pointer, string keyword)
    {
        var error = Assert.Throws<ConstraintLimitException>(() => new ConstraintCompiler(Bytes).Compile(JsonElement.Parse(schema))).Errors[0];
        Assert.Equal((pointer, keyword), (error.Pointer, error.Keyword));
    }

    [Theory]
    [InlineData("maximum")]
    [InlineData("multipleOf")]
    [InlineData("maxItems")]
    [InlineData("const")]
    public void Compile_NumberOfAMillionDigits_IsRefusedAtOnce(string keyword)
    {
        var schema = JsonElement.Parse($"{{\"{keyword}\": {new string('7', 1_000_000)}}}");
        var error = Assert.Throws<ConstraintLimitException>(() => new ConstraintCompiler(Bytes).Compile(schema)).Errors[0];
        Assert.InRange(error.Message.Length, 20, 500);
    }

    [Theory]
    [InlineData("""{"type": "array", "minItems": 9223372036854775807, "maxItems": 9223372036854775806}""")]
    [InlineData("""{"allOf": [{"type": "array", "maxItems": 20000000000000000001}, {"not": {"maxItems": 20000000000000000000}}]}""")]
    public void Compile_CountsThatCannotBeToldApart_NeverCallsThemContradictory(string schema)
        => Assert.Throws<ConstraintLimitException>(() => new ConstraintCompiler(Bytes).Compile(JsonElement.Parse(schema)));

    [Fact]
    public void Validate_InstanceNumberOfAMillionDigits_IsInvalidWithAReasonWhereItMustBeCompared()
    {
        var number = JsonElement.Parse(new string('7', 1_000_000));
        Assert.True(SchemaValidator.Create(JsonElement.Parse("""{"type": "integer"}""")).IsValid(number));
        var report = SchemaValidator.Create(JsonElement.Parse("""{"minimum": 1}""")).Validate(number);
        Assert.Contains("digits", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
        Assert.False(SchemaValidator.Create(JsonElement.Parse("""{"minimum": 1}""")).IsValid(JsonElement.Parse("1e99999999999")));
    }

    private static string Write(ConstraintMatcher matcher)
    {
        var (text, mask) = (new StringBuilder(), new ulong[Bytes.MaskLength]);
        while (!matcher.CanEnd)
        {
            Assert.True(text.Length < 3_000);
            matcher.FillClosingMask(mask, matcher.MinBytesToEnd);
            var next = Enumerable.Range(0, 256).First(value => (mask[value >> 6] >> (value & 63) & 1) != 0);
            Assert.True(matcher.TryAccept(next));
            text.Append((char)next);
        }

        return text.ToString();
    }

    private static Number Draw(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, random.Next(4) == 0 ? 400 : 4)).Select(_ => random.Next(10)));
        var mantissa = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * (random.Next(3) == 0 ? -1 : 1);
        var exponent = random.Next(3) switch { 0 => 0, 1 => random.Next(-5, 6), _ => random.Next(-500, 501) };
        return new Number(mantissa, exponent);
    }

    private static int Compare(Number left, Number right)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return (left.Mantissa * BigInteger.Pow(10, left.Exponent - exponent)).CompareTo(right.Mantissa * BigInteger.Pow(10, right.Exponent - exponent));
    }

    private static bool IsMultiple(Number value, Number divisor)
    {
        var exponent = Math.Min(value.Exponent, divisor.Exponent);
        return (value.Mantissa * BigInteger.Pow(10, value.Exponent - exponent) % (divisor.Mantissa * BigInteger.Pow(10, divisor.Exponent - exponent))).IsZero;
    }

    private static string Plain(Number number)
    {
        if (number.Mantissa.IsZero) return "0";
        var digits = BigInteger.Abs(number.Mantissa).ToString(CultureInfo.InvariantCulture);
        var sign = number.Mantissa.Sign < 0 ? "-" : "";
        if (number.Exponent >= 0) return sign + digits + new string('0', number.Exponent);
        digits = digits.PadLeft(1 - number.Exponent, '0');
        var fraction = digits[^-number.Exponent..].TrimEnd('0');
        return sign + digits[..^-number.Exponent] + (fraction.Length == 0 ? "" : "." + fraction);
    }

    private sealed record Number(BigInteger Mantissa, int Exponent)
    {
        public string Text => Exponent == 0 ? $"{Mantissa}" : $"{Mantissa}e{Exponent}";
    }
}
