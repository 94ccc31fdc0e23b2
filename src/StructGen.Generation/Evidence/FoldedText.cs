using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>A text without the differences that do not matter, and for each of its characters the place it came from.</summary>
/// <remarks>
/// Lower case; runs of white space as one space; typographic quotes, dashes and ellipses as ASCII; full width and ligatures as plain letters;
/// letters with marks taken apart (<see cref="LetterMarks"/>); soft hyphens and zero-width marks gone.
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
                if (char.IsAscii(unit) && unit != '`')
                {
                    if (char.IsWhiteSpace(unit))
                        AddSpace(index);
                    else
                        Add(char.ToLowerInvariant(unit), index, index + 1);
                    index++;
                    continue;
                }

                AddSpecial(unit, index);
                index++;
            }

            return new FoldedText(_units, _starts, _ends, _length);
        }

        private void AddSpecial(char unit, int index)
        {
            var folded = Simple(unit);
            if (folded == " ")
                AddSpace(index);
            else if (folded is not null)
                AddAll(folded, index);
            else if (unit is >= '\uFF01' and <= '\uFF5E')
                Add(char.ToLowerInvariant((char)(unit - 0xFEE0)), index, index + 1);
            else if (LetterMarks.Of(char.ToLowerInvariant(unit)) is { } parts)
                AddAll(parts, index);
            else
                Add(char.ToLowerInvariant(unit), index, index + 1);
        }

        /// <summary>What a character that is no letter is folded to; null for all others.</summary>
        private static string? Simple(char unit) => unit switch
        {
            '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u02BC' or '\u00B4' or '`' => "'",
            '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u2033' => "\"",
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\uFE58' or '\uFE63' => "-",
            '\u2026' => "...",
            '\uFB00' => "ff",
            '\uFB01' => "fi",
            '\uFB02' => "fl",
            '\uFB03' => "ffi",
            '\uFB04' => "ffl",
            '\u00B9' => "1",
            '\u00B2' => "2",
            '\u00B3' => "3",
            '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => "",
            _ => char.IsWhiteSpace(unit) ? " " : null,
        };

        private void AddAll(string units, int index)
        {
            foreach (var unit in units)
                Add(unit, index, index + 1);
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
