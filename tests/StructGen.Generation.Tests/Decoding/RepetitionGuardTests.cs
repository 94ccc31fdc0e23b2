using System.Text;
using System.Text.Json;
using StructGen.Generation.Decoding;

namespace StructGen.Generation.Tests.Decoding;

public sealed class RepetitionGuardTests
{
    private static readonly JsonSerializerOptions Canonical = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Zeros365 = "Rainfall of the year in mm: ";

    /// <summary>Texts, lists and records that repeat and are no loops, as JSON values, with what the prompt says where that is what tells them apart.</summary>
    public static TheoryData<string, string, string> Negatives()
    {
        var data = new TheoryData<string, string, string>();
        void Text(string name, string text, string prompt = "") => data.Add(name, JsonSerializer.Serialize(text, Canonical), prompt);
        void Value(string name, object value, string prompt = "") => data.Add(name, JsonSerializer.Serialize(value, Canonical), prompt);
        static string Times(string unit, int times) => string.Concat(Enumerable.Repeat(unit, times));

        // Tables and rules.
        Text("markdown table of 12 columns", "|" + Times("---|", 12) + "\n|" + Times(" a |", 12));
        Text("markdown table of 40 equal rows of one column", Times("| 0 |\n", 40));
        Text("rule of 80 dashes", new string('-', 80));
        Text("rule of 120 equals signs, twice", new string('=', 120) + "\nTotals\n" + new string('=', 120));
        Text("box of stars", string.Join('\n', new string('*', 60), "*" + new string(' ', 58) + "*", new string('*', 60)));
        Text("dotted line of contents", "Chapter 1 " + new string('.', 200) + " 12");
        Text("underscores to sign on", "Name: " + new string('_', 100) + " Date: " + new string('_', 60));
        Text("csv of empty cells", new string(',', 120));
        Text("tab-separated row of zeros", Times("0\t", 100));
        Text("rst table", Times("+------", 20) + "+");
        Text("grid of a game", Times(". . . . . . . .\n", 8));
        Text("20 rows of a table", Times("| 2026-01-01 | 0 |\n", 20));

        // Encodings and numbers.
        Text("base64 of 120 zero bytes", Convert.ToBase64String(new byte[120]));
        Text("base64 of counting bytes", Convert.ToBase64String([.. Enumerable.Range(0, 900).Select(value => (byte)value)]));
        Text("base64 of a bitmap's head", "Qk06AAAAAAAAADYAAAAoAAAA" + new string('A', 180));
        Text("hash of nothing", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        Text("sha-512 of zeros in hex", Times("cf83e1357eefb8bd", 4));
        Text("ethereum word", "0x" + new string('0', 64));
        Text("three ethereum words", "0x" + Times(new string('0', 63) + "1", 3));
        Text("zero-filled account number", new string('0', 34) + "42");
        Text("guid of zeros", "00000000-0000-0000-0000-000000000000");
        Text("ipv6 in full", "0000:0000:0000:0000:0000:0000:0000:0001");
        Text("binary mask", Times("11111111", 20));
        Text("hex dump of 10 lines", string.Concat(Enumerable.Range(0, 10).Select(line => $"{line * 16:x8}  {Times("00 ", 16)}\n")));
        Text("bits of a bloom filter", Times("0", 200));
        Text("third in decimals", "0." + new string('3', 200));
        Text("a seventh in decimals", "0." + Times("142857", 60));
        Text("rgb of a white image row", Times("#ffffff ", 60));
        Text("dna repeat of Huntington", Times("CAG", 80));
        Text("telomere", Times("TTAGGG", 80));
        Text("poly-A tail", new string('A', 250));

        // Words.
        Text("refrain of eight lines", Times("Row, row, row your boat, gently down the stream\n", 8));
        Text("na na na", Times("Na na na na, hey hey, goodbye. ", 12));
        Text("all work and no play", Times("All work and no play makes Jack a dull boy. ", 11));
        Text("laughter", Times("ha", 100));
        Text("scream", "A" + new string('a', 200) + "h!");
        Text("mantra", Times("Hare Krishna ", 30));
        Text("chorus with verses between", Times("We will, we will rock you\n", 4) + "Buddy you're a young man\n" + Times("We will, we will rock you\n", 4));
        Text("checkers of emoji", Times("⬛⬜", 60));
        Text("stars of a review", Times("⭐", 80));
        Text("spaces of an indented block", new string(' ', 200) + "x");
        Text("blank form lines", Times("\n", 100) + "end");
        Text("morse of SOS", Times("... --- ... ", 30));
        Text("a nursery rhyme of the source", Times("Ninety-nine bottles. ", 60), "Copy this: " + Times("Ninety-nine bottles. ", 60));
        Text("a thousand zeros of the source", new string('0', 1000), "The code is " + new string('0', 1000) + ".");
        Text("lines of the source, escaped", Times("a \"b\"\n", 200), "Keep the text:\n" + Times("a \"b\"\n", 200));

        // Lists of real data.
        Value("month without rain", new int[31]);
        Value("hours of two days without power", Enumerable.Repeat(0.0, 48));
        Value("a year without rain that the source has", new int[365], Zeros365 + string.Join(", ", new int[365]));
        Value("ten coffees of a receipt", Enumerable.Repeat(new { item = "Coffee", price = 2.5 }, 10), string.Join('\n', Enumerable.Repeat("Coffee 2.50", 10)));
        Value("thirty coffees of a receipt", Enumerable.Repeat(new { item = "Coffee", price = 2.5, currency = "USD" }, 30), string.Join('\n', Enumerable.Repeat("Coffee 2.50", 30)));
        Value("identity matrix of 12", Enumerable.Range(0, 12).Select(row => Enumerable.Range(0, 12).Select(column => row == column ? 1 : 0)));
        Value("board of chess without pieces", Enumerable.Repeat(Enumerable.Repeat("", 8), 8));
        Value("answers of a form", Enumerable.Repeat("n/a", 40));
        Value("flags", Enumerable.Repeat(false, 60));
        Value("labels of a data set", Enumerable.Range(0, 200).Select(index => index % 2 == 0 ? "cat" : "dog").Take(40));
        Value("objects that differ in one digit", Enumerable.Range(0, 300).Select(index => new { id = index, value = 0 }));
        Value("timestamps a minute apart", Enumerable.Range(0, 200).Select(minute => new DateTime(2026, 1, 1).AddMinutes(minute).ToString("s")));
        return data;
    }

    [Theory]
    [MemberData(nameof(Negatives))]
    public void Find_WhatPeopleAndDataRepeat_IsNoLoop(string name, string json, string prompt)
        => Assert.True(Look($"{{\"a\": {json}}}", prompt) is null, name);

    [Fact]
    public void Negatives_Count_AtLeastFifty() => Assert.InRange(Negatives().Count, 50, int.MaxValue);

    [Theory]
    [InlineData("{\"email\": \"", "0", 1000, true)]
    [InlineData("{\"quantity\": 5", "0", 500, false)]
    [InlineData("{\"text\": \"I think that ", "the the ", 200, true)]
    [InlineData("{\"text\": \"", "\\n", 400, true)]
    [InlineData("{\"list\": [", "{\"name\": \"Ann\", \"age\": 41}, ", 60, false)]
    [InlineData("{\"list\": [", "0, ", 300, false)]
    [InlineData("{\"n\": ", "{\"child\": ", 80, false)]
    [InlineData("", "and so on and so on, ", 60, false)]
    public void Find_ALoop_IsFoundWithItsKind(string head, string unit, int times, bool isText)
    {
        var loop = Look(head + string.Concat(Enumerable.Repeat(unit, times)), "Ann is 41 and orders fifty pieces.");

        Assert.NotNull(loop);
        Assert.Equal(isText, loop.Value.IsText);
        Assert.InRange(loop.Value.Times, RepetitionGuard.LeastTimes, times);
    }

    [Fact]
    public void Find_MoreThanThePromptHas_IsALoop()
    {
        var prompt = "The code is " + new string('0', 600) + ".";

        Assert.Null(Look("{\"code\": \"" + new string('0', 600), prompt));
        Assert.NotNull(Look("{\"code\": \"" + new string('0', 900), prompt));
        Assert.Null(Look("[" + string.Concat(Enumerable.Repeat("{\"item\": \"Coffee\"}, ", 40)), string.Concat(Enumerable.Repeat("Coffee\n", 40))));
        Assert.NotNull(Look("[" + string.Concat(Enumerable.Repeat("{\"item\": \"Coffee\"}, ", 60)), string.Concat(Enumerable.Repeat("Coffee\n", 30))));
    }

    [Theory]
    [InlineData("{\"a\": [\"", "0", 1000, "0\"], \"b\": 1}", "0\"")]
    [InlineData("{\"l\": [", "{\"n\": \"Ann\"}, ", 60, "{\"n\": \"\"}], \"b\": {}}", "{\"n\": \"\"}]")]
    [InlineData("{\"l\": [", "7, ", 200, "0]}", "0]")]
    public void LengthToEnd_ShortestEnding_IsCutBehindTheValue(string head, string unit, int times, string ending, string expected)
    {
        var guard = new RepetitionGuard(() => []);
        guard.Append(Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(unit, times))));

        Assert.Equal(expected, ending[..guard.LengthToEnd(guard.Find()!.Value, Encoding.UTF8.GetBytes(ending))]);
    }

    [Fact]
    public void Append_AfterWarmUp_AllocatesNothing()
    {
        var guard = new RepetitionGuard(() => []);
        var bytes = "{\"name\": \"Ann\", \"numbers\": [1, 2, 3]} "u8.ToArray();
        for (var i = 0; i < 20; i++) Step(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 20; i < 120; i++) Step(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step(int number)
        {
            bytes[10] = (byte)('a' + (number % 26));
            bytes[11] = (byte)('a' + (number / 26));
            guard.Append(bytes);
            if (guard.Find() is not null) throw new InvalidOperationException("No loop.");
        }
    }

    [Fact]
    public void FindIn_TextOfARemoteModel_TellsWhere()
    {
        Assert.Null(RepetitionGuard.FindIn("{\"name\": \"Ann\"}", () => []));
        Assert.InRange(RepetitionGuard.FindIn("{\"name\": \"" + new string('0', 2000), () => []) ?? -1, 250, 400);
    }

    private static RepeatedText? Look(string text, string prompt)
    {
        var guard = new RepetitionGuard(() => Encoding.UTF8.GetBytes(prompt));
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            guard.Append([value]);
            if (guard.Find() is { } loop) return loop;
        }

        return null;
    }
}
