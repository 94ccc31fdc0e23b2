using System.Globalization;
using System.Text;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>A text without the differences that do not matter, and for each of its characters the place it came from.</summary>
/// <remarks>
/// Lower case; runs of white space as one space; typographic quotes, dashes and ellipses as ASCII; compatibility forms (full width,
/// ligatures) and combining marks composed (NFKC); soft hyphens and zero-width marks gone.
/// </remarks>
internal sealed class FoldedText
{
    private readonly char[] _units;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int _length;

    private FoldedText(char[] units, int[] starts, int[] ends, int length)
    {
        _units = units;
        _starts = starts;
        _ends = ends;
        _length = length;
    }

    /// <summary>The folded characters.</summary>
    public ReadOnlySpan<char> Units => _units.AsSpan(0, _length);

    public static FoldedText Of(string text) => new Folding(text).Run();

    /// <summary>A value folded and trimmed.</summary>
    public static string Fold(string value) => Of(value).Units.Trim().ToString();

    /// <summary>The place in the original text.</summary>
    public TextSpan Original(TextSpan folded) => new(_starts[folded.Start], _ends[folded.End - 1]);

    private sealed class Folding(string text)
    {
        private char[] _units = new char[text.Length + 16];
        private int[] _starts = new int[text.Length + 16];
        private int[] _ends = new int[text.Length + 16];
        private int _length;

        public FoldedText Run()
        {
            for (var index = 0; index < text.Length;)
            {
                var unit = text[index];
                if (char.IsAscii(unit) && (index + 1 == text.Length || text[index + 1] < '\u0300'))
                {
                    if (char.IsWhiteSpace(unit))
                        AddSpace(index);
                    else
                        Add(char.ToLowerInvariant(unit), index, index + 1);
                    index++;
                    continue;
                }

                var end = SegmentEnd(index);
                AddSegment(index, end);
                index = end;
            }

            return new FoldedText(_units, _starts, _ends, _length);
        }

        /// <summary>The end of a character with its combining marks.</summary>
        private int SegmentEnd(int index)
        {
            var end = index + (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1);
            var limit = Math.Min(text.Length, end + 32);
            while (end < limit && text[end] >= '\u0300'
                && CharUnicodeInfo.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
                end++;
            return end;
        }

        private void AddSegment(int index, int end)
        {
            var unit = text[index];
            if (end == index + 1 && Simple(unit) is { } simple)
            {
                if (simple == " ")
                    AddSpace(index);
                else
                    AddAll(simple, index, end);
                return;
            }

            if (end == index + 1 && unit is >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF')
            {
                Add(unit, index, end);
                return;
            }

            string composed;
            try
            {
                composed = text[index..end].Normalize(NormalizationForm.FormKC);
            }
            catch (ArgumentException)
            {
                composed = text[index..end]; // half of a surrogate pair
            }

            foreach (var part in composed)
            {
                if (char.IsWhiteSpace(part))
                    AddSpace(index);
                else
                    Add(char.ToLowerInvariant(part), index, end);
            }
        }

        /// <summary>What a single character is folded to without Unicode tables; null where they are needed.</summary>
        private static string? Simple(char unit) => unit switch
        {
            '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u02BC' or '\u00B4' or '`' => "'",
            '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u2033' => "\"",
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\uFE58' or '\uFE63' => "-",
            '\u2026' => "...",
            '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => "",
            _ => char.IsWhiteSpace(unit) ? " " : null,
        };

        private void AddAll(string units, int start, int end)
        {
            foreach (var unit in units)
                Add(unit, start, end);
        }

        private void AddSpace(int index)
        {
            if (_length > 0 && _units[_length - 1] == ' ')
                _ends[_length - 1] = index + 1;
            else
                Add(' ', index, index + 1);
        }

        private void Add(char unit, int start, int end)
        {
            if (_length == _units.Length)
            {
                Array.Resize(ref _units, _length * 2);
                Array.Resize(ref _starts, _length * 2);
                Array.Resize(ref _ends, _length * 2);
            }

            _units[_length] = unit;
            _starts[_length] = start;
            _ends[_length++] = end;
        }
    }
}
