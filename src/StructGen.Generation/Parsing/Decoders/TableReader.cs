using System.Text;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Splits text into rows and cells, with quotes as Excel writes them; a quote without an end is taken as text.</summary>
internal sealed class TableReader(string text, int start, int end, char delimiter, RepairLog log)
{
    private int _index = start;
    private bool _noMoreQuotes;
    private bool _continues;

    /// <summary>All rows; a blank line is a row of one empty cell.</summary>
    public List<List<TableCell>> Read()
    {
        var rows = new List<List<TableCell>>();
        while (_index < end)
        {
            var row = new List<TableCell>();
            do
                row.Add(ReadCell());
            while (_continues);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Reads a cell and the delimiter or line end after it.</summary>
    private TableCell ReadCell()
    {
        while (_index < end && text[_index] is ' ' or '\t' && text[_index] != delimiter)
            _index++;
        var offset = _index;
        if (_index < end && text[_index] == '"' && !_noMoreQuotes && TryQuoted(out var quoted))
            return new TableCell(quoted, true, offset);
        offset = _index;
        while (_index < end && text[_index] != delimiter && text[_index] is not ('\n' or '\r'))
            _index++;
        var cell = text[offset.._index].Trim();
        SkipEnd();
        return new TableCell(cell, false, offset);
    }

    private bool TryQuoted(out string cell)
    {
        var value = new StringBuilder();
        var hasLine = false;
        for (var at = _index + 1; at < end; at++)
        {
            if (text[at] != '"')
            {
                hasLine |= text[at] == '\n';
                value.Append(text[at]);
                continue;
            }

            var after = at + 1;
            if (after < end && text[after] == '"')
            {
                value.Append('"');
                at = after;
                continue;
            }

            while (after < end && text[after] is ' ' or '\t' && text[after] != delimiter)
                after++;
            if (after == end || text[after] == delimiter || text[after] is '\n' or '\r')
            {
                _index = after;
                SkipEnd();
                cell = value.ToString();
                return true;
            }

            // A text that has swallowed a line and then a quote that closes nothing was not closed where it should be.
            if (hasLine)
                return Unclosed(out cell);
            value.Append('"');
        }

        _noMoreQuotes = true;
        return Unclosed(out cell);
    }

    private bool Unclosed(out string cell)
    {
        log.Add("unterminated-quote", _index, "A quote that nothing closes was dropped.");
        _index++;
        cell = "";
        return false;
    }

    /// <summary>Moves past a delimiter, after which the row continues, or past a line end.</summary>
    private void SkipEnd()
    {
        _continues = _index < end && text[_index] == delimiter;
        if (_index >= end)
            return;
        if (text[_index] == '\r' && _index + 1 < end && text[_index + 1] == '\n')
            _index++;
        _index++;
    }
}
