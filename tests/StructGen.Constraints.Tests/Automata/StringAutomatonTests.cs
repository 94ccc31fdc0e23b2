using System.Text;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Tests.Automata;

public class StringAutomatonTests
{
    private static readonly string[] Samples = ["", "a", "\"", "\\", "\n", "\u0001", "\u001f", "\u007f", "é", "ÿ", "\u07ff", "\u0800", "漢", "\ud7ff", "\ue000", "\uffff", "😀", "\U0010FFFF", "a\"b", "/", "\u2028", "aéb漢c😀"];

    [Theory]
    [InlineData("^[a-zé]*$")]
    [InlineData("^[^\\u0000-\\u001f]$")]
    [InlineData("^[\\u0000-\\u001f\"\\\\]$")]
    [InlineData("[漢😀]")]
    [InlineData("^[\\u0800-\\uffff]$")]
    [InlineData("^[^a]{1,3}$")]
    [InlineData("^\\P{L}")]
    public void Accepts_EncodedText_WhatTheArenaContains(string ecma)
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var pattern = arena.Search(ecma);
        var automaton = new StringAutomaton(arena);
        foreach (var text in Samples)
        {
            var state = Run(automaton, automaton.StateOf(pattern), JsonBytes(text));
            Assert.Equal(arena.Contains(pattern, text), state != 0 && automaton.Accepts(state));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE0, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xF0, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x0A })]
    [InlineData(new byte[] { 0x22 })]
    public void Step_NoJsonString_Dead(byte[] bytes)
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var automaton = new StringAutomaton(arena);
        Assert.Equal(0, Run(automaton, automaton.StateOf(arena.Anything), bytes));
    }

    [Fact]
    public void Step_UnneededEscape_Dead()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var automaton = new StringAutomaton(arena);
        var start = automaton.StateOf(arena.Anything);
        foreach (var text in new[] { "\\/", "\\u0041", "\\u0008", "\\u000A", "\\u00", "\\x" }) Assert.True(Run(automaton, start, Encoding.UTF8.GetBytes(text)) is var state && (state == 0 || !automaton.Accepts(state)));
        foreach (var text in new[] { "\\u001F", "\\u001f", "\\u0000", "\\n", "\\\"" }) Assert.Equal(start, Run(automaton, start, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void MinBytes_CountsEscapesAndUtf8()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var automaton = new StringAutomaton(arena);
        Assert.Equal(2 + 6 + 2 + 4, automaton.MinBytes(automaton.StateOf(arena.Literal("\"\u0001é😀"))));
        Assert.Equal(1000, automaton.MinBytes(automaton.StateOf(arena.And(arena.Search("^[a-zé]*$"), arena.Length(1000, null)))));
        var within = automaton.Step(automaton.StateOf(arena.Literal("éa")), 0xC3);
        Assert.Equal(2, automaton.MinBytes(within));
    }

    [Fact]
    public void MaskKey_LongBounds_ShareTheFreeString()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var other = new PatternArena(ConstraintLimits.Default);
        var automaton = new StringAutomaton(arena);
        var second = new StringAutomaton(other);
        var free = automaton.MaskKey(automaton.StateOf(arena.Anything));
        Assert.Equal(free, second.MaskKey(second.StateOf(other.Length(0, 5000))));
        Assert.Equal(free, second.MaskKey(second.StateOf(other.Length(0, 256))));
        Assert.NotEqual(free, second.MaskKey(second.StateOf(other.Length(0, 255))));
        Assert.NotEqual(free, second.MaskKey(second.StateOf(other.Length(1, null))));
    }

    [Fact]
    public void PatternAt_BetweenCharacters_WhatMayFollow()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var automaton = new StringAutomaton(arena);
        var state = automaton.Step(automaton.StateOf(arena.Literal("ab")), (byte)'a');
        Assert.Same(arena.Literal("b"), automaton.PatternAt(state));
    }

    internal static int Run(StringAutomaton automaton, int state, byte[] bytes) => bytes.Aggregate(state, automaton.Step);

    internal static byte[] JsonBytes(string text)
    {
        var json = new StringBuilder();
        foreach (var character in text)
        {
            json.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        return Encoding.UTF8.GetBytes(json.ToString());
    }
}
