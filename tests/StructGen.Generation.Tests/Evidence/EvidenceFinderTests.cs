using System.Text.Json;
using StructGen.Generation.Evidence;

namespace StructGen.Generation.Tests.Evidence;

public sealed class EvidenceFinderTests
{
    [Theory]
    // exact, all places
    [InlineData("\"Riga\"", "Riga, then Riga again", "Riga|Riga")]
    [InlineData("\"Ann\"", "Anna met Ann.", "Ann")]
    [InlineData("\"Ann\"", "Anna", "")]
    [InlineData("\"buch\"", "Das Handbuch", "")]
    [InlineData("\"handbook\"", "the handbooks", "handbook")]
    // other scripts
    [InlineData("\"東京\"", "私は東京に住む。東京!", "東京|東京")]
    [InlineData("\"서울\"", "서울에 간다", "서울")]
    [InlineData("\"😀\"", "ok 😀 and 😀😀", "😀|😀|😀")]
    [InlineData("\"naïve\"", "nai\u0308ve", "nai\u0308ve")]
    [InlineData("\"e\"", "e\u0301", "")]
    [InlineData("\"Ａ1\"", "a1", "a1")]
    [InlineData("\"ﬁne wine\"", "fine wine", "fine wine")]
    // normalised
    [InlineData("\"new york\"", "in New\n   York today", "New\n   York")]
    [InlineData("\"O'Neill\"", "by O\u2019Neill", "O\u2019Neill")]
    [InlineData("\"a-b\"", "a\u2013b", "a\u2013b")]
    [InlineData("\"\\\"x\\\"\"", "\u201Cx\u201D", "\u201Cx\u201D")]
    [InlineData("\"cooperate\"", "co\u00ADoperate", "co\u00ADoperate")]
    // numbers
    [InlineData("1234.5", "1,234.50 and 1.234,50 and 1 234.5 and 1234.5000", "1,234.50|1.234,50|1 234.5|1234.5000")]
    [InlineData("1234", "1,234", "1,234")]
    [InlineData("1234567", "1'234'567 or 1 234 567", "1'234'567|1 234 567")]
    [InlineData("12.5", "12,5 %", "12,5")]
    [InlineData("40", "over 40, INV-40 and 140, 40.5, A40", "40|40")]
    [InlineData("3", "three apples", "three")]
    [InlineData("7", "number 70", "")]
    [InlineData("0.05", "5% off", "5")]
    [InlineData("2500000", "2.5 million", "2.5 million")]
    [InlineData("3000", "3k", "3k")]
    [InlineData("-5", "\u22125 degrees", "\u22125")]
    [InlineData("5", "pages 3-5", "5")]
    [InlineData("99.9", "$99.90 EUR99,9", "99.90|99,9")]
    [InlineData("1e3", "1000", "1000")]
    [InlineData("\"1,234.50\"", "1234.5", "1234.5")]
    [InlineData("\"€ 20\"", "20.00 Euro", "20.00")]
    [InlineData("2024", "3.4.2024", "2024")]
    // dates
    [InlineData("\"2024-03-03\"", "on 3 March 2024", "3 March 2024")]
    [InlineData("\"2024-03-03\"", "March 3rd, 2024", "March 3rd, 2024")]
    [InlineData("\"2024-03-03\"", "3rd of March 2024; Mar. 3, 2024", "3rd of March 2024|Mar. 3, 2024")]
    [InlineData("\"2024-04-03\"", "03/04/2024", "03/04/2024")]
    [InlineData("\"2024-03-04\"", "03/04/2024", "03/04/2024")]
    [InlineData("\"2024-04-03\"", "3.4.2024", "3.4.2024")]
    [InlineData("\"2024-03-03\"", "3. März 2024", "3. März 2024")]
    [InlineData("\"2024-03-03\"", "2024/03/03 and 20240303", "2024/03/03|20240303")]
    [InlineData("\"2024-03-03\"", "2024年3月3日", "2024年3月3日")]
    [InlineData("\"2024-03-03\"", "due March 3", "March 3")]
    [InlineData("\"2024-03-03\"", "3/3/24", "3/3/24")]
    [InlineData("\"3 March 2024\"", "2024-03-03", "2024-03-03")]
    [InlineData("\"2024-03\"", "in March 2024", "March 2024")]
    [InlineData("\"2024-03-03T15:30:00Z\"", "3 March 2024 at 3:30 pm", "3 March 2024 at 3:30 pm")]
    [InlineData("\"2024-13-03\"", "3 March 2024", "")]
    // times
    [InlineData("\"15:30\"", "at 3:30 pm", "3:30 pm")]
    [InlineData("\"15:00:00\"", "at 3pm sharp", "3pm")]
    [InlineData("\"15:30\"", "um 15.30 Uhr", "15.30 Uhr")]
    [InlineData("\"12:00\"", "at noon", "noon")]
    // nothing
    [InlineData("true", "true", "")]
    [InlineData("null", "null", "")]
    [InlineData("\"\"", "x", "")]
    [InlineData("\"absent\"", "nothing here", "")]
    public void Find_Scalar(string value, string text, string expected)
    {
        var found = EvidenceFinder.Find(JsonElement.Parse(value), text);
        var places = found.TryGetValue("", out var spans) ? spans : [];
        Assert.Equal(expected, string.Join('|', places.Select(span => text[span.Start..span.End])));
    }

    [Fact]
    public void Find_Nested_HasPointers()
    {
        var found = EvidenceFinder.Find(JsonElement.Parse("""{"a/b": [{"c~d": "x"}, 2], "ok": true}"""), "x 2");
        Assert.Equal(["/a~1b/0/c~0d", "/a~1b/1"], found.Keys);
    }

    [Fact]
    public void Find_LoneSurrogates_NeverThrow()
        => EvidenceFinder.Find(JsonElement.Parse("""{"a": "\ud800x", "b": "y\udc00"}"""), "\ud800 y \udc00\u0301");
}
